/**
 * One generation's private keys, sealed to a public key (protocol.md §7.3, §7.5): to the recovery key for the backup, to the
 * previous generation's encryption key for a hand-over. The label keeps the two apart.
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
import type {Label} from '../crypto/labels';
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

export interface SealedKeys extends SealedFor {
    readonly ephemeralKey: PublicKey<'ephemeral'>;
    readonly sealedEncryptionKey: Bytes;
    readonly sealedSigningKey: Bytes;
}

/** A generation of the member's own, ready for use. */
export interface GenerationKeys {
    readonly encryption: KeyPair<'encryption'>;
    readonly signing: KeyPair<'signing'>;
}

/** The same while they can still be sealed. */
export interface FreshGenerationKeys {
    readonly encryption: FreshPair<'encryption'>;
    readonly signing: FreshPair<'signing'>;
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
export function decodeSealedKeys(sealedBytes: Bytes): SealedKeys {
    return SCHEMA.decode(sealedBytes);
}

export interface KeysSealing {
    readonly provider: CryptoProvider;
    readonly label: Label;

    /** The record that publishes these keys. */
    readonly link: ChainLink;
    readonly keys: FreshGenerationKeys;
    readonly recipient: PublicKey<'recovery'> | PublicKey<'encryption'>;
}

export async function sealKeys({provider, label, link, keys, recipient}: KeysSealing): Promise<Bytes> {
    const {record, hash} = link;
    const ephemeral = await generateAgreementPair<'ephemeral'>(provider);
    const material = await agree({provider, privateKey: ephemeral.privateKey, peer: recipient});
    const sealings = purposes({provider, label, material, link, ephemeralKey: ephemeral.publicKey, recipient});
    const [sealedEncryptionKey, sealedSigningKey] = await Promise.all([
        sealPrivateKey(sealings.encryption, keys.encryption.privateKey),
        sealPrivateKey(sealings.signing, keys.signing.privateKey),
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

export interface KeysOpening {
    readonly provider: CryptoProvider;
    readonly label: Label;
    readonly sealed: SealedKeys;

    /** The record of that generation, from the verified chain. */
    readonly link: ChainLink;
    readonly recipient: KeyPair<'recovery'> | KeyPair<'encryption'>;
}

/**
 * Straight to non-extractable keys, and only if they fit the record's public ones.
 *
 * @throws Failure `bundle_invalid`
 */
export async function openKeys({provider, label, sealed, link, recipient}: KeysOpening): Promise<GenerationKeys> {
    if (!isSealedFor(sealed, link)) {
        throw new Failure('bundle_invalid');
    }
    const material = await agree({provider, privateKey: recipient.privateKey, peer: sealed.ephemeralKey});
    const {publicKey: to} = recipient;
    const sealings = purposes({provider, label, material, link, ephemeralKey: sealed.ephemeralKey, recipient: to});
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

async function openBoth(sealings: Sealings, sealed: SealedKeys, {record}: ChainLink): Promise<GenerationKeys> {
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
    readonly label: Label;
    readonly material: KeyMaterial;
    readonly link: ChainLink;
    readonly ephemeralKey: PublicKey<'ephemeral'>;
    readonly recipient: PublicKey<'recovery'> | PublicKey<'encryption'>;
}

/** One key for each of the two, so that neither can be put in the other's place; each seals once. */
function purposes({provider, label, material, link, ephemeralKey, recipient}: SealingInputs): Sealings {
    const {record, hash} = link;
    const {serverId, userId, generation} = record;
    const sealing = (purpose: 'encryption' | 'signing'): KeySealing => ({
        provider,
        derivation: {
            provider,
            material,
            salt: hash,
            info: context(label, purpose, serverId, userId, generation, ephemeralKey, recipient),
        },
        nonce: SINGLE_USE_NONCE,
        associatedData: context(label, hash),
    });
    return {encryption: sealing('encryption'), signing: sealing('signing')};
}
