/**
 * OpenPGP, as far as mailing a backup needs it: to read public keys, and to encrypt a text to one.
 *
 * The interface only, since the library is large and loaded by those few who mail themselves a backup (openpgp.ts).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import type {MailKey} from '../api';
import type {MailKeyFacts} from '../identity/mailing';

export type MailKeyProblem = NonNullable<MailKey['problem']>;

export interface PublicMailKey extends MailKeyFacts {
    readonly problem?: MailKeyProblem;

    /** The key itself, without armor. */
    readonly key: Bytes;
}

export interface MailEncryption {
    readonly key: Bytes;
    readonly text: string;
    readonly nowMs: number;
}

export interface MailCrypto {
    /**
     * All public keys in an armored text, or in what a key server served, usable or not.
     *
     * @throws Failure `mail_key_malformed` where there is none, or a secret one: that should be nowhere but with its owner
     */
    readKeys(source: string | Bytes, nowMs: number): Promise<readonly PublicMailKey[]>;

    /** One armored message. @throws Failure `mail_key_unusable` */
    encrypt(request: MailEncryption): Promise<string>;
}
