/**
 * The one table of what a suite number means (protocol.md §1.3). Only primitives that WebCrypto has natively in every
 * browser that Mattermost supports, with non-extractable keys.
 */
export const SUITE_1 = {
    id: 1,
    agreement: {name: 'ECDH', namedCurve: 'P-256'},
    signature: {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'},
    hash: 'SHA-256',
    keyDerivation: {name: 'HKDF', hash: 'SHA-256'},
    aead: {name: 'AES-GCM', length: 256, tagLength: 128},
    keyWrap: {name: 'AES-KW', length: 256},
} as const;
