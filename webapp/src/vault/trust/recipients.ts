/**
 * The set of people for whom this browser has sealed in a channel: how it changes with a decision (docs/people.md §4).
 *
 * @packageDocumentation
 */
import type {PersonFacts} from './decide';
import {fingerprintOf} from './keys_of_person';
import type {ChannelRecipients} from './trust_store';

export interface Sent {
    readonly to: readonly PersonFacts[];
    readonly leftOut: readonly PersonFacts[];

    /** The size limit that the member went on above; undefined where the channel is no larger. */
    readonly agreedLimit: number | undefined;
}

/**
 * The set after a post; undefined where it stays as it is.
 *
 * Who has left the channel leaves the set: whoever is added again is somebody new, also if the server does it. Who was left out
 * keeps their old place, and the decision counts for the keys and the name that they have now.
 */
export function nextRecipients(
    channelId: string,
    stored: ChannelRecipients | undefined,
    {to, leftOut, agreedLimit}: Sent,
): ChannelRecipients | undefined {
    const kept = leftOut.flatMap(({userId, isInSet, pinnedUsername, username}) =>
        isInSet ? [{userId, username: pinnedUsername ?? username}] : [],
    );
    const people = [...to.map(({userId, username}) => ({userId, username})), ...kept].sort(byUserId);
    const without = leftOut.map(({userId, keys, username}) => ({userId, fingerprint: fingerprintOf(keys, username)})).sort(byUserId);
    const isSame =
        stored !== undefined &&
        isSameList(stored.people, people, ({username}) => username) &&
        isSameList(stored.leftOut ?? [], without, ({fingerprint}) => fingerprint) &&
        stored.agreedLimit === agreedLimit;
    return isSame
        ? undefined
        : {channelId, version: (stored?.version ?? 0) + 1, people, ...listed(without), ...(agreedLimit !== undefined && {agreedLimit})};
}

/** The set with nobody left out by this decision any more: the next post asks again. Undefined where there was none. */
export function withoutDecision(stored: ChannelRecipients | undefined, userId: string): ChannelRecipients | undefined {
    if (!stored?.leftOut?.some((person) => person.userId === userId)) {
        return undefined;
    }
    const {leftOut, ...kept} = stored;
    return {...kept, version: stored.version + 1, ...listed(leftOut.filter((person) => person.userId !== userId))};
}

function listed(leftOut: NonNullable<ChannelRecipients['leftOut']>): Pick<ChannelRecipients, 'leftOut'> {
    return leftOut.length > 0 ? {leftOut} : {};
}

function byUserId(a: {readonly userId: string}, b: {readonly userId: string}): number {
    return a.userId < b.userId ? -1 : 1;
}

function isSameList<Item extends {readonly userId: string}>(
    left: readonly Item[],
    right: readonly Item[],
    said: (item: Item) => string,
): boolean {
    const isSame = (item: Item, other: Item | undefined) => other?.userId === item.userId && said(other) === said(item);
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
}
