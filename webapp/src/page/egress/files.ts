/**
 * Uploads. The hook for composer files is not told the channel; the request is (docs/platform-notes.md §2.5), so this is the reliable point.
 *
 * @packageDocumentation
 */
import {onlyWhereOff, textField} from './request';
import type {EgressRequest, HostFacts, Verdict} from './request';

/** `POST /files`: a form, or the bare bytes with the channel in the query; also for bookmarks. */
export function uploadedFile({body, query}: EgressRequest, facts: HostFacts): Verdict {
    const channelId = body.kind === 'form' ? body.channelId : query.get('channel_id');
    return onlyWhereOff(channelId ?? undefined, facts);
}

/** `POST /uploads`: announces a resumable upload and its file's name. */
export function announcedUpload({body}: EgressRequest, facts: HostFacts): Verdict {
    return onlyWhereOff(textField(body, 'channel_id'), facts);
}
