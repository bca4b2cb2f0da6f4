import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';
import type {Context} from '../crypto/context';
import {digest} from '../crypto/hash';
import type {Label} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {encodeCbor} from './cbor';

export type Hash = Brand<Bytes, 'Hash'>;
export type ContextPart = string | number | Bytes;

export const HASH_LENGTH = 32;

/** `ctx(label, a, b, …)` of protocol.md §1.2. */
export function context(label: Label, ...parts: readonly ContextPart[]): Context {
    return encodeCbor([label, ...parts]) as Context;
}

/** `H(label, a, b, …)` of protocol.md §1.2. */
export async function hashContext(provider: CryptoProvider, label: Label, ...parts: readonly ContextPart[]): Promise<Hash> {
    return (await digest(provider, context(label, ...parts))) as Hash;
}
