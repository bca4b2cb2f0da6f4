import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';
import type {Context} from '../crypto/context';
import {digest} from '../crypto/hash';
import type {Label} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';

export type Hash = Brand<Bytes, 'Hash'>;
export type ContextPart = string | number | Bytes;

export const HASH_LENGTH = 32;

/** Major types, where they stand in the first byte (RFC 8949 §3.1). */
const UINT = 0;
const BYTES = 0x40;
const TEXT = 0x60;
const ARRAY = 0x80;

const UTF8 = new TextEncoder();

/**
 * `ctx(label, a, b, …)` of protocol.md §1.2.
 *
 * Written here and not by the library: opening a post makes seven of these flat arrays, and they need none of its tokens and
 * chunks. context.prop.test.ts holds the one against the other.
 */
export function context(label: Label, ...parts: readonly ContextPart[]): Context {
    const items: Array<number | Bytes> = [UTF8.encode(label)];
    const majors = [TEXT];
    let length = 1;
    for (const part of parts) {
        items.push(typeof part === 'string' ? UTF8.encode(part) : part);
        majors.push(typeof part === 'string' ? TEXT : BYTES);
    }
    for (const item of items) {
        length += typeof item === 'number' ? headLength(item) : headLength(item.length) + item.length;
    }
    const bytes = new Uint8Array(length);
    let offset = writeHead(bytes, 0, ARRAY, items.length);
    for (let index = 0; index < items.length; index++) {
        const item = items[index] ?? 0;
        if (typeof item === 'number') {
            offset = writeHead(bytes, offset, UINT, item);
        } else {
            offset = writeHead(bytes, offset, majors[index] ?? BYTES, item.length);
            bytes.set(item, offset);
            offset += item.length;
        }
    }
    return bytes as Context;
}

function headLength(argument: number): number {
    if (argument < 24) {
        return 1;
    }
    return argument <= 0xff ? 2 : argument <= 0xffff ? 3 : argument <= 0xffff_ffff ? 5 : 9;
}

/** What the first byte says of the bytes that follow it. */
const WIDTHS: Readonly<Record<number, number>> = {2: 24, 3: 25, 5: 26, 9: 27};

/** In the shortest form; returns where it ends. */
function writeHead(bytes: Bytes, offset: number, major: number, argument: number): number {
    const length = headLength(argument);
    bytes[offset] = major | (WIDTHS[length] ?? argument);
    for (let index = length - 1, rest = argument; index > 0; index--, rest = Math.floor(rest / 256)) {
        bytes[offset + index] = rest;
    }
    return offset + length;
}

/** `H(label, a, b, …)` of protocol.md §1.2. */
export async function hashContext(provider: CryptoProvider, label: Label, ...parts: readonly ContextPart[]): Promise<Hash> {
    return (await digest(provider, context(label, ...parts))) as Hash;
}
