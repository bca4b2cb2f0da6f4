/**
 * What the composer's suggestions ask while a member types (docs/platform-notes.md §3.4). The host sends everything after the
 * `/`, `@` or `~`, across spaces. In an encrypted channel no more than the word being typed may leave.
 *
 * A longer text is answered locally with nothing found rather than cut: with suggestions for the first word only, Enter would
 * put one of them in the place of the whole text.
 *
 * @packageDocumentation
 */
import {PASS} from './request';
import type {EgressRequest, HostFacts, Verdict} from './request';

/** One word of the kind that names people, groups and channels. */
const NAME_WORD = /^[a-z0-9._-]{0,64}$/i;

/** The trigger of a command, still being typed. */
const TRIGGER_WORD = /^\/[a-z0-9_-]{0,64}$/i;

/** Our own command and the beginning of one of its words. */
const OWN_COMMAND = /^\/e2ee\s+[a-z]{0,6}$/;

const NO_USERS = {users: [], out_of_channel: [], agents: []};

/** `GET /teams/{team}/commands/autocomplete_suggestions?user_input&channel_id` */
export function commandSuggestions({query}: EgressRequest, facts: HostFacts): Verdict {
    const text = query.get('user_input') ?? '';
    if (TRIGGER_WORD.test(text) || OWN_COMMAND.test(text)) {
        return PASS;
    }
    const channelId = query.get('channel_id');
    return nothingFoundUnlessOff(channelId === null ? facts.openChannels() : [channelId], [], facts);
}

/** `GET /users/autocomplete?name&in_channel`: the composer names its channel, other boxes (channel switcher) don't. */
export function userSuggestions({query}: EgressRequest, facts: HostFacts): Verdict {
    const inChannel = query.get('in_channel');
    if (NAME_WORD.test(query.get('name') ?? '')) {
        return PASS;
    }
    const focused = facts.focusedChannel();
    const channelId = inChannel ?? focused;
    return channelId === undefined ? PASS : nothingFoundUnlessOff([channelId], NO_USERS, facts);
}

/** `GET /teams/{team}/channels/autocomplete?name`: names no channel. */
export function channelSuggestions({query}: EgressRequest, facts: HostFacts): Verdict {
    return nameSuggestions(query.get('name') ?? '', facts);
}

/** `GET /groups?q`: names no channel. */
export function groupSuggestions({query}: EgressRequest, facts: HostFacts): Verdict {
    return nameSuggestions(query.get('q') ?? '', facts);
}

/** The host asks a moment after the key was struck; the focus may be in another composer by then, or in none. */
function nameSuggestions(text: string, facts: HostFacts): Verdict {
    const open = facts.openChannels();
    return NAME_WORD.test(text) || open.length === 0 ? PASS : nothingFoundUnlessOff(open, [], facts);
}

function nothingFoundUnlessOff(channelIds: readonly string[], nothing: unknown, facts: HostFacts): Verdict {
    const isOff = channelIds.length > 0 && channelIds.every((channelId) => facts.stateOf(channelId) === 'off');
    return isOff ? PASS : {kind: 'answer', status: 200, body: nothing};
}
