/**
 * The recovery private key under the recovery code (protocol.md §7.2).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {equalBytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {TAG_LENGTH} from '../crypto/aead';
import {importKeyMaterial} from '../crypto/kdf';
import {openAgreementKey, resealAgreementKey, sealPrivateKey} from '../crypto/key_seal';
import type {KeySealing} from '../crypto/key_seal';
import type {FreshPair, KeyPair, PublicKey} from '../crypto/keys';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {HASH_LENGTH, context} from '../protocol/context';
import type {RecordHash} from '../protocol/identity_record';
import {SERVER_ID_LENGTH} from '../protocol/ids';
import type {ServerId, UserId} from '../protocol/ids';
import {bytes, bytesBetween, id, publicKey} from '../protocol/kinds';
import {LIMITS} from '../protocol/limits';
import {field, mapSchema} from '../protocol/schema';
import {requireAtMost} from '../protocol/sizes';
import type {CodeSecret} from './recovery_code';

export interface WrappedRecoveryKey {
    readonly serverId: ServerId;
    readonly userId: UserId;
    readonly recoveryKey: PublicKey<'recovery'>;
    readonly nonce: Bytes;
    readonly sealed: Bytes;

    /**
     * Head of the member's chain when this was made. The code vouches for it: the recovery key is public, so a server
     * could make up a chain with the same one, and a restoring browser has no pin of its own.
     */
    readonly recordHash: RecordHash;
}

const NONCE_LENGTH = 12;

const SCHEMA = mapSchema('versionAndSuite', {
    serverId: field(2, bytes<ServerId>(SERVER_ID_LENGTH)),
    userId: field(3, id<UserId>()),
    recoveryKey: field(4, publicKey<'recovery'>()),
    nonce: field(5, bytes(NONCE_LENGTH)),
    sealed: field(6, bytesBetween(TAG_LENGTH + 1, LIMITS.sealedKeyBytes)),
    recordHash: field(7, bytes<RecordHash>(HASH_LENGTH)),
});

/** @throws Failure `too_large`, or a code of `Schema.decode` */
export function decodeWrappedRecoveryKey(wrappedBytes: Bytes): WrappedRecoveryKey {
    requireAtMost(LIMITS.wrappedRecoveryKeyBytes, wrappedBytes.length);
    return SCHEMA.decode(wrappedBytes);
}

export interface RecoveryKeyWrapping {
    readonly provider: CryptoProvider;
    readonly code: CodeSecret;
    readonly serverId: ServerId;
    readonly userId: UserId;
    readonly recovery: FreshPair<'recovery'>;
    readonly recordHash: RecordHash;
}

/** The bytes that the server half keeps. */
export async function wrapRecoveryKey(request: RecoveryKeyWrapping): Promise<Bytes> {
    const {provider, code, serverId, userId, recovery, recordHash} = request;
    const unsealed = {serverId, userId, recoveryKey: recovery.publicKey, nonce: provider.randomBytes(NONCE_LENGTH), recordHash};
    const sealed = await sealPrivateKey(await sealing(provider, code, unsealed), recovery.privateKey);
    return SCHEMA.encode({...unsealed, sealed});
}

export interface RecoveryKeyUnwrapping {
    readonly provider: CryptoProvider;
    readonly code: CodeSecret;
    readonly wrapped: WrappedRecoveryKey;

    /** The pinned one, or in a new browser that which the server half states. */
    readonly serverId: ServerId;
    readonly userId: UserId;
}

/** The recovery pair, not extractable. @throws Failure `server_changed` or `code_wrong` */
export async function unwrapRecoveryKey(request: RecoveryKeyUnwrapping): Promise<KeyPair<'recovery'>> {
    const {provider, code, wrapped} = request;
    requireOwn(wrapped, request);
    const opening = await sealing(provider, code, wrapped);
    try {
        return {publicKey: wrapped.recoveryKey, privateKey: await openAgreementKey<'recovery'>(opening, wrapped.sealed)};
    } catch (cause) {
        throw new Failure('code_wrong', {cause});
    }
}

export interface RecoveryKeyRewrapping extends RecoveryKeyUnwrapping {
    readonly newCode: CodeSecret;
    readonly recordHash: RecordHash;
}

/** The same key under another code, vouching for `recordHash`. @throws Failure `server_changed` or `code_wrong` */
export async function rewrapRecoveryKey(request: RecoveryKeyRewrapping): Promise<Bytes> {
    const {provider, code, newCode, wrapped, serverId, userId, recordHash} = request;
    requireOwn(wrapped, {serverId, userId});
    const {recoveryKey} = wrapped;
    const unsealed = {serverId, userId, recoveryKey, nonce: provider.randomBytes(NONCE_LENGTH), recordHash};
    const [opening, closing] = await Promise.all([sealing(provider, code, wrapped), sealing(provider, newCode, unsealed)]);
    try {
        return SCHEMA.encode({...unsealed, sealed: await resealAgreementKey(opening, closing, wrapped.sealed)});
    } catch (cause) {
        throw new Failure('code_wrong', {cause});
    }
}

function requireOwn(wrapped: WrappedRecoveryKey, {serverId, userId}: Pick<RecoveryKeyUnwrapping, 'serverId' | 'userId'>): void {
    if (!equalBytes(wrapped.serverId, serverId)) {
        throw new Failure('server_changed');
    }
    if (wrapped.userId !== userId) {
        throw new Failure('code_wrong');
    }
}

async function sealing(provider: CryptoProvider, code: CodeSecret, wrapped: Omit<WrappedRecoveryKey, 'sealed'>): Promise<KeySealing> {
    const {serverId, userId, recoveryKey, nonce, recordHash} = wrapped;

    // No slow hash: the code is 140 random bits and nothing that a person chose.
    const material = await importKeyMaterial(provider, code);
    return {
        provider,
        derivation: {provider, material, salt: serverId, info: context(LABELS.recoveryCode, userId, recoveryKey)},
        nonce,
        associatedData: context(LABELS.recoveryWrap, serverId, userId, recoveryKey, recordHash),
    };
}
