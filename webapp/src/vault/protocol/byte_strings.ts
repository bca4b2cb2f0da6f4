/**
 * A CBOR array of byte strings, read in place: the frame of an envelope (protocol.md §5).
 *
 * The library that reads everything else copies each byte string, and the copies are encoded again to be compared; for a channel of a
 * thousand that took longer than the signature. Here nothing is forgiven in the first place: one form of each length, no
 * other kind of item, no byte left over. byte_strings.prop.test.ts holds it against the library.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {malformed} from './kinds';

const BYTE_STRING = 2;
const ARRAY = 4;

interface Head {
    readonly major: number;
    readonly argument: number;

    /** Where the head ends. */
    readonly end: number;
}

/** Views of `bytes`, no copies. @throws Failure `cbor_malformed` for whatever is not exactly `count` byte strings in an array */
export function readByteStrings(bytes: Bytes, count: number): readonly Bytes[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const array = readHead(view, 0);
    if (array.major !== ARRAY || array.argument !== count) {
        return malformed();
    }
    const strings: Bytes[] = [];
    let offset = array.end;
    for (let index = 0; index < count; index++) {
        const {major, argument, end} = readHead(view, offset);
        offset = end + argument;
        if (major !== BYTE_STRING || offset > bytes.length) {
            return malformed();
        }
        strings.push(bytes.subarray(end, offset));
    }
    return offset === bytes.length ? strings : malformed();
}

/** Lengths that need eight bytes are above every limit, and indefinite ones are forbidden. */
function readHead(view: DataView, offset: number): Head {
    if (offset >= view.byteLength) {
        return malformed();
    }
    const first = view.getUint8(offset);
    const major = first >> 5;
    const short = first & 31;
    if (short < 24) {
        return {major, argument: short, end: offset + 1};
    }
    const width = WIDTHS[short - 24];
    if (width === undefined || offset + 1 + width > view.byteLength) {
        return malformed();
    }
    const argument = readUint(view, offset + 1, width);
    return argument >= (SMALLEST[width] ?? Infinity) ? {major, argument, end: offset + 1 + width} : malformed();
}

/** Bytes of the argument after the head's first byte, by its short value from 24 on. */
const WIDTHS = [1, 2, 4] as const;

/** By width: whatever is less has a shorter form. */
const SMALLEST: Readonly<Record<number, number>> = {1: 24, 2: 0x1_00, 4: 0x1_0000};

function readUint(view: DataView, offset: number, width: 1 | 2 | 4): number {
    return width === 1 ? view.getUint8(offset) : width === 2 ? view.getUint16(offset) : view.getUint32(offset);
}
