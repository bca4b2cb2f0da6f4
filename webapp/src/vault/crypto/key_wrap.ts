/**
 * The seed of a message, wrapped for one recipient (RFC 3394).
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';
import {KEY_MATERIAL_ALGORITHM, KEY_MATERIAL_USAGES, deriveKey} from './kdf';
import type {Derivation, KeyMaterial} from './kdf';
import type {CryptoProvider} from './provider';
import {SUITE_1} from './suites';

/** Wraps seeds for one recipient; held by the sender's session. */
export type WrappingKek = Brand<CryptoKey, 'WrappingKek'>;

/** Unwraps the seeds of one sender's session; held by the reader. */
export type UnwrappingKek = Brand<CryptoKey, 'UnwrappingKek'>;

/** A seed in the form that can be wrapped. */
export type WrappableSeed = Brand<CryptoKey, 'WrappableSeed'>;

export const SEED_LENGTH = 32;
export const WRAPPED_SEED_LENGTH = SEED_LENGTH + 8;

export async function deriveWrappingKek(derivation: Derivation): Promise<WrappingKek> {
    return (await deriveKey(derivation, {algorithm: SUITE_1.keyWrap, usages: ['wrapKey']})) as WrappingKek;
}

export async function deriveUnwrappingKek(derivation: Derivation): Promise<UnwrappingKek> {
    return (await deriveKey(derivation, {algorithm: SUITE_1.keyWrap, usages: ['unwrapKey']})) as UnwrappingKek;
}

/**
 * AES-KW wraps extractable keys only, and HKDF keys are never extractable; so the same 32 bytes are imported once more
 * as an HMAC key. It signs nothing: the usage is there because a key without one can't be imported.
 */
export async function importWrappableSeed(provider: CryptoProvider, seed: Bytes): Promise<WrappableSeed> {
    const key = await provider.subtle.importKey('raw', seed, {name: 'HMAC', hash: SUITE_1.hash}, true, ['sign']);
    return key as WrappableSeed;
}

export async function wrapSeed(provider: CryptoProvider, seed: WrappableSeed, kek: WrappingKek): Promise<Bytes> {
    return new Uint8Array(await provider.subtle.wrapKey('raw', seed, kek, SUITE_1.keyWrap.name));
}

/** Straight into non-extractable key material. Rejects with WebCrypto's own error where the wrap is not for this KEK. */
export function unwrapSeed(provider: CryptoProvider, wrapped: Bytes, kek: UnwrappingKek): Promise<KeyMaterial> {
    const material: Promise<CryptoKey> = provider.subtle.unwrapKey(
        'raw',
        wrapped,
        kek,
        SUITE_1.keyWrap.name,
        KEY_MATERIAL_ALGORITHM,
        false,
        KEY_MATERIAL_USAGES,
    );
    return material as Promise<KeyMaterial>;
}
