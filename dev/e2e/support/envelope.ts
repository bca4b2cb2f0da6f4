/**
 * A reader of an envelope's outermost layer, written for the specs alone: the five byte strings of protocol.md §5, and
 * where each lies, so that a spec can flip a bit of one of them, or see for whom it was sealed.
 *
 * @packageDocumentation
 */
import {webcrypto} from 'node:crypto';

import {webCryptoProvider} from '../../../webapp/src/vault/crypto/provider';
import {recipientHint} from '../../../webapp/src/vault/protocol/recipient_hint';
import {decodeSignedRecord} from '../../../webapp/src/vault/protocol/signed_record';

const provider = webCryptoProvider(webcrypto as Crypto);

export const PARTS = ['header', 'commitment', 'wraps', 'ciphertext', 'signature'] as const;
export type Part = (typeof PARTS)[number];

/** The length of one recipient's entry in the wraps (protocol.md §4.3). */
const WRAP_LENGTH = 48;
const ARRAY_OF_FIVE = 0x85;
const BYTE_STRING = 2;

interface Range {
    readonly start: number;
    readonly end: number;
}

export function countWraps(envelope: string): number {
    const {start, end} = rangesOf(Buffer.from(envelope, 'base64url')).wraps;
    return (end - start) / WRAP_LENGTH;
}

/** Whether one of the wraps is for the key that a signed record publishes (protocol.md §4.3). */
export async function isSealedFor(envelope: string, signedRecord: string): Promise<boolean> {
    const bytes = Buffer.from(envelope, 'base64url');
    const {start, end} = rangesOf(bytes).wraps;
    const {record} = decodeSignedRecord(new Uint8Array(Buffer.from(signedRecord, 'base64url')));
    const hint = Buffer.from(await recipientHint(provider, record));
    const hints = Array.from({length: (end - start) / WRAP_LENGTH}, (_, index) => start + index * WRAP_LENGTH);
    return hints.some((at) => bytes.subarray(at, at + hint.length).equals(hint));
}

/** The envelope with the lowest bit of a part's last byte flipped: in the header that is the time, in the wraps the key of the last entry. */
export function flipBit(envelope: string, part: Part): string {
    const bytes = Buffer.from(envelope, 'base64url');
    const at = rangesOf(bytes)[part].end - 1;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    return bytes.toString('base64url');
}

function rangesOf(bytes: Buffer): Record<Part, Range> {
    if (bytes[0] !== ARRAY_OF_FIVE) {
        throw new Error('not an array of five');
    }
    let at = 1;
    const next = (): Range => {
        const {start, length} = readHead(bytes, at);
        at = start + length;
        return {start, end: at};
    };
    const ranges = {header: next(), commitment: next(), wraps: next(), ciphertext: next(), signature: next()};
    if (at !== bytes.length) {
        throw new Error('bytes after the array');
    }
    return ranges;
}

/** Type and length of a byte string (RFC 8949 §3). */
function readHead(bytes: Buffer, at: number): {start: number; length: number} {
    const initial = bytes.readUInt8(at);
    const additional = initial & 0x1f;
    if (initial >> 5 !== BYTE_STRING || additional > 26) {
        throw new Error('not a byte string');
    }
    if (additional < 24) {
        return {start: at + 1, length: additional};
    }
    const width = 2 ** (additional - 24);
    return {start: at + 1 + width, length: bytes.readUIntBE(at + 1, width)};
}
