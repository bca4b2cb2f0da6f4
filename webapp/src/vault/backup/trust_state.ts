/**
 * What a browser remembers of others, as the backup carries it (protocol.md §7.4).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {HASH_LENGTH} from '../protocol/context';
import type {RecordHash} from '../protocol/identity_record';
import type {ChannelId, UserId} from '../protocol/ids';
import {arrayOf, bytes, choice, id, malformed, text, tuple, uint} from '../protocol/kinds';
import type {Kind} from '../protocol/kinds';
import {LIMITS} from '../protocol/limits';
import type {PolicyMode, StatementHash} from '../protocol/policy_statement';
import {field, mapSchema} from '../protocol/schema';

export type PinnedPerson = readonly [userId: UserId, head: RecordHash, generation: number, username: string];
export type PinnedPolicy = readonly [channelId: ChannelId, sequence: number, head: StatementHash, mode: PolicyMode];
export type VerifiedPerson = readonly [userId: UserId, record: RecordHash];

/** Each list ascending by its first element, none twice. */
export interface TrustState {
    readonly pins: readonly PinnedPerson[];
    readonly policies: readonly PinnedPolicy[];
    readonly verified: readonly VerifiedPerson[];
}

type Entry = readonly [id: string, ...rest: unknown[]];

/** No limit of its own: the bundle's holds. */
function ascending<Item extends Entry>(item: Kind<Item>): Kind<readonly Item[]> {
    const items = arrayOf(item, Number.MAX_SAFE_INTEGER);
    return {
        ...items,
        read(value) {
            const read = items.read(value);
            const isAscending = read.every(([first], index) => index === 0 || (read[index - 1]?.[0] ?? '') < first);
            return isAscending ? read : malformed();
        },
    };
}

const SCHEMA = mapSchema('none', {
    pins: field(
        0,
        ascending<PinnedPerson>(
            tuple(
                id<UserId>(),
                bytes<RecordHash>(HASH_LENGTH),
                uint({max: LIMITS.generation}),
                text({min: 1, max: LIMITS.usernameCodePoints}),
            ),
        ),
    ),
    policies: field(
        1,
        ascending<PinnedPolicy>(
            tuple(id<ChannelId>(), uint({min: 1}), bytes<StatementHash>(HASH_LENGTH), choice<PolicyMode>({none: 0, p2p: 1})),
        ),
    ),
    verified: field(2, ascending<VerifiedPerson>(tuple(id<UserId>(), bytes<RecordHash>(HASH_LENGTH)))),
});

/** Sorts; somebody who is listed twice is a bug. @throws Failure `cbor_malformed` */
export function encodeTrustState({pins, policies, verified}: TrustState): Bytes {
    return SCHEMA.encode({pins: sorted(pins), policies: sorted(policies), verified: sorted(verified)});
}

/** @throws Failure `cbor_malformed` */
export function decodeTrustState(stateBytes: Bytes): TrustState {
    return SCHEMA.decode(stateBytes);
}

/** Ids are ASCII, so the order of the language is that of the bytes. */
function sorted<Item extends Entry>(items: readonly Item[]): readonly Item[] {
    return [...items].sort(([left], [right]) => (left < right ? -1 : 1));
}
