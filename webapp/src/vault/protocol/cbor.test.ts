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

test.each([
    ['a number in a longer form', [0xa1, 0x00, 0x18, 0x01]],
    ['a key in a longer form', [0xa1, 0x18, 0x00, 0x01]],
    ['a number as a float', [0xa1, 0x00, 0xf9, 0x3c, 0x00]],
    ['a text with a longer length', [0xa1, 0x00, 0x78, 0x01, 0x61]],
    ['keys out of order', [0xa2, 0x01, 0x01, 0x00, 0x01]],
    ['a key twice', [0xa2, 0x00, 0x01, 0x00, 0x01]],
    ['keys out of order, deeper', [0x81, 0xa1, 0x00, 0xa2, 0x01, 0x01, 0x00, 0x01]],
    ['a byte left over', [0xa1, 0x00, 0x01, 0x00]],
])('refuses %s', (_what, bytes) => {
    expect(decodeCbor(Uint8Array.from([0xa2, 0x00, 0x01, 0x01, 0x01]))).toEqual(
        new Map([
            [0, 1],
            [1, 1],
        ]),
    );
    expect(() => decodeCbor(Uint8Array.from(bytes))).toThrow(failure('cbor_malformed'));
});
