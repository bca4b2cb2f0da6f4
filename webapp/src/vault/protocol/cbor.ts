/**
 * Deterministic CBOR (RFC 8949 §4.2.1), the one place that knows the library (protocol.md §1.1).
 *
 * @packageDocumentation
 */
import {Token, Tokenizer, Type, decode, encode} from 'cborg';

import {equalBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';

/** What our structures are made of. Maps have unsigned integer keys only. */
export type CborValue = number | string | Bytes | readonly CborValue[] | ReadonlyMap<number, CborValue>;

type MapEntry = Array<Token | Token[]>;

/** The order of unsigned integer keys is that of their encodings; others never pass the schema. */
function compareKeys([left]: MapEntry, [right]: MapEntry): number {
    return keyOf(left) - keyOf(right);
}

function keyOf(token: Token | Token[] | undefined): number {
    return token instanceof Token && typeof token.value === 'number' ? token.value : Number.NaN;
}

const DECODE_OPTIONS = {
    strict: true,
    allowIndefinite: false,
    allowUndefined: false,
    allowInfinity: false,
    allowNaN: false,
    allowBigInt: false,
    rejectDuplicateMapKeys: true,
    useMaps: true,
    retainStringBytes: true,
};

/** One for all: making it takes longer than most of our texts, and without `stream` it remembers nothing. */
const STRICT_UTF8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

/** Of these there is one encoding each, once lengths and numbers are the shortest (`strict`) and keys are in order. */
const PLAIN_TYPES: ReadonlySet<Type> = new Set([Type.uint, Type.bytes, Type.string, Type.array, Type.map]);

/**
 * The library decodes text with a `TextDecoder` that drops a leading U+FEFF and replaces what isn't UTF-8. A message
 * may begin with U+FEFF, and what isn't UTF-8 is refused.
 */
class StrictTextTokenizer extends Tokenizer {
    /** Whether nothing was met that our structures have no use for: a float can pass for a number. */
    isPlain = true;

    constructor(bytes: Bytes) {
        super(bytes, DECODE_OPTIONS);
    }

    override next(): Token {
        const token = super.next();
        this.isPlain &&= PLAIN_TYPES.has(token.type);
        if (token.type !== Type.string || token.byteValue === undefined || isAscii(token.value as string, token.byteValue)) {
            return token;
        }

        // A new token: the library shares some of its own between calls.
        return new Token(Type.string, STRICT_UTF8.decode(token.byteValue), token.encodedLength);
    }
}

/** As many characters as bytes, none of them put there in the place of what isn't UTF-8. */
function isAscii(text: string, bytes: Uint8Array): boolean {
    return text.length === bytes.length && !text.includes('\ufffd');
}

export function encodeCbor(value: CborValue): Bytes {
    return encode(value, {mapSorter: compareKeys});
}

/**
 * Strict. What is made of plain values in the right order has no other encoding; whatever else there is, is encoded again and must be
 * the same bytes, which leaves no room for anything that the library might forgive.
 *
 * @throws Failure `cbor_malformed`
 */
export function decodeCbor(bytes: Bytes): unknown {
    const tokenizer = new StrictTextTokenizer(bytes);
    try {
        const value: unknown = decode(bytes, {...DECODE_OPTIONS, tokenizer});
        if ((tokenizer.isPlain && isInOrder(value)) || equalBytes(encodeCbor(value as CborValue), bytes)) {
            return value;
        }
    } catch (cause) {
        throw new Failure('cbor_malformed', {cause});
    }
    throw new Failure('cbor_malformed');
}

/** Whether all maps have ascending numbers as keys. */
function isInOrder(value: unknown): boolean {
    if (value instanceof Map) {
        let previous = -1;
        for (const [key, item] of value as ReadonlyMap<unknown, unknown>) {
            if (typeof key !== 'number' || key <= previous || !isInOrder(item)) {
                return false;
            }
            previous = key;
        }
        return true;
    }
    return !Array.isArray(value) || value.every(isInOrder);
}
