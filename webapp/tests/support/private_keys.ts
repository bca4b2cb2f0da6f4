/**
 * Private keys in the clear, for vectors only: what an independent opener needs.
 *
 * @packageDocumentation
 */
import {decodeBase64url} from '../../src/lib/base64url';
import {concatBytes} from '../../src/lib/bytes';
import type {Bytes} from '../../src/lib/bytes';
import {AGREEMENT_USAGES} from '../../src/vault/crypto/agree';
import type {AgreementPurpose, AnyFreshPrivateKey, FreshPair} from '../../src/vault/crypto/keys';
import {SIGNING_USAGES} from '../../src/vault/crypto/sign';
import {SUITE_1} from '../../src/vault/crypto/suites';
import {provider} from './provider';

const {subtle} = provider;

export async function unsafeTestingAgreementPair<Purpose extends AgreementPurpose>(pkcs8: Bytes): Promise<FreshPair<Purpose>> {
    return pairOf(await subtle.importKey('pkcs8', pkcs8, SUITE_1.agreement, true, AGREEMENT_USAGES));
}

export async function unsafeTestingSigningPair(pkcs8: Bytes): Promise<FreshPair<'signing'>> {
    return pairOf(await subtle.importKey('pkcs8', pkcs8, SUITE_1.signature, true, SIGNING_USAGES));
}

export async function unsafeTestingPkcs8(privateKey: AnyFreshPrivateKey): Promise<Bytes> {
    return new Uint8Array(await subtle.exportKey('pkcs8', privateKey));
}

/** The public half is computed and not believed. */
async function pairOf<Pair>(privateKey: CryptoKey): Promise<Pair> {
    const {x, y} = await subtle.exportKey('jwk', privateKey);
    const publicKey = concatBytes([Uint8Array.of(4), coordinate(x), coordinate(y)]);
    return {publicKey, privateKey} as Pair;
}

function coordinate(text: string | undefined): Bytes {
    const bytes = decodeBase64url(text ?? '');
    if (bytes?.length !== 32) {
        throw new Error('no coordinate of P-256');
    }
    return bytes;
}
