import type {Bytes} from '../../lib/bytes';

/**
 * Where primitives and randomness come from. Passed in and never reached for, so that a test can fix the randomness and
 * nothing of the vault depends on a global.
 */
export interface CryptoProvider {
    readonly subtle: SubtleCrypto;
    randomBytes(length: number): Bytes;
}

/** The platform's own WebCrypto. `crypto.subtle` doesn't exist outside a secure context: the caller looks first. */
export function webCryptoProvider(webCrypto: Crypto): CryptoProvider {
    return {
        subtle: webCrypto.subtle,
        randomBytes: (length) => webCrypto.getRandomValues(new Uint8Array(length)),
    };
}
