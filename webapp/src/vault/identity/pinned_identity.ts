/**
 * A person's chain as this browser has come to trust it.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import type {VerifiedChain} from '../protocol/chain';

/** Verified before it was stored; a later chain is compared with it (protocol.md §2.2). */
export interface PinnedIdentity {
    readonly userId: string;

    /** Hash of the last record, base64url. */
    readonly head: string;

    /** Generation of the last record. */
    readonly generation: number;

    /** Absent where only the head is known, as after a restore from a bundle (protocol.md §7.4). */
    readonly chain?: VerifiedChain;
}

export function pinOf(chain: VerifiedChain): PinnedIdentity {
    return {userId: chain.userId, head: encodeBase64url(chain.head.hash), generation: chain.head.record.generation, chain};
}
