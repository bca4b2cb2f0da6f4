import fc from 'fast-check';

import {equalBytes} from '../../lib/bytes';
import {pad, paddedLength, unpad} from './padding';

const body = fc.uint8Array({maxLength: 3_000}).map((bytes) => Uint8Array.from(bytes));

test('unpadding gives back what was padded', () => {
    fc.assert(
        fc.property(body, (bytes) => {
            expect(unpad(pad(bytes))).toEqual(bytes);
        }),
    );
});

test('a length says no more than its bucket, which is at most 12 % above it', () => {
    fc.assert(
        fc.property(fc.integer({min: 64, max: 80_004}), (length) => {
            const padded = paddedLength(length);
            expect(padded).toBeGreaterThanOrEqual(length);
            expect(padded).toBeLessThanOrEqual(length * 1.12);
            expect(paddedLength(padded)).toBe(padded);
        }),
    );
});

test('everything short looks alike', () => {
    const lengths = Array.from({length: 61}, (_, length) => pad(new Uint8Array(length)).length);
    expect(new Set(lengths)).toEqual(new Set([64]));
});

test('what is unpadded pads to the same bytes, whatever was flipped', () => {
    fc.assert(
        fc.property(body, fc.nat(), fc.nat({max: 7}), (bytes, place, bit) => {
            const padded = pad(bytes);
            const index = place % padded.length;
            padded[index] = (padded[index] ?? 0) ^ (1 << bit);
            const found = unpad(padded);
            expect(found === undefined || equalBytes(pad(found), padded)).toBe(true);
        }),
    );
});
