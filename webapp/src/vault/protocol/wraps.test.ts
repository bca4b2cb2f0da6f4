import {failure} from '../../../tests/support/failure';
import type {RecipientHint} from './recipient_hint';
import {decodeWraps, encodeWraps, findWraps, listHints} from './wraps';
import type {WrapEntry} from './wraps';

function entry(number: number, byte = 0): WrapEntry {
    const hint = new Uint8Array(8);
    new DataView(hint.buffer).setUint32(4, number);
    return {hint: hint as RecipientHint, wrappedSeed: new Uint8Array(40).fill(byte)};
}

const entries = (count: number) => Array.from({length: count}, (_, index) => entry(index));

test('every recipient of 4,096 finds their entry, in whatever order they were given', () => {
    const all = entries(4_096);
    const wraps = encodeWraps([...all].reverse());
    expect(listHints(wraps)).toEqual(all.map(({hint}) => hint));
    for (const index of [0, 1, 2_047, 2_048, 4_095]) {
        expect(findWraps(wraps, entry(index).hint)).toEqual([entry(index).wrappedSeed]);
    }
    expect(findWraps(wraps, entry(4_096).hint)).toEqual([]);
});

test('finds all entries with the same hint', () => {
    const wraps = encodeWraps([entry(1, 2), entry(0), entry(1, 1), entry(2)]);
    expect(findWraps(wraps, entry(1).hint)).toEqual([entry(1, 1).wrappedSeed, entry(1, 2).wrappedSeed]);
});

test.each([
    ['nobody', []],
    ['4,097 people', entries(4_097)],
    ['one person twice', [entry(1), entry(1)]],
])('refuses to make wraps for %s', (_what, wrong) => {
    expect(() => encodeWraps(wrong)).toThrow(failure('envelope_malformed'));
});

test('refuses to read 4,097 entries', () => {
    const tooMany = Uint8Array.from(entries(4_097).flatMap(({hint, wrappedSeed}) => [...hint, ...wrappedSeed]));
    expect(decodeWraps(tooMany.slice(48))).toHaveLength(4_096 * 48);
    expect(() => decodeWraps(tooMany)).toThrow(failure('envelope_malformed'));
});
