/** Byte strings. Backed by a plain `ArrayBuffer`, since WebCrypto takes no shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Whether two byte strings are the same. Not in constant time: nothing secret is compared here; what is secret is
 * compared by WebCrypto itself (GCM tags, key unwrapping).
 */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
    if (left.length !== right.length) {
        return false;
    }

    // A loop and not `every`: it is on the way of every post.
    for (let index = 0; index < left.length; index++) {
        if (left[index] !== right[index]) {
            return false;
        }
    }
    return true;
}

/** Bytewise order, a prefix before what it begins: negative, zero or positive, as `Array.prototype.sort` wants it. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
    const shared = Math.min(left.length, right.length);
    for (let index = 0; index < shared; index++) {
        const difference = (left[index] ?? 0) - (right[index] ?? 0);
        if (difference !== 0) {
            return difference;
        }
    }
    return left.length - right.length;
}

export function concatBytes(parts: readonly Uint8Array[]): Bytes {
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let offset = 0;
    for (const part of parts) {
        whole.set(part, offset);
        offset += part.length;
    }
    return whole;
}

/** Upper case, as fingerprints are written. */
export function toHex(bytes: Uint8Array): string {
    return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}
