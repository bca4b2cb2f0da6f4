/**
 * Deterministic CBOR (RFC 8949 §4.2.1), the one place that knows the library (protocol.md §1.1).
 *
 * @packageDocumentation
 */
import {Token, Tokenizer, Type, decode, encode} from 'cborg';

import {equalBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {CborValue} from './cbor_value';
import {readPlain} from './plain_cbor';

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

const STRICT_UTF8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

/**
 * The library decodes text with a `TextDecoder` that drops a leading U+FEFF and replaces what isn't UTF-8. A message
 * may begin with U+FEFF, and what isn't UTF-8 is refused.
 */
class StrictTextTokenizer extends Tokenizer {
    override next(): Token {
        const token = super.next();
        if (token.type !== Type.string || token.byteValue === undefined) {
            return token;
        }

        // A new token: the library shares some of its own between calls.
        return new Token(Type.string, STRICT_UTF8.decode(token.byteValue), token.encodedLength);
    }
}

export function encodeCbor(value: CborValue): Bytes {
    return encode(value, {mapSorter: compareKeys});
}

/**
 * Strict. What is made of plain values has no other encoding. Whatever else there is, such as a later version might have, the library
 * reads; encoded again it must be the same bytes, which leaves no room for anything that the library might forgive.
 *
 * @throws Failure `cbor_malformed`
 */
export function decodeCbor(bytes: Bytes): unknown {
    try {
        return readPlain(bytes);
    } catch {
        return decodeByLibrary(bytes);
    }
}

/** Like {@link decodeCbor}, without the short cut. */
export function decodeByLibrary(bytes: Bytes): unknown {
    try {
        const value: unknown = decode(bytes, {...DECODE_OPTIONS, tokenizer: new StrictTextTokenizer(bytes, DECODE_OPTIONS)});
        if (equalBytes(encodeCbor(value as CborValue), bytes)) {
            return value;
        }
    } catch (cause) {
        throw new Failure('cbor_malformed', {cause});
    }
    throw new Failure('cbor_malformed');
}
