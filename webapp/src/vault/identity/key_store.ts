/**
 * What a browser keeps of the member's own identity.
 *
 * The interface only; adapters/ holds it in IndexedDB and, for tests, in memory. Private keys are non-extractable before they
 * come here: nothing that is stored could be taken away by whoever reads the database (docs/architecture.md §1).
 *
 * Hashes and ids are base64url text here, since they are keys of stores and are only ever compared.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import type {PrivateKey} from '../crypto/keys';
import type {PinnedMailKey} from './mailing';
import type {PinnedIdentity} from './pinned_identity';

/** The private half of one generation. Old ones stay, so that old posts open (protocol.md §2.3). */
export interface OwnGeneration {
    /** Hash of the record that publishes the public half: two chains may both have a generation 0, and neither overwrites the other. */
    readonly recordHash: string;
    readonly generation: number;

    /** The signed record, as published. */
    readonly record: Bytes;

    readonly encryptionKey: PrivateKey<'encryption'>;
    readonly signingKey: PrivateKey<'signing'>;
}

/** Keys that were made here and may or may not be published: a reload between the two must lose neither (protocol.md §7). */
export interface PendingIdentity {
    readonly generation: OwnGeneration;
    readonly bundle: Bytes;

    /** Empty where the recovery key stays. */
    readonly wrappedRecoveryKey: Bytes;
    readonly createdAtMs: number;

    /** Absent for a first generation; otherwise how it follows which published head. */
    readonly follows?: {readonly kind: 'rotate' | 'reset'; readonly head: string};
}

/** What this browser put of its trust state into the backup. */
export interface BackedUp {
    /** Hash of the own record and digest of the trust state. */
    readonly digest: string;

    /** Something has changed since, or may have. */
    readonly isOutdated: boolean;
}

/** What the member has done about their ways back, in this browser. */
export interface BackupSettings {
    /** When a backup was last seen to open this identity, and which recovery key that was (base64url): a reset has another. */
    readonly checked?: {readonly atMs: number; readonly recoveryKey: string};

    readonly mailKey?: PinnedMailKey;

    /** The recovery key (base64url) for which the member declined to keep anything; empty once they have shown that they have a way back. */
    readonly declined?: string;
}

export interface StoredKeys {
    readonly generations: readonly OwnGeneration[];

    /** Oldest first. */
    readonly pending: readonly PendingIdentity[];
}

/** Every method rejects with a `Failure` whose code begins with `storage_`. */
export interface KeyStore {
    /** Pins the server id at the first call; afterwards answers what was pinned then, whatever it is given. */
    pinServerId(serverId: string): Promise<string>;

    read(): Promise<StoredKeys>;

    addPending(pending: PendingIdentity): Promise<void>;

    /**
     * In one transaction: keeps `generations` beside what is there, pins the member's own chain, removes every pending identity.
     * The only place that removes one, so a pending key outlives every doubt whether it was published.
     */
    activate(generations: readonly OwnGeneration[], own: PinnedIdentity): Promise<void>;

    /** For reading: beside what is there, pending identities included. `own` is pinned only where no own chain is. */
    keep(generations: readonly OwnGeneration[], own: PinnedIdentity | undefined): Promise<void>;

    /** Undefined before the first time. */
    readBackedUp(): Promise<BackedUp | undefined>;
    noteBackedUp(backedUp: BackedUp): Promise<void>;

    readBackupSettings(): Promise<BackupSettings>;

    /** What isn't named stays. */
    changeBackupSettings(change: BackupSettings): Promise<void>;

    /** Deletes everything of this account, pins and server id included. */
    forget(): Promise<void>;
}
