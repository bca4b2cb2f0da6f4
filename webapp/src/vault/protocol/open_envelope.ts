/**
 * From a verified envelope to its text (the second half of protocol.md §5.6).
 *
 * @packageDocumentation
 */
import {equalBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {KeyMaterial} from '../crypto/kdf';
import {unwrapSeed} from '../crypto/key_wrap';
import type {UnwrappingKek} from '../crypto/key_wrap';
import type {CryptoProvider} from '../crypto/provider';
import {decodeBody} from './body';
import type {Body} from './body';
import {decryptPlaintext, deriveCommitment} from './message_key';
import type {MessageSecret} from './message_key';
import {unpad} from './padding';
import type {RecipientHint} from './recipient_hint';
import type {VerifiedEnvelope} from './verify_envelope';

/** One generation of the reader's own. */
export interface ReaderGeneration {
    readonly hint: RecipientHint;

    /** For the envelope's session; asked only where the hint matches. Absent where this browser hasn't the private key. */
    readonly kek?: () => Promise<UnwrappingKek>;
}

export interface EnvelopeOpening {
    readonly provider: CryptoProvider;
    readonly envelope: VerifiedEnvelope;

    /** All generations of the reader's chain. */
    readonly generations: readonly ReaderGeneration[];
}

/** @throws Failure `key_missing`, `not_a_recipient`, `commitment_mismatch` or `decrypt_failed` */
export async function openEnvelope({provider, envelope, generations}: EnvelopeOpening): Promise<Body> {
    const {header, headerBytes, commitment, ciphertext} = envelope;
    const seed = await findSeed({provider, envelope, generations});
    const secret: MessageSecret = {provider, seed, uid: header.uid, headerBytes};
    if (!equalBytes(await deriveCommitment(secret), commitment)) {
        throw new Failure('commitment_mismatch');
    }
    const bodyBytes = unpad(await decrypt(secret, ciphertext));
    if (bodyBytes === undefined) {
        throw new Failure('decrypt_failed');
    }
    return decodeBody(bodyBytes);
}

/** Tries every entry whose hint matches: a hint is a finding aid, and another person's may be the same. */
async function findSeed({provider, envelope, generations}: EnvelopeOpening): Promise<KeyMaterial> {
    let isKeyMissing = generations.every(({kek}) => kek === undefined);
    for (const {hint, kek} of generations) {
        const wrapped = envelope.wraps.find(hint);
        if (wrapped.length > 0 && kek === undefined) {
            isKeyMissing = true;
        }
        if (wrapped.length > 0 && kek !== undefined) {
            const seed = await unwrapAny(provider, wrapped, await kek());
            if (seed !== undefined) {
                return seed;
            }
        }
    }
    throw new Failure(isKeyMissing ? 'key_missing' : 'not_a_recipient');
}

async function unwrapAny(provider: CryptoProvider, wrapped: readonly Bytes[], kek: UnwrappingKek): Promise<KeyMaterial | undefined> {
    for (const entry of wrapped) {
        try {
            return await unwrapSeed(provider, entry, kek);
        } catch {
            // Not wrapped with this KEK: RFC 3394 checks that itself. The next entry may be.
        }
    }
    return undefined;
}

async function decrypt(secret: MessageSecret, ciphertext: Bytes): Promise<Bytes> {
    try {
        return await decryptPlaintext(secret, ciphertext);
    } catch (cause) {
        throw new Failure('decrypt_failed', {cause});
    }
}
