import type {AgreementPurpose, AnyPrivateKey, FreshPair, KeyPair} from './keys';
import {KEY_MATERIAL_ALGORITHM, KEY_MATERIAL_USAGES} from './kdf';
import type {KeyMaterial} from './kdf';
import type {Point} from './point';
import type {CryptoProvider} from './provider';
import {SUITE_1} from './suites';

/**
 * `deriveBits` isn't among them: a private key that may only derive keys can't be asked for a shared secret, and
 * `agree` turns that secret straight into key material.
 */
export const AGREEMENT_USAGES: readonly KeyUsage[] = ['deriveKey'];

/** A pair whose private half never leaves: for a session, or for sealing once. */
export function generateAgreementPair<Purpose extends AgreementPurpose>(provider: CryptoProvider): Promise<KeyPair<Purpose>> {
    return generate(provider, false);
}

/** A pair that is about to be sealed into the backup. */
export function generateFreshAgreementPair<Purpose extends AgreementPurpose>(provider: CryptoProvider): Promise<FreshPair<Purpose>> {
    return generate(provider, true);
}

async function generate<Pair>(provider: CryptoProvider, extractable: boolean): Promise<Pair> {
    const pair = await provider.subtle.generateKey(SUITE_1.agreement, extractable, AGREEMENT_USAGES);
    const publicKey = new Uint8Array(await provider.subtle.exportKey('raw', pair.publicKey));
    return {publicKey, privateKey: pair.privateKey} as Pair;
}

export interface Agreement {
    readonly provider: CryptoProvider;
    readonly privateKey: AnyPrivateKey;
    readonly peer: Point;
}

/** ECDH straight into non-extractable key material: the shared secret never meets JavaScript. */
export async function agree({provider, privateKey, peer}: Agreement): Promise<KeyMaterial> {
    const publicKey = await provider.subtle.importKey('raw', peer, SUITE_1.agreement, false, []);
    const material = await provider.subtle.deriveKey(
        {name: SUITE_1.agreement.name, public: publicKey},
        privateKey,
        KEY_MATERIAL_ALGORITHM,
        false,
        KEY_MATERIAL_USAGES,
    );
    return material as KeyMaterial;
}
