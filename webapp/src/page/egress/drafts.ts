/**
 * Drafts: the host sends the composer's text to the server when the member leaves a channel, a thread or the page,
 * also the text of an edit in progress. For an encrypted channel the guard answers in the server's place, at once since
 * at `beforeunload` no await would finish; the host keeps its own copy in the browser and ignores the answer.
 *
 * @packageDocumentation
 */
import {PASS, textField} from './request';
import type {EgressRequest, HostFacts, Verdict} from './request';

/** `POST /drafts` (its `DELETE` carries no text and passes) */
export function savedDraft({body}: EgressRequest, facts: HostFacts): Verdict {
    const channelId = textField(body, 'channel_id');
    if (channelId !== undefined && facts.stateOf(channelId) === 'off') {
        return PASS;
    }
    return {kind: 'answer', status: 201, body: body.kind === 'json' ? body.value : {}};
}
