/**
 * What a browser remembers of others, as the backup carries it, and back (protocol.md §7.4). Pure.
 *
 * @packageDocumentation
 */
import {decodeBase64url, encodeBase64url} from '../../lib/base64url';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {PinnedPerson, PinnedPolicy, TrustState, VerifiedPerson} from '../backup/trust_state';
import type {RecordHash} from '../protocol/identity_record';
import {toChannelId, toUserId} from '../protocol/ids';
import {LIMITS} from '../protocol/limits';
import type {StatementHash} from '../protocol/policy_statement';
import {isVerifiedBy} from '../trust/known_person';
import type {KnownPerson, PolicyPin, TrustChange, TrustToBackUp, TrustView} from '../trust/trust_store';

/** Without the member, whose own chain stands in the bundle. */
export function trustToBackUp({pins, people, policies}: TrustToBackUp, own: string): TrustState {
    const known = new Map(people.map((person) => [person.userId, person]));
    const others = pins.filter(({userId}) => userId !== own);
    return {
        pins: others.map(({userId, head, generation}): PinnedPerson => [
            toUserId(userId),
            bytesOf(head) as RecordHash,
            generation,
            writtenName(userId, known.get(userId)?.username),
        ]),
        policies: policies.flatMap(pinnedPolicy),
        verified: others.flatMap(({userId}): readonly VerifiedPerson[] => {
            const record = known.get(userId)?.verified;
            return record === undefined ? [] : [[toUserId(userId), bytesOf(record) as RecordHash]];
        }),
    };
}

export function isTrustEmpty({pins, policies, verified}: TrustState): boolean {
    return pins.length + policies.length + verified.length === 0;
}

/** What a restored trust state adds to what this browser has seen itself, none of which it replaces. */
export function restoredTrust({pins, policies, verified}: TrustState, view: TrustView, own: string): TrustChange {
    const marks = new Map(verified.map(([userId, record]) => [userId, encodeBase64url(record)]));
    const others = pins.filter(([userId]) => userId !== own);
    return {
        pins: others
            .filter(([userId]) => !view.pins.has(userId))
            .map(([userId, head, generation]) => ({expectedHead: '', next: {userId, head: encodeBase64url(head), generation}})),
        people: others.flatMap(([userId, , , name]) => restoredPerson(userId, readName(userId, name), marks.get(userId), view)),
        policies: policies.flatMap((policy) => restoredPolicy(policy, view.policies.get(policy[0]))),
    };
}

/** Only what was verified: a policy that a post merely names might be made up, and nobody could agree it away after a restore. */
function pinnedPolicy({channelId, statement, restored}: PolicyPin): readonly PinnedPolicy[] {
    const newest = (statement?.sequence ?? 0) >= (restored?.sequence ?? 0) ? statement : restored;
    return newest ? [[toChannelId(channelId), newest.sequence, bytesOf(newest.head) as StatementHash, newest.mode]] : [];
}

function restoredPolicy([channelId, sequence, head, mode]: PinnedPolicy, pin: PolicyPin | undefined): readonly PolicyPin[] {
    const newest = Math.max(pin?.statement?.sequence ?? 0, pin?.restored?.sequence ?? 0);
    if (newest >= sequence) {
        return [];
    }
    const restored = {sequence, head: encodeBase64url(head), mode};
    return [{...pin, channelId, version: (pin?.version ?? 0) + 1, wasEncrypted: true, restored}];
}

/** A mark counts only for the chain that is pinned here, or for the restored one where none is. */
function restoredPerson(
    userId: string,
    username: string | undefined,
    mark: string | undefined,
    {pins, people}: TrustView,
): readonly KnownPerson[] {
    const known = people.get(userId);
    const pin = pins.get(userId);
    const isOfPin = (record: string) =>
        pin === undefined || pin.head === record || (pin.chain !== undefined && isMarked(pin.chain, record));
    const verified = known?.verified ?? (mark !== undefined && isOfPin(mark) ? mark : undefined);
    const name = known?.username ?? username;
    if (verified === known?.verified && name === known?.username) {
        return [];
    }
    return [
        {
            changes: [],
            ...known,
            userId,
            version: (known?.version ?? 0) + 1,
            ...(name !== undefined && {username: name}),
            ...(verified !== undefined && {verified}),
        },
    ];
}

function isMarked(chain: Parameters<typeof isVerifiedBy>[1], verified: string): boolean {
    return isVerifiedBy({userId: chain.userId, version: 0, verified, changes: []}, chain);
}

/** Somebody whose name isn't known here stands under their id. */
function writtenName(userId: string, name: string | undefined): string {
    return [...(name ?? '')].slice(0, LIMITS.usernameCodePoints).join('') || userId;
}

function readName(userId: string, name: string): string | undefined {
    return name === userId ? undefined : name;
}

/** For what this browser has written as text itself. */
function bytesOf(text: string): Bytes {
    const bytes = decodeBase64url(text);
    if (!bytes) {
        throw new Failure('invariant');
    }
    return bytes;
}
