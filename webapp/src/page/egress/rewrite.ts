/**
 * Rewriting a draft by an AI agent: the text as typed, and no channel in the request (docs/platform-notes.md §3.5).
 *
 * @packageDocumentation
 */
import {onlyWhereOff, textField} from './request';
import type {EgressRequest, HostFacts, Verdict} from './request';

/** `POST /posts/rewrite` */
export function rewrittenDraft({body}: EgressRequest, facts: HostFacts): Verdict {
    const rootId = textField(body, 'root_id');
    const ofThread = rootId === undefined ? undefined : facts.channelOfPost(rootId);
    return onlyWhereOff(textField(body, 'channel_id') ?? ofThread ?? facts.focusedChannel() ?? facts.currentChannel(), facts);
}
