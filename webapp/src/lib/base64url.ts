import type {Bytes} from './bytes';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CODES = new TextEncoder().encode(ALPHABET);

/** A bit that no value of six bits has, so that one look at four values finds it. */
const NOT_IN_ALPHABET = 64;
const VALUES = new Uint8Array(128).fill(NOT_IN_ALPHABET);
CODES.forEach((code, value) => {
    VALUES[code] = value;
});

/** Of the last character, by how many characters are left over groups of four. */
const UNUSED_BITS = [0, 0, 0b1111, 0b11];

/** What newer browsers have of their own, an order of magnitude faster than a table; not in the types of ES2022 yet. */
interface PlatformBytes {
    readonly setFromBase64?: (
        text: string,
        options: {alphabet: 'base64url'; lastChunkHandling: 'loose'},
    ) => {readonly read: number; readonly written: number};
    readonly toBase64?: (options: {alphabet: 'base64url'; omitPadding: true}) => string;
}

function valueAt(text: string, index: number): number {
    return VALUES[text.charCodeAt(index)] ?? NOT_IN_ALPHABET;
}

/** Base64url without padding (RFC 4648 §5). */
export function encodeBase64url(bytes: Uint8Array): string {
    return (bytes as PlatformBytes).toBase64?.({alphabet: 'base64url', omitPadding: true}) ?? encodeByTable(bytes);
}

function encodeByTable(bytes: Uint8Array): string {
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
 */
export function decodeBase64url(text: string): Bytes | undefined {
    return decodeBase64urlInto(new Uint8Array(decodedLength(text)), text);
}

/** Like {@link decodeBase64url}, at the beginning of `place`, of which the result is a view; `undefined` also where it doesn't fit. */
export function decodeBase64urlInto(place: Bytes, text: string): Bytes | undefined {
    const rest = text.length % 4;
    const length = decodedLength(text);
    if (rest === 1 || length > place.length) {
        return undefined;
    }
    const target = place.subarray(0, length);
    const isDecoded = 'setFromBase64' in target ? decodeByPlatform(text, rest, target) : decodeByTable(text, rest, target);
    return isDecoded ? target : undefined;
}

function decodedLength(text: string): number {
    return Math.floor((text.length * 3) / 4);
}

/**
 * `loose` takes texts without padding, and forgives more than that: unused bits, which are looked at here; white space and padding, but
 * then fewer bytes come out than the text's length stands for. (`strict` asks for padding, and adding it would copy the text.)
 */
function decodeByPlatform(text: string, rest: number, target: Bytes): boolean {
    try {
        const done = (target as PlatformBytes).setFromBase64?.(text, {alphabet: 'base64url', lastChunkHandling: 'loose'});
        const isWhole = done?.read === text.length && done.written === target.length;
        return isWhole && (valueAt(text, text.length - 1) & (UNUSED_BITS[rest] ?? 0)) === 0;
    } catch {
        // Its one failure is a `SyntaxError`.
        return false;
    }
}

/** A table instead of `atob`, which forgives white space and unused bits and knows the other alphabet only. */
function decodeByTable(text: string, rest: number, target: Bytes): boolean {
    const whole = text.length - rest;
    let end = 0;
    for (let source = 0; source < whole; source += 4) {
        const a = valueAt(text, source);
        const b = valueAt(text, source + 1);
        const c = valueAt(text, source + 2);
        const d = valueAt(text, source + 3);
        if (((a | b | c | d) & NOT_IN_ALPHABET) !== 0) {
            return false;
        }
        target[end++] = (a << 2) | (b >> 4);
        target[end++] = (b << 4) | (c >> 2);
        target[end++] = (c << 6) | d;
    }
    return rest === 0 || decodeRest(text.slice(whole), target.subarray(end));
}

/** Two or three characters at the end, whose last one has unused bits. */
function decodeRest(text: string, bytes: Bytes): boolean {
    const a = valueAt(text, 0);
    const b = valueAt(text, 1);
    const c = text.length === 3 ? valueAt(text, 2) : 0;
    const unused = text.length === 3 ? c & 0b11 : b & 0b1111;
    bytes[0] = (a << 2) | (b >> 4);

    // Beyond the end of one byte, where it is ignored.
    bytes[1] = (b << 4) | (c >> 2);
    return ((a | b | c) & NOT_IN_ALPHABET) === 0 && unused === 0;
}
