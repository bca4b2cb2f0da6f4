/**
 * Mail to the member, and the OpenPGP keys that key servers have of them: the server half, as an interface.
 *
 * Nothing that comes from here is believed: a key is what its fingerprint says, and the member says which that is. Every method
 * rejects with a `Failure`.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';

/** What a public key says of itself. */
export interface MailKeyFacts {
    /** Full, in upper case. */
    readonly fingerprint: string;

    /** Those that its owner has signed. */
    readonly userIds: readonly string[];
    readonly createdAtMs: number;
    readonly expiresAtMs?: number;

    /** The key or subkey that would be encrypted to. */
    readonly encryption?: {
        readonly keyId: string;
        readonly algorithm: string;
        readonly createdAtMs: number;
        readonly expiresAtMs?: number;
    };
}

/** The key to which backups are mailed: the one that the member confirmed. */
export interface PinnedMailKey extends MailKeyFacts {
    readonly source: string;

    /** The key itself, so that a later mail needs no look-up. */
    readonly key: Bytes;
}

/** What one source served. Unread. */
export interface ServedMailKey {
    /** `hkps://keys.example.org`, `wkd:example.org`. */
    readonly source: string;

    /** One or more keys, armored or not. */
    readonly key: Bytes;
}

export interface BackupMail {
    /** One armored OpenPGP message. */
    readonly message: string;

    /** For the words around it. */
    readonly hasCode: boolean;
}

export interface Mailing {
    /** To the address of the member's own account; that address, masked. `mail_off`, `mail_failed`, `rate_limited`. */
    mailBackup(mail: BackupMail): Promise<string>;

    /** By full fingerprint. `key_server_off`, `key_not_found`, `key_server_failed`. */
    mailKey(fingerprint: string): Promise<readonly ServedMailKey[]>;

    /** By the member's own address: whatever somebody has put there under it. */
    suggestedMailKeys(): Promise<readonly ServedMailKey[]>;
}
