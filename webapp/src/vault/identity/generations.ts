/**
 * Makes the keys of a generation, and the record that publishes them. Keys are extractable inside this file's callers only,
 * between being made and being sealed (docs/architecture.md §5).
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import type {Bytes} from '../../lib/bytes';
import {generateFreshAgreementPair} from '../crypto/agree';
import type {FreshPair, KeyPair, PublicKey} from '../crypto/keys';
import type {CryptoProvider} from '../crypto/provider';
import {generateFreshSigningPair} from '../crypto/sign';
import type {ChainLink} from '../protocol/chain';
import type {IdentityRecord} from '../protocol/identity_record';
import type {ServerId, UserId} from '../protocol/ids';
import type {OwnGeneration} from './key_store';

/** What a rotation makes anew. */
export interface FreshGeneration {
    readonly encryption: FreshPair<'encryption'>;
    readonly signing: FreshPair<'signing'>;
}

/** What a first generation and a reset make anew. */
export interface FreshIdentity extends FreshGeneration {
    readonly recovery: FreshPair<'recovery'>;
}

export async function generateGeneration(provider: CryptoProvider): Promise<FreshGeneration> {
    const [encryption, signing] = await Promise.all([
        generateFreshAgreementPair<'encryption'>(provider),
        generateFreshSigningPair(provider),
    ]);
    return {encryption, signing};
}

export async function generateIdentity(provider: CryptoProvider): Promise<FreshIdentity> {
    const [generation, recovery] = await Promise.all([generateGeneration(provider), generateFreshAgreementPair<'recovery'>(provider)]);
    return {...generation, recovery};
}

/** The record that begins a chain (protocol.md §2.1). */
export function firstRecord(owner: {serverId: ServerId; userId: UserId; timeMs: number}, keys: FreshIdentity): IdentityRecord {
    return {...owner, generation: 0, kind: 'create', ...publicKeys(keys), recoveryKey: keys.recovery.publicKey};
}

/** The record of a renewed key. The recovery key stays, and with it the code. */
export function rotatedRecord(previous: ChainLink, keys: FreshGeneration, nowMs: number): IdentityRecord {
    return {...following(previous, nowMs), kind: 'rotate', ...publicKeys(keys), recoveryKey: previous.record.recoveryKey};
}

/** The record of keys that begin anew, after the old ones were lost or stolen. */
export function resetRecord(previous: ChainLink, keys: FreshIdentity, nowMs: number): IdentityRecord {
    return {...following(previous, nowMs), kind: 'reset', ...publicKeys(keys), recoveryKey: keys.recovery.publicKey};
}

/** A generation as this browser keeps it, with private keys that can't be exported any more. */
export function ownGeneration(
    {record, hash}: ChainLink,
    signedRecord: Bytes,
    {encryption, signing}: {readonly encryption: KeyPair<'encryption'>; readonly signing: KeyPair<'signing'>},
): OwnGeneration {
    return {
        recordHash: encodeBase64url(hash),
        generation: record.generation,
        record: signedRecord,
        encryptionKey: encryption.privateKey,
        signingKey: signing.privateKey,
    };
}

/** Times of a chain don't decrease, whatever this browser's clock says. */
function following({record, hash}: ChainLink, nowMs: number) {
    const {serverId, userId, generation, timeMs} = record;
    return {serverId, userId, generation: generation + 1, previous: hash, timeMs: Math.max(nowMs, timeMs)};
}

function publicKeys({encryption, signing}: FreshGeneration): {
    encryptionKey: PublicKey<'encryption'>;
    signingKey: PublicKey<'signing'>;
} {
    return {encryptionKey: encryption.publicKey, signingKey: signing.publicKey};
}
