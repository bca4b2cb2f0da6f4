import fc from 'fast-check';

import {decodeBase64url, encodeBase64url} from './base64url';

test('decoding gives back what was encoded', () => {
    fc.assert(
        fc.property(fc.uint8Array({maxLength: 200}), (bytes) => {
            expect(decodeBase64url(encodeBase64url(bytes))).toEqual(Uint8Array.from(bytes));
        }),
    );
});

test('encoding is what Node does', () => {
    fc.assert(
        fc.property(fc.uint8Array({maxLength: 200}), (bytes) => {
            expect(encodeBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        }),
    );
});

test('what is accepted is the one text of its bytes', () => {
    const character = fc.constantFrom(...'AZaz09-_+/= \n\u00e9\u0141');
    fc.assert(
        fc.property(fc.string({unit: character, maxLength: 9}), (text) => {
            const bytes = decodeBase64url(text);
            expect(bytes === undefined || encodeBase64url(bytes) === text).toBe(true);
        }),
    );
});
