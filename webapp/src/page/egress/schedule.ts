/**
 * Scheduled posts. The create hook is the one of a new post, so what arrives may well be sealed; it would be sent later under
 * a sequence and a policy of now, and the host drops `type` and `props` on the way (docs/platform-notes.md §2.7). Refused until that works.
 *
 * @packageDocumentation
 */
import {onlyWhereOff, textField} from './request';
import type {EgressRequest, HostFacts, Verdict} from './request';

/** `POST /posts/schedule` and `PUT /posts/schedule/{id}` */
export function scheduledPost({body}: EgressRequest, facts: HostFacts): Verdict {
    return onlyWhereOff(textField(body, 'channel_id'), facts);
}
