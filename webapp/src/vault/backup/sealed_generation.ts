/**
 * One generation's private keys, sealed to the recovery key at birth (protocol.md §7.3).
 *
 * @packageDocumentation
 */
import {equalBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {SINGLE_USE_NONCE, TAG_LENGTH} from '../crypto/aead';
import {agree, generateAgreementPair} from '../crypto/agree';
import type {KeyMaterial} from '../crypto/kdf';
import {openAgreementKey, openSigningKey, sealPrivateKey} from '../crypto/key_seal';
import type {KeySealing} from '../crypto/key_seal';
import type {FreshPair, KeyPair, PublicKey} from '../crypto/keys';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import type {ChainLink} from '../protocol/chain';
import {HASH_LENGTH, context} from '../protocol/context';
import type {RecordHash} from '../protocol/identity_record';
import {SERVER_ID_LENGTH} from '../protocol/ids';
import type {ServerId, UserId} from '../protocol/ids';
import {bytes, bytesBetween, id, publicKey, uint} from '../protocol/kinds';
import {LIMITS} from '../protocol/limits';
import {field, mapSchema} from '../protocol/schema';
import {isAgreementPair, isSigningPair} from './key_check';

/** Whose generation, as the record states it. */
interface SealedFor {
    readonly serverId: ServerId;
    readonly userId: UserId;
    readonly generation: number;
    readonly recordHash: RecordHash;
}

export interface SealedGeneration extends SealedFor {
    readonly ephemeralKey: PublicKey<'ephemeral'>;
    readonly sealedEncryptionKey: Bytes;
    readonly sealedSigningKey: Bytes;
}

/** A generation of the member's own, ready for use. */
export interface GenerationKeys {
    readonly encryption: KeyPair<'encryption'>;
    readonly signing: KeyPair<'signing'>;
}

const sealedKey = bytesBetween(TAG_LENGTH + 1, LIMITS.sealedKeyBytes);

const SCHEMA = mapSchema('versionAndSuite', {
    serverId: field(2, bytes<ServerId>(SERVER_ID_LENGTH)),
    userId: field(3, id<UserId>()),
    generation: field(4, uint({max: LIMITS.generation})),
    recordHash: field(5, bytes<RecordHash>(HASH_LENGTH)),
    ephemeralKey: field(6, publicKey<'ephemeral'>()),
    sealedEncryptionKey: field(7, sealedKey),
    sealedSigningKey: field(8, sealedKey),
});

/** @throws Failure, a code of `Schema.decode` */
export function decodeSealedGeneration(sealedBytes: Bytes): SealedGeneration {
    return SCHEMA.decode(sealedBytes);
}

export interface GenerationSealing {
    readonly provider: CryptoProvider;

    /** The record that publishes these keys; it names the recovery key to which they are sealed. */
    readonly link: ChainLink;
    readonly encryption: FreshPair<'encryption'>;
    readonly signing: FreshPair<'signing'>;
}

/** The bytes that go into the bundle. */
export async function sealGeneration({provider, link, encryption, signing}: GenerationSealing): Promise<Bytes> {
    const {record, hash} = link;
    const ephemeral = await generateAgreementPair<'ephemeral'>(provider);
    const material = await agree({provider, privateKey: ephemeral.privateKey, peer: record.recoveryKey});
    const sealings = purposes({provider, material, link, ephemeralKey: ephemeral.publicKey, recoveryKey: record.recoveryKey});
    const [sealedEncryptionKey, sealedSigningKey] = await Promise.all([
        sealPrivateKey(sealings.encryption, encryption.privateKey),
        sealPrivateKey(sealings.signing, signing.privateKey),
    ]);
    return SCHEMA.encode({
        serverId: record.serverId,
        userId: record.userId,
        generation: record.generation,
        recordHash: hash,
        ephemeralKey: ephemeral.publicKey,
        sealedEncryptionKey,
        sealedSigningKey,
    });
}

export interface GenerationOpening {
    readonly provider: CryptoProvider;
    readonly recovery: KeyPair<'recovery'>;
    readonly sealed: SealedGeneration;

    /** The record of that generation, from the verified chain. */
    readonly link: ChainLink;
}

/**
 * Straight to non-extractable keys, and only if they fit the record's public ones.
 *
 * @throws Failure `bundle_invalid`
 */
export async function openGeneration({provider, recovery, sealed, link}: GenerationOpening): Promise<GenerationKeys> {
    if (!isSealedFor(sealed, link)) {
        throw new Failure('bundle_invalid');
    }
    const material = await agree({provider, privateKey: recovery.privateKey, peer: sealed.ephemeralKey});
    const sealings = purposes({provider, material, link, ephemeralKey: sealed.ephemeralKey, recoveryKey: recovery.publicKey});
    const keys = await openBoth(sealings, sealed, link);
    const fits = await Promise.all([isAgreementPair(provider, keys.encryption), isSigningPair(provider, keys.signing, link.hash)]);
    if (fits.includes(false)) {
        throw new Failure('bundle_invalid');
    }
    return keys;
}

/** Whether this is about that record. */
export function isSealedFor(sealed: SealedFor, {record, hash}: ChainLink): boolean {
    return (
        sealed.generation === record.generation &&
        sealed.userId === record.userId &&
        equalBytes(sealed.serverId, record.serverId) &&
        equalBytes(sealed.recordHash, hash)
    );
}

interface Sealings {
    readonly encryption: KeySealing;
    readonly signing: KeySealing;
}

async function openBoth(sealings: Sealings, sealed: SealedGeneration, {record}: ChainLink): Promise<GenerationKeys> {
    try {
        const [encryption, signing] = await Promise.all([
            openAgreementKey<'encryption'>(sealings.encryption, sealed.sealedEncryptionKey),
            openSigningKey(sealings.signing, sealed.sealedSigningKey),
        ]);
        return {
            encryption: {publicKey: record.encryptionKey, privateKey: encryption},
            signing: {publicKey: record.signingKey, privateKey: signing},
        };
    } catch (cause) {
        throw new Failure('bundle_invalid', {cause});
    }
}

interface SealingInputs {
    readonly provider: CryptoProvider;
    readonly material: KeyMaterial;
    readonly link: ChainLink;
    readonly ephemeralKey: PublicKey<'ephemeral'>;
    readonly recoveryKey: PublicKey<'recovery'>;
}

/** One key for each of the two, so that neither can be put in the other's place; each seals once. */
function purposes({provider, material, link, ephemeralKey, recoveryKey}: SealingInputs): Sealings {
    const {record, hash} = link;
    const {serverId, userId, generation} = record;
    const sealing = (purpose: 'encryption' | 'signing'): KeySealing => ({
        provider,
        derivation: {
            provider,
            material,
            salt: hash,
            info: context(LABELS.sealedGeneration, purpose, serverId, userId, generation, ephemeralKey, recoveryKey),
        },
        nonce: SINGLE_USE_NONCE,
        associatedData: context(LABELS.sealedGeneration, hash),
    });
    return {encryption: sealing('encryption'), signing: sealing('signing')};
}
