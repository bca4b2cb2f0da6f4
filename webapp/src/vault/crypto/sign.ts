import type {Bytes} from '../../lib/bytes';
import type {Context} from './context';
import type {FreshPair, PrivateKey, PublicKey, VerificationKey} from './keys';
import type {CryptoProvider} from './provider';
import {SUITE_1} from './suites';

/** `r ‖ s` (IEEE P1363), which is what WebCrypto makes and takes. */
export const SIGNATURE_LENGTH = 64;

export const SIGNING_USAGES: readonly KeyUsage[] = ['sign'];

/** A pair that is about to be sealed into the backup. */
export async function generateFreshSigningPair(provider: CryptoProvider): Promise<FreshPair<'signing'>> {
    const pair = await provider.subtle.generateKey(SUITE_1.signature, true, ['sign', 'verify']);
    const publicKey = new Uint8Array(await provider.subtle.exportKey('raw', pair.publicKey));
    return {publicKey, privateKey: pair.privateKey} as unknown as FreshPair<'signing'>;
}

export async function importVerificationKey(provider: CryptoProvider, publicKey: PublicKey<'signing'>): Promise<VerificationKey> {
    return (await provider.subtle.importKey('raw', publicKey, SUITE_1.signature, false, ['verify'])) as VerificationKey;
}

export async function sign(provider: CryptoProvider, key: PrivateKey<'signing'>, context: Context): Promise<Bytes> {
    return new Uint8Array(await provider.subtle.sign(SUITE_1.signature, key, context));
}

export interface SignatureCheck {
    readonly provider: CryptoProvider;
    readonly key: VerificationKey;
    readonly signature: Bytes;
    readonly context: Context;
}

export function isSignatureValid({provider, key, signature, context}: SignatureCheck): Promise<boolean> {
    return provider.subtle.verify(SUITE_1.signature, key, signature, context);
}
