import {failure} from '../../../tests/support/failure';
import {decodeCbor, encodeCbor} from './cbor';

test('orders keys by their encoding, however they come', () => {
    const map = new Map([
        [256, 1],
        [24, 1],
        [23, 1],
        [0, 1],
    ]);
    expect(encodeCbor(map)).toEqual(Uint8Array.from([0xa4, 0, 1, 23, 1, 0x18, 24, 1, 0x19, 1, 0, 1]));
    expect([...(decodeCbor(encodeCbor(map)) as Map<number, number>).keys()]).toEqual([0, 23, 24, 256]);
});

test('keeps a U+FEFF at the beginning of a text', () => {
    const text = `\ufeff${'long enough for every way of decoding, '.repeat(10)}`;
    expect(decodeCbor(encodeCbor(text))).toBe(text);
});

test('takes a million arrays in each other for malformed, and not for a crash', () => {
    const deep = new Uint8Array(1_000_000).fill(0x81);
    expect(() => decodeCbor(deep)).toThrow(failure('cbor_malformed'));
});
