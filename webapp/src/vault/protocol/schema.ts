/**
 * A wire structure as a table of fields: what is decoded and encoded by the same table can't differ.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {decodeCbor, encodeCbor} from './cbor';
import type {CborValue} from './cbor_value';
import {malformed, suite, version} from './kinds';
import type {Kind} from './kinds';

interface Field<Value, IsOptional extends boolean> {
    readonly key: number;
    readonly kind: Kind<Value>;
    readonly optional: IsOptional;
}

type Fields = Readonly<Record<string, Field<unknown, boolean>>>;
type ValueOf<F> = F extends Field<infer Value, boolean> ? Value : never;
type OptionalNames<F extends Fields> = {[Name in keyof F]: F[Name]['optional'] extends true ? Name : never}[keyof F];

export type Structure<F extends Fields> = {readonly [Name in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[Name]>} & {
    readonly [Name in OptionalNames<F>]?: ValueOf<F[Name]>;
};

export function field<Value>(key: number, kind: Kind<Value>): Field<Value, false> {
    return {key, kind, optional: false};
}

export function optional<Value>(key: number, kind: Kind<Value>): Field<Value, true> {
    return {key, kind, optional: true};
}

/** What a structure begins with. There is one value of each, so they are no fields of the decoded structure. */
export type Preamble = 'none' | 'version' | 'versionAndSuite';

const PREAMBLES: Readonly<Record<Preamble, ReadonlyArray<readonly [key: number, kind: Kind<number>]>>> = {
    none: [],
    version: [[0, version]],
    versionAndSuite: [
        [0, version],
        [1, suite],
    ],
};

export interface Schema<Value> {
    /** @throws Failure `cbor_malformed`, `version_unsupported`, `suite_unsupported` or `point_invalid` */
    decode(bytes: Bytes): Value;

    /** @throws like `decode`, for a value that would be refused when it is read. */
    encode(value: Value): Bytes;
}

export function mapSchema<const F extends Fields>(preamble: Preamble, fields: F): Schema<Structure<F>> {
    const constants = PREAMBLES[preamble];
    const entries = Object.entries<Field<unknown, boolean>>(fields);

    /** Version and suite first: a later version may have other keys, and is refused as what it is. */
    function read(map: unknown): Structure<F> {
        if (!(map instanceof Map)) {
            return malformed();
        }
        for (const [key, kind] of constants) {
            kind.read(map.get(key));
        }
        const structure: Record<string, unknown> = {};
        let known = constants.length;
        for (const [name, {key, kind, optional: mayBeAbsent}] of entries) {
            const value: unknown = map.get(key);
            if (value !== undefined) {
                structure[name] = kind.read(value);
                known++;
            } else if (!mayBeAbsent) {
                malformed();
            }
        }
        return known === map.size ? (structure as Structure<F>) : malformed();
    }

    function write(structure: Readonly<Record<string, unknown>>): ReadonlyMap<number, CborValue> {
        const map = new Map<number, CborValue>(constants.map(([key, kind]) => [key, kind.write(1)]));
        for (const [name, {key, kind}] of entries) {
            const value = structure[name];
            if (value !== undefined) {
                map.set(key, kind.write(value));
            }
        }
        return map;
    }

    return {
        decode: (bytes) => read(decodeCbor(bytes)),
        encode(structure) {
            const map = write(structure);
            read(map);
            return encodeCbor(map);
        },
    };
}
