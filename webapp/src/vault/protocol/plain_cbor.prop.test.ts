import fc from 'fast-check';

import {concatBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {decodeByLibrary, encodeCbor} from './cbor';
import type {CborValue} from './cbor_value';
import {readByteStrings, readPlain} from './plain_cbor';

const COUNT = 3;
const byteString = fc
    .oneof({weight: 4, arbitrary: fc.uint8Array({maxLength: 40})}, fc.uint8Array({minLength: 250, maxLength: 260}))
    .map((any) => Uint8Array.from(any));
const strings = fc.array(byteString, {minLength: COUNT - 1, maxLength: COUNT + 1});
const uint = fc.oneof(fc.nat({max: 30}), fc.nat({max: 0x1_0010}), fc.integer({min: 0xffff, max: 0xffff_ffff}), fc.maxSafeNat());
const text = fc.oneof(fc.string({maxLength: 20}), fc.string({unit: 'grapheme', maxLength: 80}), fc.constant('\ufeffat the beginning'));

const plain = fc.letrec<{value: CborValue}>((tie) => ({
    value: fc.oneof(
        {depthSize: 'small', withCrossShrink: true},
        uint,
        byteString,
        text,
        fc.array(tie('value'), {maxLength: 4}),
        fc.array(fc.tuple(uint, tie('value')), {maxLength: 4}).map((entries) => new Map(entries)),
    ),
})).value;

type Read = (bytes: Bytes) => unknown;

const orRefused =
    (read: Read): Read =>
    (bytes) => {
        try {
            return read(bytes);
        } catch {
            return 'refused';
        }
    };

const byLibrary = orRefused(decodeByLibrary);
const here = orRefused(readPlain);
const frame = orRefused((bytes) => readByteStrings(bytes, COUNT));
const frameByLibrary = orRefused((bytes) => {
    const value = decodeByLibrary(bytes);
    const isFrame = Array.isArray(value) && value.length === COUNT && value.every((item) => item instanceof Uint8Array);
    return isFrame ? value : 'refused';
});

/** Another byte somewhere, one less, one more. */
function damaged(bytes: Bytes, {place, value, more}: {place: number; value: number; more: number}): readonly Bytes[] {
    const changed = Uint8Array.from(bytes);

    // Mostly where the heads are.
    changed[place % Math.min(bytes.length, 50)] = value;
    return [changed, bytes.slice(0, -1), concatBytes([bytes, Uint8Array.of(more)])];
}

const damage = fc.record({place: fc.nat(), value: fc.nat({max: 255}), more: fc.nat({max: 255})});

test('reads what the library reads', () => {
    fc.assert(
        fc.property(plain, (value) => {
            const bytes = encodeCbor(value);
            expect(here(bytes)).toEqual(byLibrary(bytes));
            expect(here(bytes)).not.toBe('refused');
        }),
    );
});

test('what it takes of anything else the library takes too, as the same', () => {
    fc.assert(
        fc.property(plain, damage, (value, what) => {
            for (const tried of damaged(encodeCbor(value), what)) {
                const read = here(tried);
                expect(read === 'refused' || read).toEqual(read === 'refused' || byLibrary(tried));
            }
        }),
        {numRuns: 500},
    );
});

test('a frame is read as the library reads it, and refused as the library refuses it', () => {
    fc.assert(
        fc.property(strings, damage, (written, what) => {
            const bytes = encodeCbor(written);
            for (const tried of [bytes, ...damaged(bytes, what)]) {
                expect(frame(tried)).toEqual(frameByLibrary(tried));
            }
        }),
        {numRuns: 300},
    );
});

test('reads lengths of two and of four bytes', () => {
    const written = [new Uint8Array(65_535), new Uint8Array(65_536), new Uint8Array()];
    expect(readByteStrings(encodeCbor(written), COUNT).map(({length}) => length)).toEqual([65_535, 65_536, 0]);
});

test('byte strings of a value are copies, those of a frame are not', () => {
    const bytes = encodeCbor([Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)]);
    const [copy] = readPlain(bytes) as readonly Bytes[];
    const [view] = readByteStrings(bytes, COUNT);
    bytes.fill(0);
    expect([copy?.[0], view?.[0]]).toEqual([1, 0]);
});

test.each([
    ['a length in one byte more', [0x83, 0x40, 0x40, 0x58, 0x01, 0x00]],
    ['a length in two bytes more', [0x83, 0x40, 0x40, 0x59, 0x00, 0x01, 0x00]],
    ['a length in four bytes more', [0x83, 0x40, 0x40, 0x5a, 0x00, 0x00, 0x00, 0x01, 0x00]],
    ['a length in eight bytes', [0x83, 0x40, 0x40, 0x5b, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a string of no length', [0x83, 0x40, 0x40, 0x5f, 0x40, 0xff]],
    ['an array of no length', [0x9f, 0x40, 0x40, 0x40, 0xff]],
    ['a text that is not UTF-8 among them', [0x83, 0x40, 0x40, 0x61, 0xff]],
    ['a number that is too great for one', [0x83, 0x40, 0x40, 0x1b, 0x00, 0x20, 0, 0, 0, 0, 0, 0]],
    ['nothing at all', []],
])('refuses %s', (_what, bytes) => {
    expect(frame(Uint8Array.from([0x83, 0x40, 0x40, 0x40]))).not.toBe('refused');
    expect([frame(Uint8Array.from(bytes)), here(Uint8Array.from(bytes))]).toEqual(['refused', 'refused']);
});
