/**
 * People with keys, for tests. Their private keys are extractable, as no key in use ever is.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../src/lib/bytes';
import {generateFreshAgreementPair} from '../../src/vault/crypto/agree';
import type {FreshPair, KeyPair, KeyPurpose} from '../../src/vault/crypto/keys';
import {generateFreshSigningPair, importVerificationKey} from '../../src/vault/crypto/sign';
import type {ChainLink} from '../../src/vault/protocol/chain';
import {encodeIdentityRecord, hashIdentityRecord} from '../../src/vault/protocol/identity_record';
import type {IdentityRecord} from '../../src/vault/protocol/identity_record';
import {toChannelId, toPostId, toServerId, toUserId} from '../../src/vault/protocol/ids';
import type {UserId} from '../../src/vault/protocol/ids';
import {signRecord} from '../../src/vault/protocol/signed_record';
import type {ResolveSigner} from '../../src/vault/protocol/signer';
import {provider} from './provider';

export const SERVER_ID = toServerId(new Uint8Array(16).fill(0x5e));
export const OTHER_SERVER_ID = toServerId(new Uint8Array(16).fill(0x0f));
export const CHANNEL_ID = toChannelId('channel'.padEnd(26, '1'));
export const OTHER_CHANNEL_ID = toChannelId('channel'.padEnd(26, '2'));
export const ROOT_ID = toPostId('root'.padEnd(26, '1'));

/** 2026-01-01, at which every test begins. */
export const START_MS = Date.UTC(2026, 0, 1);

export function userIdOf(name: string): UserId {
    return toUserId(name.padEnd(26, '0'));
}

/** The keys of one generation. */
export interface UnsafeTestingKeys {
    readonly encryption: FreshPair<'encryption'>;
    readonly signing: FreshPair<'signing'>;
    readonly recovery: FreshPair<'recovery'>;
}

export async function unsafeTestingKeys(): Promise<UnsafeTestingKeys> {
    const [encryption, signing, recovery] = await Promise.all([
        generateFreshAgreementPair<'encryption'>(provider),
        generateFreshSigningPair(provider),
        generateFreshAgreementPair<'recovery'>(provider),
    ]);
    return {encryption, signing, recovery};
}

/** Takes an extractable pair for one in use. */
export function unsafeTestingInUse<Purpose extends KeyPurpose>(pair: FreshPair<Purpose>): KeyPair<Purpose> {
    return pair as unknown as KeyPair<Purpose>;
}

export function createRecord(userId: UserId, keys: UnsafeTestingKeys): IdentityRecord {
    return {
        serverId: SERVER_ID,
        userId,
        generation: 0,
        kind: 'create',
        encryptionKey: keys.encryption.publicKey,
        signingKey: keys.signing.publicKey,
        recoveryKey: keys.recovery.publicKey,
        timeMs: START_MS,
    };
}

/** The record after `link`, an hour later. */
export function nextRecord({record, hash}: ChainLink, kind: 'rotate' | 'reset', keys: UnsafeTestingKeys): IdentityRecord {
    return {
        ...record,
        generation: record.generation + 1,
        kind,
        encryptionKey: keys.encryption.publicKey,
        signingKey: keys.signing.publicKey,
        recoveryKey: keys.recovery.publicKey,
        previous: hash,
        timeMs: record.timeMs + 3_600_000,
    };
}

export async function linkOf(record: IdentityRecord): Promise<ChainLink> {
    return {record, hash: await hashIdentityRecord(provider, encodeIdentityRecord(record))};
}

/** @param previous keys of the generation before, for a `rotate` */
export function signWith(record: IdentityRecord, keys: UnsafeTestingKeys, previous?: UnsafeTestingKeys): Promise<Bytes> {
    return signRecord({
        provider,
        record,
        signingKey: unsafeTestingInUse(keys.signing).privateKey,
        ...(previous && {previousSigningKey: unsafeTestingInUse(previous.signing).privateKey}),
    });
}

/** Knows one generation of one person. */
export async function signerOf(userId: UserId, keys: UnsafeTestingKeys, generation = 0): Promise<ResolveSigner> {
    const key = await importVerificationKey(provider, keys.signing.publicKey);
    return (asked, askedGeneration) => Promise.resolve(asked === userId && askedGeneration === generation ? key : undefined);
}
