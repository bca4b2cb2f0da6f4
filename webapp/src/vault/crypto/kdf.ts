import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';
import type {Context} from './context';
import type {CryptoProvider} from './provider';
import {SUITE_1} from './suites';

/** Input of HKDF: a shared secret, a seed or the code secret. Never extractable, good for nothing but deriving. */
export type KeyMaterial = Brand<CryptoKey, 'KeyMaterial'>;

export const KEY_MATERIAL_ALGORITHM = SUITE_1.keyDerivation.name;
export const KEY_MATERIAL_USAGES: readonly KeyUsage[] = ['deriveKey', 'deriveBits'];

export interface Derivation {
    readonly provider: CryptoProvider;
    readonly material: KeyMaterial;
    readonly salt: Bytes;
    readonly info: Context;
}

export async function importKeyMaterial(provider: CryptoProvider, bytes: Bytes): Promise<KeyMaterial> {
    const material = await provider.subtle.importKey('raw', bytes, KEY_MATERIAL_ALGORITHM, false, KEY_MATERIAL_USAGES);
    return material as KeyMaterial;
}

/** 32 bytes that may be public, such as a commitment. Keys are derived by `deriveKey`, which never shows them. */
export async function deriveBytes({provider, material, salt, info}: Derivation): Promise<Bytes> {
    return new Uint8Array(await provider.subtle.deriveBits({...SUITE_1.keyDerivation, salt, info}, material, 256));
}

export interface DerivedKey {
    readonly algorithm: AesDerivedKeyParams;
    readonly usages: readonly KeyUsage[];
}

/** A non-extractable AES key. */
export function deriveKey({provider, material, salt, info}: Derivation, {algorithm, usages}: DerivedKey): Promise<CryptoKey> {
    return provider.subtle.deriveKey({...SUITE_1.keyDerivation, salt, info}, material, algorithm, false, usages);
}
