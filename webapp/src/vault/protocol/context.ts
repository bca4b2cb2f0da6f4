import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';
import type {Context} from '../crypto/context';
import {digest} from '../crypto/hash';
import {LABELS} from '../crypto/labels';
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

const LONGEST_HEAD = 9;
const MOST_BYTES_OF_A_CHARACTER = 3;

const UTF8 = new TextEncoder();
const LABEL_BYTES: ReadonlyMap<Label, Bytes> = new Map(Object.values(LABELS).map((label) => [label, UTF8.encode(label)]));

/**
 * Where contexts are written, one after the other, before they are copied or hashed: a new buffer for each, of a thousand wraps above
 * all, costs as much as hashing it. WebCrypto copies what it is given before it returns, so the place is free again at once.
 */
const PLACE = new Uint8Array(0x1_0000);

/**
 * `ctx(label, a, b, …)` of protocol.md §1.2.
 *
 * Written here and not by the library: opening a post makes four of these flat arrays, and they need none of its tokens and
 * chunks. context.prop.test.ts holds the one against the other.
 */
export function context(label: Label, ...parts: readonly ContextPart[]): Context {
    return write(label, parts).slice() as Context;
}

/** `H(label, a, b, …)` of protocol.md §1.2. */
export function hashContext(provider: CryptoProvider, label: Label, ...parts: readonly ContextPart[]): Promise<Hash> {
    return digest(provider, write(label, parts)) as Promise<Hash>;
}

/** Good until the next one is written. */
function write(label: Label, parts: readonly ContextPart[]): Bytes {
    const labelBytes = LABEL_BYTES.get(label) ?? UTF8.encode(label);
    const longest = parts.reduce<number>((length, part) => length + longestOf(part), 2 * LONGEST_HEAD + labelBytes.length);
    const target = longest <= PLACE.length ? PLACE : new Uint8Array(longest);
    let offset = writeHead(target, 0, ARRAY, 1 + parts.length);
    offset = writeString(target, offset, TEXT, labelBytes);
    for (const part of parts) {
        if (typeof part === 'number') {
            offset = writeHead(target, offset, UINT, part);
        } else {
            const isText = typeof part === 'string';
            offset = writeString(target, offset, isText ? TEXT : BYTES, isText ? UTF8.encode(part) : part);
        }
    }
    return target.subarray(0, offset);
}

function longestOf(part: ContextPart): number {
    return LONGEST_HEAD + (typeof part === 'number' ? 0 : part.length * (typeof part === 'string' ? MOST_BYTES_OF_A_CHARACTER : 1));
}

/** Like {@link writeHead}. */
function writeString(target: Bytes, offset: number, major: number, bytes: Bytes): number {
    const start = writeHead(target, offset, major, bytes.length);
    target.set(bytes, start);
    return start + bytes.length;
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
