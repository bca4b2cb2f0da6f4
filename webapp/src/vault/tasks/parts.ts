/**
 * What the tasks of one account are built from; made by the composition root, and by tests with in-memory twins.
 *
 * @packageDocumentation
 */
import type {CryptoProvider} from '../crypto/provider';
import type {Directory} from '../identity/directory';
import type {KeyLock} from '../identity/key_lock';
import type {KeyStore} from '../identity/key_store';
import type {Mailing} from '../identity/mailing';
import type {Tabs} from '../identity/tabs';
import type {MailCrypto} from '../mail_keys/mail_crypto';
import type {ServerId, UserId} from '../protocol/ids';
import type {PolicySource} from '../trust/policy_source';
import type {TrustStore} from '../trust/trust_store';
import type {VaultEvent} from '../api';

/** What the platform gives, whoever is logged in. */
export interface Surroundings {
    readonly provider: CryptoProvider;
    readonly nowMs: () => number;

    /** Resolves after that time, or once it is aborted. */
    readonly waitMs: (ms: number, signal: AbortSignal) => Promise<void>;

    /** Lets the messages that have come meanwhile go first. */
    readonly pause: () => Promise<void>;

    /** Loaded when it is first used. Rejects with a `Failure`. */
    readonly mailCrypto: () => Promise<MailCrypto>;

    /** Whether the browser promised to keep what is stored here; undefined where it doesn't say. */
    readonly isPersistent: () => Promise<boolean | undefined>;
}

/** What belongs to one member in this browser. */
export interface Holdings {
    readonly keyStore: KeyStore;
    readonly trustStore: TrustStore;
    readonly directory: Directory;
    readonly mailing: Mailing;
    readonly policySource: PolicySource;
    readonly keyLock: KeyLock;
    readonly tabs: Tabs;

    /** Closes the database and whatever else is open. */
    readonly close: () => void;
}

/** The member, with the server id that is pinned here. */
interface Owner {
    readonly serverId: ServerId;
    readonly userId: UserId;

    /** The admin's limit for encrypted channels, as the server half says it. */
    readonly maxChannelMembers: number;

    /** Tells the page something about this member. */
    readonly emit: (event: VaultEvent) => void;
}

export type TaskParts = Surroundings & Holdings & Owner;
