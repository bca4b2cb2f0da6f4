import {compareBytes, concatBytes, equalBytes} from './bytes';

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('equalBytes', () => {
    test('holds for the same bytes in different places', () => {
        expect(equalBytes(bytes(9, 1, 2).subarray(1), bytes(1, 2))).toBe(true);
        expect(equalBytes(bytes(), bytes())).toBe(true);
    });

    test('sees a difference in each place, whatever the length and the place in a buffer', () => {
        for (const length of [1, 3, 4, 5, 8, 11]) {
            const left = new Uint8Array(length + 1).subarray(1).fill(7);
            for (let index = 0; index < length; index++) {
                const right = Uint8Array.from(left);
                expect(equalBytes(left, right)).toBe(true);
                right[index] = 8;
                expect(equalBytes(left, right)).toBe(false);
            }
        }
    });

    test.each([
        ['another byte', bytes(1, 2), bytes(1, 3)],
        ['a shorter one', bytes(1, 2), bytes(1)],
        ['a longer one', bytes(1), bytes(1, 0)],
    ])('fails for %s', (_what, left, right) => {
        expect(equalBytes(left, right)).toBe(false);
    });
});

test('compareBytes orders bytewise, a prefix before what it begins', () => {
    const ordered = [bytes(), bytes(0), bytes(0, 0), bytes(0, 255), bytes(1), bytes(255)];
    expect([...ordered].reverse().sort(compareBytes)).toEqual(ordered);
    expect(compareBytes(bytes(1, 2), bytes(1, 2))).toBe(0);
});

test('concatBytes joins in order', () => {
    expect(concatBytes([bytes(1), bytes(), bytes(2, 3)])).toEqual(bytes(1, 2, 3));
});
