/**
 * A user's identity over time: a hash chain of signed records (protocol.md §2.2).
 *
 * Whether the chain is the one that this browser has pinned is a question for trust/; `compareChain` gives it the facts.
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import {equalBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {CryptoProvider} from '../crypto/provider';
import {hashIdentityRecord} from './identity_record';
import type {IdentityRecord, RecordHash} from './identity_record';
import type {ServerId, UserId} from './ids';
import {LIMITS} from './limits';
import {decodeSignedRecord, verifySignedRecord} from './signed_record';
import {requireAtMost} from './sizes';

export interface ChainLink {
    readonly record: IdentityRecord;
    readonly hash: RecordHash;
}

/**
 * Only `verifyChain` makes one. Plain data: it may be stored and read again in a database of our own.
 */
export type VerifiedChain = Brand<
    {
        readonly serverId: ServerId;
        readonly userId: UserId;

        /** The record of generation *i* at index *i*; never empty. */
        readonly links: readonly ChainLink[];
        readonly head: ChainLink;
    },
    'VerifiedChain'
>;

export interface ChainVerification {
    readonly provider: CryptoProvider;
    readonly signedRecords: readonly Bytes[];

    /** The pinned one. */
    readonly serverId: ServerId;

    /** Whose chain was asked for. */
    readonly userId: UserId;
}

/** @throws Failure `too_large`, `server_changed`, `chain_invalid`, `signature_invalid`, or a code of `decodeSignedRecord` */
export async function verifyChain({provider, signedRecords, serverId, userId}: ChainVerification): Promise<VerifiedChain> {
    requireAtMost(LIMITS.chainRecords, signedRecords.length);
    const links: ChainLink[] = [];
    for (const signedBytes of signedRecords) {
        const signed = decodeSignedRecord(signedBytes);
        const {record, recordBytes} = signed;
        const previous = links.at(-1);
        if (previous === undefined && !equalBytes(record.serverId, serverId)) {
            throw new Failure('server_changed');
        }
        requireSuccessor(record, previous, {serverId, userId, generation: links.length});
        await verifySignedRecord({provider, signed, ...(previous && {previousSigningKey: previous.record.signingKey})});
        links.push({record, hash: await hashIdentityRecord(provider, recordBytes)});
    }
    const head = links.at(-1);
    if (head === undefined) {
        throw new Failure('chain_invalid');
    }
    return {serverId, userId, links, head} as unknown as VerifiedChain;
}

type Expected = Pick<IdentityRecord, 'serverId' | 'userId' | 'generation'>;

function requireSuccessor(record: IdentityRecord, previous: ChainLink | undefined, expected: Expected): void {
    const isOfThisChain =
        record.generation === expected.generation && record.userId === expected.userId && equalBytes(record.serverId, expected.serverId);
    const follows =
        previous === undefined ||
        (record.previous !== undefined && equalBytes(record.previous, previous.hash) && record.timeMs >= previous.record.timeMs);
    if (!isOfThisChain || !follows) {
        throw new Failure('chain_invalid');
    }
}

export type ChainChange = 'same' | 'rotated' | 'reset' | 'rolled_back' | 'forked';

/**
 * A chain beside the pinned one, by the hashes of their records; the last of the pinned is the pinned head.
 *
 * @throws Failure `invariant` where nothing is pinned: a first use is no comparison
 */
export function compareChain(chain: VerifiedChain, pinned: readonly RecordHash[]): ChainChange {
    if (pinned.length === 0) {
        throw new Failure('invariant');
    }
    const {links} = chain;
    const shared = Math.min(links.length, pinned.length);
    const agree = links.slice(0, shared).every(({hash}, index) => isHash(hash, pinned[index]));
    if (!agree) {
        return 'forked';
    }
    if (links.length < pinned.length) {
        return 'rolled_back';
    }
    const later = links.slice(pinned.length);
    if (later.length === 0) {
        return 'same';
    }
    return later.every(({record}) => record.kind === 'rotate') ? 'rotated' : 'reset';
}

function isHash(hash: RecordHash, other: RecordHash | undefined): boolean {
    return other !== undefined && equalBytes(hash, other);
}
