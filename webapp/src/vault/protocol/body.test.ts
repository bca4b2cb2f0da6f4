import {failure} from '../../../tests/support/failure';
import {decodeBody, encodeBody} from './body';
import type {Body} from './body';

const body = (change: Partial<Body>): Body => ({text: 'text', mentions: [], format: 'markdown', ...change});
const names = Array.from({length: 257}, (_, index) => `n${String(index).padStart(3, '0')}`);

test.each([
    ['the longest text', body({text: '🔒'.repeat(16_383)})],
    ['an empty text', body({text: ''})],
    ['a U+FEFF in front', body({text: '\ufefftext'})],
    ['as many mentions as fit', body({mentions: names.slice(0, 256)})],
])('takes %s', (_what, valid) => {
    expect(decodeBody(encodeBody(valid))).toEqual(valid);
});

test.each([
    ['a code point too many', body({text: 'a'.repeat(16_384)})],
    ['U+0000', body({text: 'a\0'})],
    ['half a surrogate pair', body({text: '\ud83d'})],
    ['a mention too many', body({mentions: names})],
    ['mentions in another order', body({mentions: ['bob', 'alice']})],
    ['a name that nobody has', body({mentions: ['Alice']})],
    [
        'more bytes than a body may have',
        body({text: '🔒'.repeat(16_383), mentions: names.slice(0, 256).map((name) => name.padEnd(64, 'x'))}),
    ],
])('refuses to seal %s', (_what, invalid) => {
    expect(() => encodeBody(invalid)).toThrow(failure('text_invalid'));
});

test('refuses to read more bytes than a body may have', () => {
    expect(() => decodeBody(new Uint8Array(80_001))).toThrow(failure('decrypt_failed'));
});
