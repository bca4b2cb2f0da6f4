import {decodeBase64url, encodeBase64url} from './base64url';
import type {Bytes} from './bytes';

/** Base64 with padding (RFC 4648 §4), as mail and armor have it. */
export function encodeBase64(bytes: Uint8Array): string {
    const text = encodeBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/');
    return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** Strict, as `decodeBase64url` is: each byte string has exactly one text. */
export function decodeBase64(text: string): Bytes | undefined {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
        return undefined;
    }
    return decodeBase64url(text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'));
}
