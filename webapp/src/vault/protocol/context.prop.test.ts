import fc from 'fast-check';

import {LABELS} from '../crypto/labels';
import {encodeCbor} from './cbor';
import {context} from './context';

const label = fc.constantFrom(...Object.values(LABELS));
const uint = fc.oneof(fc.nat({max: 300}), fc.nat({max: 0x1_0010}), fc.integer({min: 0xffff, max: 0xffff_ffff}), fc.maxSafeNat());
const bytes = fc.oneof(fc.uint8Array({maxLength: 30}), fc.uint8Array({minLength: 250, maxLength: 260}));
const part = fc.oneof(
    uint,
    bytes.map((any) => Uint8Array.from(any)),
    fc.string({unit: 'grapheme', maxLength: 40}),
);

test('is what the library writes', () => {
    fc.assert(
        fc.property(label, fc.array(part, {maxLength: 30}), (name, parts) => {
            expect(context(name, ...parts)).toEqual(encodeCbor([name, ...parts]));
        }),
        {numRuns: 300},
    );
});

test('lengths of two and of four bytes', () => {
    for (const length of [0xffff, 0x1_0000]) {
        const written = context(LABELS.envelope, new Uint8Array(length));
        expect(Buffer.from(encodeCbor([LABELS.envelope, new Uint8Array(length)])).equals(written)).toBe(true);
    }
});
