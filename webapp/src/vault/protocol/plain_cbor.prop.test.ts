import fc from 'fast-check';

import {concatBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {readByteStrings} from './byte_strings';
import {decodeCbor, encodeCbor} from './cbor';

const COUNT = 3;
const strings = fc.array(
    fc.oneof({weight: 4, arbitrary: fc.uint8Array({maxLength: 40})}, fc.uint8Array({minLength: 250, maxLength: 260})),
    {minLength: COUNT - 1, maxLength: COUNT + 1},
);

/** What the library makes of it. */
function byLibrary(bytes: Bytes): unknown {
    try {
        const value = decodeCbor(bytes);
        const isFrame = Array.isArray(value) && value.length === COUNT && value.every((item) => item instanceof Uint8Array);
        return isFrame ? value : 'refused';
    } catch {
        return 'refused';
    }
}

function inPlace(bytes: Bytes): unknown {
    try {
        return readByteStrings(bytes, COUNT);
    } catch {
        return 'refused';
    }
}

test('reads what the library reads', () => {
    fc.assert(
        fc.property(strings, (written) => {
            const bytes = encodeCbor(written.map((string) => Uint8Array.from(string)));
            expect(inPlace(bytes)).toEqual(byLibrary(bytes));
        }),
    );
});

test('reads lengths of two and of four bytes', () => {
    const written = [new Uint8Array(65_535), new Uint8Array(65_536), new Uint8Array()];
    expect(readByteStrings(encodeCbor(written), COUNT).map(({length}) => length)).toEqual([65_535, 65_536, 0]);
});

test('refuses what the library refuses: another byte anywhere, one less, one more', () => {
    const byte = fc.nat({max: 255});
    fc.assert(
        fc.property(strings, byte, byte, fc.nat(), (written, value, more, place) => {
            const bytes = encodeCbor(written.map((string) => Uint8Array.from(string)));
            const changed = Uint8Array.from(bytes);

            // Mostly where the heads are.
            changed[place % Math.min(bytes.length, 50)] = value;
            for (const tried of [changed, bytes.slice(0, -1), concatBytes([bytes, Uint8Array.of(more)])]) {
                expect(inPlace(tried)).toEqual(byLibrary(tried));
            }
        }),
        {numRuns: 300},
    );
});

test.each([
    ['a length in one byte more', [0x83, 0x40, 0x40, 0x58, 0x01, 0x00]],
    ['a length in two bytes more', [0x83, 0x40, 0x40, 0x59, 0x00, 0x01, 0x00]],
    ['a length in four bytes more', [0x83, 0x40, 0x40, 0x5a, 0x00, 0x00, 0x00, 0x01, 0x00]],
    ['a length in eight bytes', [0x83, 0x40, 0x40, 0x5b, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a string of no length', [0x83, 0x40, 0x40, 0x5f, 0x40, 0xff]],
    ['an array of no length', [0x9f, 0x40, 0x40, 0x40, 0xff]],
    ['a text among them', [0x83, 0x40, 0x40, 0x60]],
    ['nothing at all', []],
])('refuses %s', (_what, bytes) => {
    expect(inPlace(Uint8Array.from([0x83, 0x40, 0x40, 0x40]))).not.toBe('refused');
    expect(inPlace(Uint8Array.from(bytes))).toBe('refused');
});
