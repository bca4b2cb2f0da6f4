/**
 * One type per kind of key, so that keys can't be swapped by accident.
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import type {Point} from './point';

/** What an agreement (ECDH) key is for: a generation's encryption key, the recovery key, a worker's session, one sealing. */
export type AgreementPurpose = 'encryption' | 'recovery' | 'session' | 'ephemeral';
export type KeyPurpose = AgreementPurpose | 'signing';

/** The public half as it travels: a point. */
export type PublicKey<Purpose extends KeyPurpose> = Brand<Point, `public ${Purpose}`>;

/** A private half of any purpose, for what treats all the same. */
export type AnyPrivateKey = Brand<CryptoKey, 'private'>;

/** The private half. Not extractable, and for its one use only. */
export type PrivateKey<Purpose extends KeyPurpose> = Brand<AnyPrivateKey, `private ${Purpose}`>;

export type AnyFreshPrivateKey = Brand<CryptoKey, 'fresh private'>;

/**
 * A private key in the moment between being made and being sealed into the backup: extractable, so that it can be
 * wrapped. It isn't a `PrivateKey`: nothing that stores or uses keys takes it; `lock.ts` ends the moment.
 */
export type FreshPrivateKey<Purpose extends KeyPurpose> = Brand<AnyFreshPrivateKey, `fresh private ${Purpose}`>;

export interface FreshPair<Purpose extends KeyPurpose> {
    readonly publicKey: PublicKey<Purpose>;
    readonly privateKey: FreshPrivateKey<Purpose>;
}

export interface KeyPair<Purpose extends KeyPurpose> {
    readonly publicKey: PublicKey<Purpose>;
    readonly privateKey: PrivateKey<Purpose>;
}

/** A public signing key, imported. */
export type VerificationKey = Brand<CryptoKey, 'verification'>;
