import type {Bytes} from './bytes';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CODES = new TextEncoder().encode(ALPHABET);

/** Larger than any value of six bits, so that one comparison finds it among four. */
const NOT_IN_ALPHABET = 64;
const VALUES = new Uint8Array(256).fill(NOT_IN_ALPHABET);
CODES.forEach((code, value) => {
    VALUES[code] = value;
});

/** Base64url without padding (RFC 4648 §5). */
export function encodeBase64url(bytes: Uint8Array): string {
    const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
    const code = (value: number) => CODES[value & 63] ?? 0;
    let target = 0;
    for (let source = 0; source < bytes.length; source += 3) {
        const group = ((bytes[source] ?? 0) << 16) | ((bytes[source + 1] ?? 0) << 8) | (bytes[source + 2] ?? 0);

        // Writing past the end of a typed array is ignored, which cuts the last group to its length.
        codes[target++] = code(group >> 18);
        codes[target++] = code(group >> 12);
        codes[target++] = code(group >> 6);
        codes[target++] = code(group);
    }
    return new TextDecoder().decode(codes);
}

/**
 * Strict: `undefined` for any character outside the alphabet (padding and white space too), for a length that no byte
 * string has, and where unused bits aren't zero, so that each byte string has exactly one text (protocol.md §1.1).
 *
 * A table instead of `atob`, which forgives white space and unused bits and knows the other alphabet only.
 */
export function decodeBase64url(text: string): Bytes | undefined {
    if (text.length % 4 === 1) {
        return undefined;
    }
    const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
    const value = (index: number) => (index < text.length ? (VALUES[text.charCodeAt(index)] ?? NOT_IN_ALPHABET) : 0);
    let target = 0;
    for (let source = 0; source < text.length; source += 4) {
        const [a, b, c, d] = [value(source), value(source + 1), value(source + 2), value(source + 3)];
        if (Math.max(a, b, c, d) >= NOT_IN_ALPHABET) {
            return undefined;
        }
        const group = (a << 18) | (b << 12) | (c << 6) | d;
        bytes[target++] = group >> 16;
        bytes[target++] = group >> 8;
        bytes[target++] = group;
    }
    return unusedBitsAreZero(text) ? bytes : undefined;
}

function unusedBitsAreZero(text: string): boolean {
    const rest = text.length % 4;
    if (rest === 0) {
        return true;
    }
    const last = VALUES[text.charCodeAt(text.length - 1)] ?? NOT_IN_ALPHABET;
    return (last & (rest === 2 ? 0b1111 : 0b11)) === 0;
}
