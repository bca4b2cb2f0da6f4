/**
 * Private keys as PKCS#8 under AES-256-GCM, wrapped and unwrapped inside WebCrypto, so that their bytes never meet
 * JavaScript.
 *
 * AES-KW can't do it: the PKCS#8 of a P-256 key has a length that is no multiple of eight. The sealing key may wrap or
 * unwrap and nothing else: one that may encrypt is also a decryption oracle, since GCM's encryption of zeros is its key
 * stream.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {AGREEMENT_USAGES} from './agree';
import type {Context} from './context';
import {deriveKey} from './kdf';
import type {Derivation} from './kdf';
import type {AgreementPurpose, AnyFreshPrivateKey, PrivateKey} from './keys';
import type {CryptoProvider} from './provider';
import {SIGNING_USAGES} from './sign';
import {SUITE_1} from './suites';

export interface KeySealing {
    readonly provider: CryptoProvider;
    readonly derivation: Derivation;
    readonly nonce: Bytes;
    readonly associatedData: Context;
}

/** What a sealed key becomes when it is opened. */
interface Target {
    readonly algorithm: EcKeyImportParams;
    readonly usages: readonly KeyUsage[];
    readonly isExtractable?: boolean;
}

const AGREEMENT: Target = {algorithm: SUITE_1.agreement, usages: AGREEMENT_USAGES};
const SIGNING: Target = {algorithm: SUITE_1.signature, usages: SIGNING_USAGES};

export async function sealPrivateKey(sealing: KeySealing, privateKey: AnyFreshPrivateKey): Promise<Bytes> {
    const key = await deriveKey(sealing.derivation, {algorithm: SUITE_1.aead, usages: ['wrapKey']});
    return new Uint8Array(await sealing.provider.subtle.wrapKey('pkcs8', privateKey, key, parameters(sealing)));
}

/** Non-extractable. Rejects with WebCrypto's own error where the key or the data are not what was sealed. */
export async function openAgreementKey<Purpose extends AgreementPurpose>(sealing: KeySealing, sealed: Bytes): Promise<PrivateKey<Purpose>> {
    return (await open(sealing, sealed, AGREEMENT)) as PrivateKey<Purpose>;
}

/** Like {@link openAgreementKey}. */
export async function openSigningKey(sealing: KeySealing, sealed: Bytes): Promise<PrivateKey<'signing'>> {
    return (await open(sealing, sealed, SIGNING)) as PrivateKey<'signing'>;
}

/** From under one key to under another: extractable between the two, and nowhere else. Rejects like {@link openAgreementKey}. */
export async function resealAgreementKey(opening: KeySealing, closing: KeySealing, sealed: Bytes): Promise<Bytes> {
    return sealPrivateKey(closing, (await open(opening, sealed, {...AGREEMENT, isExtractable: true})) as AnyFreshPrivateKey);
}

async function open(sealing: KeySealing, sealed: Bytes, {algorithm, usages, isExtractable = false}: Target): Promise<CryptoKey> {
    const key = await deriveKey(sealing.derivation, {algorithm: SUITE_1.aead, usages: ['unwrapKey']});
    return sealing.provider.subtle.unwrapKey('pkcs8', sealed, key, parameters(sealing), algorithm, isExtractable, usages);
}

function parameters({nonce, associatedData}: KeySealing): AesGcmParams {
    return {name: SUITE_1.aead.name, iv: nonce, additionalData: associatedData, tagLength: SUITE_1.aead.tagLength};
}
