/**
 * Message envelopes: the bytes that a sealed post carries (protocol.md §5).
 *
 * Decoding is strict: whatever is tolerated here a server could vary without breaking a signature. Structure only:
 * nothing from here may be shown before `verifyEnvelope` and `openEnvelope`, in this order.
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import {encodeBase64url} from '../../lib/base64url';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {Context} from '../crypto/context';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {SIGNATURE_LENGTH} from '../crypto/sign';
import {CarriedWraps, decodeInPlace} from './carried_wraps';
import {encodeCbor} from './cbor';
import {HASH_LENGTH, context, hashContext} from './context';
import {asEnvelopePart, decodeHeader} from './header';
import type {EnvelopeHeader, RevisionHash} from './header';
import {bytes, bytesBetween, tuple} from './kinds';
import {LIMITS} from './limits';
import type {Commitment} from './message_key';
import {readByteStrings} from './plain_cbor';
import {WRAP_ENTRY_LENGTH} from './wraps';
import type {Wraps} from './wraps';

/** What the signature covers, but for the wraps. */
interface Parts {
    readonly headerBytes: Bytes;
    readonly commitment: Commitment;
    readonly ciphertext: Bytes;
}

/** Of an envelope that is being sealed. */
export interface SealedParts extends Parts {
    readonly wraps: Wraps;
}

/** Of one that somebody carried here. */
export interface CarriedParts extends Parts {
    readonly wraps: CarriedWraps;
}

interface EnvelopeParts extends CarriedParts {
    readonly header: EnvelopeHeader;
    readonly signature: Bytes;
}

/** Decoded, and nothing more: anybody may have written this. */
export type UnverifiedEnvelope = Brand<EnvelopeParts, 'UnverifiedEnvelope'>;

const PARTS = 5;

const SCHEMA = tuple(
    bytesBetween(0, LIMITS.headerBytes),
    bytes<Commitment>(HASH_LENGTH),
    bytesBetween(WRAP_ENTRY_LENGTH, WRAP_ENTRY_LENGTH * LIMITS.wrapEntries),
    bytesBetween(LIMITS.ciphertextBytesMin, LIMITS.ciphertextBytesMax),
    bytes(SIGNATURE_LENGTH),
);

/** As it stands in the post's props. @throws Failure `too_large` */
export function encodeEnvelope(parts: SealedParts, signature: Bytes): string {
    const {headerBytes, commitment, wraps, ciphertext} = parts;
    const envelope = encodeBase64url(encodeCbor(SCHEMA.write([headerBytes, commitment, wraps, ciphertext, signature])));
    if (envelope.length > LIMITS.envelopeCharacters) {
        throw new Failure('too_large');
    }
    return envelope;
}

/**
 * What a post carries, whatever it is.
 *
 * @throws Failure `too_large`, `envelope_malformed`, `version_unsupported` or `suite_unsupported`
 */
export function decodeEnvelope(carried: unknown): UnverifiedEnvelope {
    if (typeof carried !== 'string') {
        throw new Failure('envelope_malformed');
    }
    if (carried.length > LIMITS.envelopeCharacters) {
        throw new Failure('too_large');
    }
    const envelopeBytes = decodeInPlace(carried);
    if (envelopeBytes === undefined) {
        throw new Failure('envelope_malformed');
    }
    const [headerBytes, commitment, wraps, ciphertext, signature] = asEnvelopePart(() =>
        SCHEMA.read(readByteStrings(envelopeBytes, PARTS)),
    );
    const parts: EnvelopeParts = {
        header: decodeHeader(headerBytes),
        headerBytes: headerBytes.slice(),
        commitment: commitment.slice() as Commitment,
        wraps: new CarriedWraps(carried, wraps),
        ciphertext: ciphertext.slice(),
        signature: signature.slice(),
    };
    return parts as UnverifiedEnvelope;
}

/** Identity of a revision: everything that its envelope carries but the signature, since ECDSA is malleable (protocol.md §5.4). */
export function hashRevision(provider: CryptoProvider, {headerBytes, commitment, wraps, ciphertext}: SealedParts): Promise<RevisionHash> {
    return hashContext(provider, LABELS.envelope, headerBytes, commitment, wraps, ciphertext) as Promise<RevisionHash>;
}

/** What an envelope's signature covers (protocol.md §5.4). */
export function signedContext(revisionHash: RevisionHash): Context {
    return context(LABELS.envelopeSignature, revisionHash);
}
