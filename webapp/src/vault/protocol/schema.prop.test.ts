import fc from 'fast-check';

import {failure} from '../../../tests/support/failure';
import {Failure} from '../../lib/errors';
import {arrayOf, bytes, choice, text, tuple, uint} from './kinds';
import {field, mapSchema, optional} from './schema';

const SCHEMA = mapSchema('versionAndSuite', {
    count: field(2, uint({max: 1_000})),
    name: optional(3, text({max: 5})),
    kind: field(4, choice({left: 0, right: 1})),
    pairs: field(5, arrayOf(tuple(uint(), bytes(2)), 3)),
});

const value = fc.record(
    {
        count: fc.nat({max: 1_000}),
        name: fc.string({maxLength: 5}),
        kind: fc.constantFrom('left' as const, 'right' as const),
        pairs: fc.array(
            fc.tuple(
                fc.maxSafeNat(),
                fc.uint8Array({minLength: 2, maxLength: 2}).map((item) => Uint8Array.from(item)),
            ),
            {
                maxLength: 3,
            },
        ),
    },
    {requiredKeys: ['count', 'kind', 'pairs']},
);

test('decoding gives back what was encoded, and leaves it as it was', () => {
    fc.assert(
        fc.property(value, (structure) => {
            const before = structuredClone(structure);
            expect(SCHEMA.decode(SCHEMA.encode(structure))).toEqual(structure);
            expect(structure).toEqual(before);
        }),
    );
});

test('what is decoded encodes to the same bytes, whatever was flipped', () => {
    fc.assert(
        fc.property(value, fc.nat(), fc.nat({max: 7}), (structure, place, bit) => {
            const encoded = SCHEMA.encode(structure);
            const index = place % encoded.length;
            encoded[index] = (encoded[index] ?? 0) ^ (1 << bit);
            try {
                expect(SCHEMA.encode(SCHEMA.decode(encoded))).toEqual(encoded);
            } catch (error) {
                expect(error).toBeInstanceOf(Failure);
            }
        }),
    );
});

test.each([
    ['a number over its limit', {count: 1_001, kind: 'left', pairs: []}],
    ['no whole number', {count: 1.5, kind: 'left', pairs: []}],
    ['a text over its limit', {count: 1, name: 'abcdef', kind: 'left', pairs: []}],
    ['a text that is not well-formed', {count: 1, name: '\ud800', kind: 'left', pairs: []}],
    ['a list over its limit', {count: 1, kind: 'left', pairs: Array.from({length: 4}, () => [1, new Uint8Array(2)] as const)}],
] as const)('refuses to encode %s', (_what, structure) => {
    expect(() => SCHEMA.encode(structure)).toThrow(failure('cbor_malformed'));
});
