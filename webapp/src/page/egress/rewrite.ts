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
    return onlyWhereOff(textField(body, 'channel_id') ?? ofThread ?? leastClear(facts), facts);
}

/** The menu that asks for it has the focus, and no composer: the text is of any of those that are open. */
function leastClear(facts: HostFacts): string | undefined {
    const open = facts.openChannels();
    return open.find((channelId) => facts.stateOf(channelId) !== 'off') ?? open[0];
}
