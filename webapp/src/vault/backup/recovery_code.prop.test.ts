import fc from 'fast-check';

import {provider} from '../../../tests/support/provider';
import {Failure} from '../../lib/errors';
import {formatRecoveryCode, generateCodeSecret, parseRecoveryCode} from './recovery_code';
import type {CodeSecret} from './recovery_code';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const secret = fc.uint8Array({minLength: 18, maxLength: 18}).map((bytes) => {
    const masked = Uint8Array.from(bytes);
    masked[17] = (masked[17] ?? 0) & 0xf0;
    return masked as CodeSecret;
});

function groupOf(typed: string): number | undefined {
    try {
        parseRecoveryCode(typed);
        return undefined;
    } catch (error) {
        return error instanceof Failure ? error.group : 0;
    }
}

test('reading gives back what was written', () => {
    fc.assert(
        fc.property(secret, (bytes) => {
            const code = formatRecoveryCode(bytes);
            expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}$/);
            expect(parseRecoveryCode(code)).toEqual(bytes);
        }),
    );
});

test('any wrong character but 0 for Z comes out, and names its group', () => {
    fc.assert(
        fc.property(secret, fc.nat({max: 34}), fc.constantFrom(...ALPHABET), (bytes, place, character) => {
            const code = formatRecoveryCode(bytes);
            const index = place + Math.floor(place / 5);
            const old = code.charAt(index);
            fc.pre(old !== character && !(['0', 'Z'].includes(old) && ['0', 'Z'].includes(character)));
            const wrong = code.slice(0, index) + character + code.slice(index + 1);
            expect(groupOf(wrong)).toBe(Math.floor(place / 5) + 1);
        }),
        {numRuns: 300},
    );
});

test('two neighbours of a group, swapped, come out', () => {
    fc.assert(
        fc.property(secret, fc.nat({max: 6}), fc.nat({max: 3}), (bytes, group, place) => {
            const code = formatRecoveryCode(bytes);
            const index = group * 6 + place;
            const [left, right] = [code.charAt(index), code.charAt(index + 1)];
            fc.pre(ALPHABET.indexOf(left) % 31 !== ALPHABET.indexOf(right) % 31);
            expect(groupOf(code.slice(0, index) + right + left + code.slice(index + 2))).toBe(group + 1);
        }),
        {numRuns: 300},
    );
});

test('a generated secret has 140 bits, and is another one every time', () => {
    const secrets = Array.from({length: 50}, () => generateCodeSecret(provider));
    expect(secrets.every((bytes) => bytes.length === 18 && ((bytes[17] ?? 0) & 0x0f) === 0)).toBe(true);
    expect(new Set(secrets.map(formatRecoveryCode)).size).toBe(50);
});
