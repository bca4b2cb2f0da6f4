/**
 * Kinds of values in a structure: how each is read from decoded CBOR, and written (protocol.md §1.1).
 *
 * `read` throws Failure `cbor_malformed`, or the more exact code where there is one.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {countCodePoints, isWellFormed} from '../../lib/text';
import type {KeyPurpose, PublicKey} from '../crypto/keys';
import {isPoint} from '../crypto/point';
import {SUITE_1} from '../crypto/suites';
import type {CborValue} from './cbor_value';
import {isId} from './ids';

export interface Kind<Value> {
    read(value: unknown): Value;
    write(value: Value): CborValue;
}

export function malformed(): never {
    throw new Failure('cbor_malformed');
}

interface Range {
    readonly min?: number;
    readonly max?: number;
}

export function uint({min = 0, max = Number.MAX_SAFE_INTEGER}: Range = {}): Kind<number> {
    return {
        read: (value) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max ? value : malformed()),
        write: (value) => value,
    };
}

/** A number that must be exactly this one. */
function only(expected: number, code: 'version_unsupported' | 'suite_unsupported'): Kind<number> {
    return {
        read(value) {
            if (uint().read(value) !== expected) {
                throw new Failure(code);
            }
            return expected;
        },
        write: () => expected,
    };
}

export const version = only(1, 'version_unsupported');
export const suite = only(SUITE_1.id, 'suite_unsupported');

/** Names for the numbers of a closed set. */
export function choice<Name extends string>(numbers: Readonly<Record<Name, number>>): Kind<Name> {
    const names = new Map<unknown, Name>(Object.entries<number>(numbers).map(([name, number]) => [number, name as Name]));
    return {
        read: (value) => names.get(value) ?? malformed(),
        write: (name) => numbers[name],
    };
}

/** A byte string with between `min` and `max` bytes. */
export function bytesBetween(min: number, max: number): Kind<Bytes> {
    return {
        read: (value) => (value instanceof Uint8Array && value.length >= min && value.length <= max ? (value as Bytes) : malformed()),
        write: (value) => value,
    };
}

/** A byte string of one length, branded as what it is. */
export function bytes<Value extends Bytes = Bytes>(length: number): Kind<Value> {
    return bytesBetween(length, length) as unknown as Kind<Value>;
}

export function id<Value extends string>(): Kind<Value> {
    return {
        read: (value) => (typeof value === 'string' && isId(value) ? (value as Value) : malformed()),
        write: (value) => value,
    };
}

export function publicKey<Purpose extends KeyPurpose>(): Kind<PublicKey<Purpose>> {
    return {
        read(value) {
            if (!(value instanceof Uint8Array)) {
                return malformed();
            }
            if (!isPoint(value as Bytes)) {
                throw new Failure('point_invalid');
            }
            return value as PublicKey<Purpose>;
        },
        write: (value) => value,
    };
}

/** Well-formed text; what is written could otherwise not be read again. */
export function text({min = 0, max = Number.MAX_SAFE_INTEGER}: Range = {}): Kind<string> {
    return {
        read(value) {
            if (typeof value !== 'string' || !isWellFormed(value)) {
                return malformed();
            }
            const length = countCodePoints(value);
            return length >= min && length <= max ? value : malformed();
        },
        write: (value) => value,
    };
}

export function arrayOf<Item>(item: Kind<Item>, max: number): Kind<readonly Item[]> {
    return {
        read: (value) => (Array.isArray(value) && value.length <= max ? value.map((element) => item.read(element)) : malformed()),
        write: (value) => value.map((element) => item.write(element)),
    };
}

type Kinds<Items extends readonly unknown[]> = {readonly [Index in keyof Items]: Kind<Items[Index]>};

/** An array with exactly these elements. */
export function tuple<const Items extends readonly unknown[]>(...kinds: Kinds<Items>): Kind<Items> {
    return {
        read: (value) =>
            Array.isArray(value) && value.length === kinds.length
                ? (kinds.map((kind, index) => kind.read(value[index])) as unknown as Items)
                : malformed(),
        write: (value) => kinds.map((kind, index) => kind.write(value[index])),
    };
}
