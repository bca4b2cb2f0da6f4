import {decodeBase64, encodeBase64} from './base64';

test.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['\u{fb}\u{ff}', '+/8='],
])('%j is one text and back', (text, encoded) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(encodeBase64(bytes)).toBe(encoded);
    expect(decodeBase64(encoded)).toEqual(bytes);
});

test.each([
    ['the other alphabet', '-_8='],
    ['no padding', 'Zg'],
    ['padding within', 'Zg==Zg=='],
    ['white space', 'Zm9v\n'],
    ['bits that are left over', 'Zh=='],
])('refuses %s', (_case, text) => {
    expect(decodeBase64(text)).toBeUndefined();
});
