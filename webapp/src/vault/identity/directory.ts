/**
 * Who has which public keys, and where the member's sealed backup is kept: the server half, as an interface.
 *
 * Nothing that comes from here is believed: chains are verified and compared with pins, the bundle is opened by the member's
 * own code. Every method rejects with a `Failure` (`offline`, `server_unavailable`, `forbidden`, `conflict`, …).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';

/** Signed records, first to last. Unverified. */
export type ServedChain = readonly Bytes[];

export interface Publication {
    /** base64url hash of the published head, '' where nothing is published. */
    readonly expectedHead: string;
    readonly record: Bytes;
    readonly bundle: Bytes;

    /** Empty where the recovery key stays. */
    readonly wrappedRecoveryKey: Bytes;

    /** Empty but for a rotation. */
    readonly handOver: Bytes;
}

/** The two halves of a backup. */
export interface KeptBackup {
    readonly wrappedRecoveryKey: Bytes;
    readonly bundle: Bytes;
}

export interface Backup extends KeptBackup {
    readonly bundleSequence: number;

    /** Those that resets replaced, the newest first. */
    readonly earlier: readonly KeptBackup[];
}

export interface ServerConfig {
    /** 16 bytes, base64url (protocol.md §1.4). */
    readonly serverId: string;

    /** The admin's limit for encrypted channels. */
    readonly maxChannelMembers: number;
}

export interface Directory {
    config(): Promise<ServerConfig>;

    /** The caller's own published chain; empty if there is none. */
    ownChain(): Promise<ServedChain>;

    /** Of the caller's stored bundle; 0 if there is none. */
    bundleSequence(): Promise<number>;

    /** Record and backup in one compare-and-set; `conflict` if another head is published. */
    publish(publication: Publication): Promise<void>;

    /** `not_set_up` if there is none. */
    backup(): Promise<Backup>;

    /** Another bundle for the published chain; `conflict` if the stored one has another sequence. */
    storeBundle(change: {readonly expectedSequence: number; readonly bundle: Bytes}): Promise<void>;

    /** The same recovery key under another code; `conflict` if the stored one isn't the expected one. */
    storeRecoveryKey(change: {readonly expected: Bytes; readonly wrappedRecoveryKey: Bytes}): Promise<void>;

    /** The caller's own, by generation: keys that a rotation left for other browsers (protocol.md §7.5). Unverified. */
    handOvers(): Promise<ReadonlyMap<number, Bytes>>;

    /** Chains of any number of people; an empty one for whoever has no key. Nobody that was asked for is missing in the answer. */
    chains(userIds: readonly string[]): Promise<ReadonlyMap<string, ServedChain>>;
}
