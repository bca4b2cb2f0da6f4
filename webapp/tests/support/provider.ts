import {webCryptoProvider} from '../../src/vault/crypto/provider';

/** Node's own WebCrypto. */
export const provider = webCryptoProvider(globalThis.crypto);
