/**
 * Deterministic CBOR of nothing but what our structures are made of: numbers, byte strings, texts, arrays, and maps whose keys are
 * numbers in ascending order (protocol.md §1.1).
 *
 * Posts come in pages of sixty, and the library's tokens and copies took longer for one than all hashes of it. Here nothing is
 * forgiven in the first place: one form of each length, nothing else, no byte left over. plain_cbor.prop.test.ts holds it against the
 * library, which is asked about whatever is refused here (`cbor.ts`).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import type {CborValue} from './cbor_value';
import {malformed} from './kinds';

const UINT = 0;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;

/** Deeper than any structure of ours, and no danger to the stack. */
const MAX_DEPTH = 16;

/** Making it takes longer than most of our texts; without `stream` it remembers nothing. */
const STRICT_UTF8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

/** Byte strings are copies. @throws Failure `cbor_malformed`; TypeError where a text is not well-formed UTF-8 */
export function readPlain(bytes: Bytes): CborValue {
    const reader = new Reader(bytes);
    const value = reader.value(MAX_DEPTH);
    return reader.isAtEnd ? value : malformed();
}

/**
 * The frame of an envelope (protocol.md §5): an array of `count` byte strings. Views of `bytes`, no copies.
 *
 * @throws Failure `cbor_malformed` for whatever is not exactly that
 */
export function readByteStrings(bytes: Bytes, count: number): readonly Bytes[] {
    const reader = new Reader(bytes);
    if (reader.head() !== ARRAY || reader.argument !== count) {
        return malformed();
    }
    const strings: Bytes[] = [];
    for (let index = 0; index < count; index++) {
        strings.push(reader.head() === BYTES ? reader.view() : malformed());
    }
    return reader.isAtEnd ? strings : malformed();
}

class Reader {
    readonly #bytes: Bytes;
    #offset = 0;

    /** Of the head that was read last. */
    argument = 0;

    constructor(bytes: Bytes) {
        this.#bytes = bytes;
    }

    get isAtEnd(): boolean {
        return this.#offset === this.#bytes.length;
    }

    /** The major type; lengths that need eight bytes are for times only. */
    head(): number {
        const first = this.#byte();
        const short = first & 31;
        if (short < 24) {
            this.argument = short;
        } else {
            this.#readArgument(short);
        }
        return first >> 5;
    }

    /** As many of the next bytes as the head says. */
    view(): Bytes {
        const start = this.#offset;
        this.#offset += this.argument;
        return this.#offset <= this.#bytes.length ? this.#bytes.subarray(start, this.#offset) : malformed();
    }

    value(depth: number): CborValue {
        switch (depth > 0 ? this.head() : undefined) {
            case UINT:
                return this.argument;
            case BYTES:
                return this.view().slice();
            case TEXT:
                return STRICT_UTF8.decode(this.view());
            case ARRAY:
                return this.#array(this.argument, depth - 1);
            case MAP:
                return this.#map(this.argument, depth - 1);
            default:
                return malformed();
        }
    }

    #array(length: number, depth: number): readonly CborValue[] {
        const items: CborValue[] = [];
        for (let index = 0; index < length; index++) {
            items.push(this.value(depth));
        }
        return items;
    }

    #map(length: number, depth: number): ReadonlyMap<number, CborValue> {
        const map = new Map<number, CborValue>();
        for (let index = 0, previous = -1; index < length; index++) {
            if (this.head() !== UINT || this.argument <= previous) {
                return malformed();
            }
            previous = this.argument;
            map.set(previous, this.value(depth));
        }
        return map;
    }

    /** In one, two, four or eight bytes; refused where fewer would do, and where a number can't hold it. */
    #readArgument(short: number): void {
        if (short > 27) {
            malformed();
        }
        const width = 1 << (short - 24);
        let argument = 0;
        for (let index = 0; index < width; index++) {
            argument = argument * 256 + this.#byte();
        }
        if (argument < (SMALLEST[short - 24] ?? 0) || !Number.isSafeInteger(argument)) {
            malformed();
        }
        this.argument = argument;
    }

    #byte(): number {
        return this.#bytes[this.#offset++] ?? malformed();
    }
}

/** By width: whatever is less has a shorter form. */
const SMALLEST = [24, 0x100, 0x1_0000, 0x1_0000_0000];
