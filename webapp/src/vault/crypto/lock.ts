import {AGREEMENT_USAGES} from './agree';
import type {AgreementPurpose, AnyFreshPrivateKey, FreshPair, KeyPair, PrivateKey} from './keys';
import type {CryptoProvider} from './provider';
import {SIGNING_USAGES} from './sign';
import {SUITE_1} from './suites';

/** The end of a fresh key's moment: the same pair with a private half that can't be taken out any more. */
export async function lockAgreementPair<Purpose extends AgreementPurpose>(
    provider: CryptoProvider,
    pair: FreshPair<Purpose>,
): Promise<KeyPair<Purpose>> {
    const privateKey = await lock(provider, pair.privateKey, {algorithm: SUITE_1.agreement, usages: AGREEMENT_USAGES});
    return {publicKey: pair.publicKey, privateKey: privateKey as PrivateKey<Purpose>};
}

/** Like {@link lockAgreementPair}. */
export async function lockSigningPair(provider: CryptoProvider, pair: FreshPair<'signing'>): Promise<KeyPair<'signing'>> {
    const privateKey = await lock(provider, pair.privateKey, {algorithm: SUITE_1.signature, usages: SIGNING_USAGES});
    return {publicKey: pair.publicKey, privateKey: privateKey as PrivateKey<'signing'>};
}

interface Target {
    readonly algorithm: EcKeyImportParams;
    readonly usages: readonly KeyUsage[];
}

/** Through a key that is thrown away, since exporting and importing would show the bytes to JavaScript. */
async function lock(provider: CryptoProvider, key: AnyFreshPrivateKey, {algorithm, usages}: Target): Promise<CryptoKey> {
    const throwaway = await provider.subtle.generateKey(SUITE_1.aead, false, ['wrapKey', 'unwrapKey']);
    const parameters: AesGcmParams = {name: SUITE_1.aead.name, iv: provider.randomBytes(12)};
    const wrapped = await provider.subtle.wrapKey('pkcs8', key, throwaway, parameters);
    return provider.subtle.unwrapKey('pkcs8', wrapped, throwaway, parameters, algorithm, false, usages);
}
