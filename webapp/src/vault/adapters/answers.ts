/**
 * Reads the answers of the server half. Whatever has another shape than docs/server-api.md gives it is
 * `server_unavailable`: something else answered, or a server that can't be talked to.
 *
 * @packageDocumentation
 */
import {decodeBase64url} from '../../lib/base64url';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';

export type Fields = Readonly<Record<string, unknown>>;

function unexpected(): never {
    throw new Failure('server_unavailable');
}

export function asFields(value: unknown): Fields {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : unexpected();
}

export function asText(value: unknown): string {
    return typeof value === 'string' ? value : unexpected();
}

export function asBoolean(value: unknown): boolean {
    return typeof value === 'boolean' ? value : unexpected();
}

export function asCount(value: unknown): number {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : unexpected();
}

export function asBytes(value: unknown): Bytes {
    return decodeBase64url(asText(value)) ?? unexpected();
}

export function asList<Item>(value: unknown, item: (value: unknown) => Item): readonly Item[] {
    return Array.isArray(value) ? value.map((entry) => item(entry)) : unexpected();
}
