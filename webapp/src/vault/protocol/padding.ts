/**
 * Padmé (Nikitin et al. 2019): lengths fall into buckets of at most 12 % above, and everything short into the same one
 * (protocol.md §5.2).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';

const LENGTH_PREFIX = 4;
const SMALLEST = 64;

/** `padded(n)` of protocol.md §5.2. */
export function paddedLength(length: number): number {
    const size = Math.max(length, SMALLEST);
    const exponent = Math.floor(Math.log2(size));
    const bits = Math.floor(Math.log2(exponent)) + 1;
    const step = 2 ** (exponent - bits);
    return Math.ceil(size / step) * step;
}

/** 4-byte length ‖ body ‖ zeros. */
export function pad(body: Bytes): Bytes {
    const plaintext = new Uint8Array(paddedLength(LENGTH_PREFIX + body.length));
    new DataView(plaintext.buffer).setUint32(0, body.length);
    plaintext.set(body, LENGTH_PREFIX);
    return plaintext;
}

/** `undefined` where the padding isn't exactly what `pad` would have made. */
export function unpad(plaintext: Bytes): Bytes | undefined {
    if (plaintext.length < SMALLEST) {
        return undefined;
    }
    const view = new DataView(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength);
    const end = LENGTH_PREFIX + view.getUint32(0);
    if (end > plaintext.length || paddedLength(end) !== plaintext.length) {
        return undefined;
    }
    return isZeroFrom(plaintext, end) ? plaintext.subarray(LENGTH_PREFIX, end) : undefined;
}

function isZeroFrom(plaintext: Bytes, start: number): boolean {
    for (let index = start; index < plaintext.length; index++) {
        if (plaintext[index] !== 0) {
            return false;
        }
    }
    return true;
}
