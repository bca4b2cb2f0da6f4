import {countCodePoints, hasNul, isWellFormed} from './text';

test.each([
    ['', true],
    ['a🔒é', true],
    ['\ud83d', false],
    ['\udd12\ud83d', false],
    ['a\ud83d b', false],
])('isWellFormed(%j) is %s', (text, expected) => {
    expect(isWellFormed(text)).toBe(expected);
});

test.each([
    ['', 0],
    ['abc', 3],
    ['🔒🔒', 2],
    ['e\u0301', 2],
    ['👩‍👩‍👧', 5],
])('countCodePoints(%j) is %d', (text, expected) => {
    expect(countCodePoints(text)).toBe(expected);
});

test('hasNul finds U+0000 anywhere', () => {
    expect(hasNul('a\0b')).toBe(true);
    expect(hasNul('ab')).toBe(false);
});
