import type {Bytes} from '../../lib/bytes';
import type {Context} from './context';
import {deriveKey} from './kdf';
import type {Derivation} from './kdf';
import type {CryptoProvider} from './provider';
import {SUITE_1} from './suites';

export const TAG_LENGTH = SUITE_1.aead.tagLength / 8;

/**
 * The nonce of every key that encrypts exactly once. Safe only because such a key comes from a fresh seed or a fresh
 * ephemeral pair: never pass it with a key that lives longer.
 */
export const SINGLE_USE_NONCE: Bytes = new Uint8Array(12);

export interface Sealing {
    readonly provider: CryptoProvider;

    /** Derived here and used once; deriving and using stay together so that the nonce's reason can be seen. */
    readonly derivation: Derivation;
    readonly associatedData: Bytes | Context;
}

/** AES-256-GCM under a key that is derived for this one call; the tag at the end. */
export async function encryptOnce({provider, derivation, associatedData}: Sealing, plaintext: Bytes): Promise<Bytes> {
    const key = await deriveKey(derivation, {algorithm: SUITE_1.aead, usages: ['encrypt']});
    return new Uint8Array(await provider.subtle.encrypt(parameters(associatedData), key, plaintext));
}

/** Rejects with WebCrypto's own error where the tag doesn't fit; the caller names the failure. */
export async function decryptOnce({provider, derivation, associatedData}: Sealing, ciphertext: Bytes): Promise<Bytes> {
    const key = await deriveKey(derivation, {algorithm: SUITE_1.aead, usages: ['decrypt']});
    return new Uint8Array(await provider.subtle.decrypt(parameters(associatedData), key, ciphertext));
}

function parameters(associatedData: Bytes): AesGcmParams {
    return {name: SUITE_1.aead.name, iv: SINGLE_USE_NONCE, additionalData: associatedData, tagLength: SUITE_1.aead.tagLength};
}
