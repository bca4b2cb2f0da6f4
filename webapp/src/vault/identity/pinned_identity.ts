/**
 * A person's chain as this browser has come to trust it.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';

/** Verified before it was stored; a later chain is compared with it (protocol.md §2.2). */
export interface PinnedIdentity {
    readonly userId: string;

    /** The signed records, as served. Empty where only the head is known, as after a restore from a bundle (protocol.md §7.4). */
    readonly chain: readonly Bytes[];

    /** Hash of the last record, base64url. */
    readonly head: string;

    /** Generation of the last record. */
    readonly generation: number;
}
