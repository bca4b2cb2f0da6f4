/**
 * What is derived from a message's seed (protocol.md §4.4).
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';
import {decryptOnce, encryptOnce} from '../crypto/aead';
import type {Sealing} from '../crypto/aead';
import {deriveBytes} from '../crypto/kdf';
import type {KeyMaterial} from '../crypto/kdf';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {context} from './context';
import type {Uid} from './ids';

/** Signed, so that every recipient provably got the same seed and with it the same text. */
export type Commitment = Brand<Bytes, 'Commitment'>;

/** One message's seed with what is bound into everything derived from it. */
export interface MessageSecret {
    readonly provider: CryptoProvider;
    readonly seed: KeyMaterial;
    readonly uid: Uid;
    readonly headerBytes: Bytes;
}

export function deriveCommitment({provider, seed, uid, headerBytes}: MessageSecret): Promise<Commitment> {
    const info = context(LABELS.commitment, headerBytes);
    return deriveBytes({provider, material: seed, salt: uid, info}) as Promise<Commitment>;
}

export function encryptPlaintext(secret: MessageSecret, plaintext: Bytes): Promise<Bytes> {
    return encryptOnce(sealing(secret), plaintext);
}

/** Rejects with WebCrypto's own error where the ciphertext isn't that of this message. */
export function decryptPlaintext(secret: MessageSecret, ciphertext: Bytes): Promise<Bytes> {
    return decryptOnce(sealing(secret), ciphertext);
}

/** The message key encrypts once: the seed is new for every envelope, and the header is bound into the derivation. */
function sealing({provider, seed, uid, headerBytes}: MessageSecret): Sealing {
    return {
        provider,
        derivation: {provider, material: seed, salt: uid, info: context(LABELS.messageKey, headerBytes)},
        associatedData: headerBytes,
    };
}
