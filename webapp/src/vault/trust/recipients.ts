/**
 * The set of people for whom this browser has sealed in a channel: how it changes with a decision (docs/people.md §4).
 *
 * @packageDocumentation
 */
import type {PersonFacts} from './decide';
import type {ChannelRecipients, PinnedRecipient} from './trust_store';

export interface Sent {
    readonly to: readonly PersonFacts[];
    readonly leftOut: readonly PersonFacts[];
}

/**
 * The set after a post; undefined where it stays as it is.
 *
 * Who has left the channel leaves the set: whoever is added again is somebody new, also if the server does it. Who was left out
 * keeps their old place, and is held again next time.
 */
export function nextRecipients(
    channelId: string,
    stored: ChannelRecipients | undefined,
    {to, leftOut}: Sent,
): ChannelRecipients | undefined {
    const kept = leftOut.flatMap(({userId, pinnedUsername}) => (pinnedUsername === undefined ? [] : [{userId, username: pinnedUsername}]));
    const people = [...to.map(({userId, username}) => ({userId, username})), ...kept].sort((a, b) => (a.userId < b.userId ? -1 : 1));
    if (stored && isSame(stored.people, people)) {
        return undefined;
    }
    return {channelId, version: (stored?.version ?? 0) + 1, people};
}

function isSame(left: readonly PinnedRecipient[], right: readonly PinnedRecipient[]): boolean {
    return (
        left.length === right.length &&
        left.every((person, index) => person.userId === right[index]?.userId && person.username === right[index]?.username)
    );
}
