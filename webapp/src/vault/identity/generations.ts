/**
 * Makes a member's first generation. Keys are extractable inside this file's callers only, between being made and being
 * sealed (docs/architecture.md §5).
 *
 * @packageDocumentation
 */
import {generateFreshAgreementPair} from '../crypto/agree';
import type {FreshPair} from '../crypto/keys';
import type {CryptoProvider} from '../crypto/provider';
import {generateFreshSigningPair} from '../crypto/sign';
import type {IdentityRecord} from '../protocol/identity_record';
import type {ServerId, UserId} from '../protocol/ids';

export interface FreshIdentity {
    readonly encryption: FreshPair<'encryption'>;
    readonly signing: FreshPair<'signing'>;
    readonly recovery: FreshPair<'recovery'>;
}

export async function generateIdentity(provider: CryptoProvider): Promise<FreshIdentity> {
    const [encryption, signing, recovery] = await Promise.all([
        generateFreshAgreementPair<'encryption'>(provider),
        generateFreshSigningPair(provider),
        generateFreshAgreementPair<'recovery'>(provider),
    ]);
    return {encryption, signing, recovery};
}

/** The record that begins a chain (protocol.md §2.1). */
export function firstRecord(owner: {serverId: ServerId; userId: UserId; timeMs: number}, keys: FreshIdentity): IdentityRecord {
    return {
        ...owner,
        generation: 0,
        kind: 'create',
        encryptionKey: keys.encryption.publicKey,
        signingKey: keys.signing.publicKey,
        recoveryKey: keys.recovery.publicKey,
    };
}
