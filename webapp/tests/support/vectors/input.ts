import {decodeBase64url, encodeBase64url} from '../../../src/lib/base64url';
import type {Bytes} from '../../../src/lib/bytes';
import type {Json, JsonObject} from './vector_file';

/** Fields of a vector's input. Each must be asked for: what no reader looks at isn't tested by it. */
export class Input {
    readonly #fields: JsonObject;
    readonly #asked = new Set<string>();
    readonly #children: Input[] = [];

    constructor(fields: Json) {
        if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
            throw new TypeError('no object');
        }
        this.#fields = fields as JsonObject;
    }

    has(name: string): boolean {
        return Object.hasOwn(this.#fields, name);
    }

    string(name: string): string {
        return asString(this.#get(name));
    }

    number(name: string): number {
        const value = this.#get(name);
        if (typeof value !== 'number') {
            throw new TypeError(`${name} is no number`);
        }
        return value;
    }

    bytes(name: string): Bytes {
        return toBytes(this.string(name));
    }

    /** `bytes` under its brand. */
    key<Value extends Bytes>(name: string): Value {
        return this.bytes(name) as Value;
    }

    strings(name: string): readonly string[] {
        return this.#array(name).map(asString);
    }

    bytesList(name: string): readonly Bytes[] {
        return this.strings(name).map(toBytes);
    }

    object(name: string): Input {
        return this.#child(this.#get(name));
    }

    objects(name: string): readonly Input[] {
        return this.#array(name).map((item) => this.#child(item));
    }

    /** Throws where a field was never asked for. */
    requireAllAsked(): void {
        const unasked = Object.keys(this.#fields).filter((name) => !this.#asked.has(name));
        if (unasked.length > 0) {
            throw new Error(`unknown field ${unasked.join(', ')}`);
        }
        for (const child of this.#children) {
            child.requireAllAsked();
        }
    }

    #child(value: Json): Input {
        const child = new Input(value);
        this.#children.push(child);
        return child;
    }

    #get(name: string): Json {
        this.#asked.add(name);
        const value = this.#fields[name];
        if (value === undefined) {
            throw new TypeError(`${name} is missing`);
        }
        return value;
    }

    #array(name: string): readonly Json[] {
        const value = this.#get(name);
        if (!Array.isArray(value)) {
            throw new TypeError(`${name} is no array`);
        }
        return value as readonly Json[];
    }
}

export function toBytes(text: string): Bytes {
    const bytes = decodeBase64url(text);
    if (bytes === undefined) {
        throw new TypeError('no base64url');
    }
    return bytes;
}

function asString(value: Json): string {
    if (typeof value !== 'string') {
        throw new TypeError('no string');
    }
    return value;
}

/** Decoded structures as the vectors hold them: bytes as base64url, an absent field left out. */
export function toJson(value: unknown): Json {
    if (value instanceof Uint8Array) {
        return encodeBase64url(value);
    }
    if (Array.isArray(value)) {
        return value.map(toJson);
    }
    if (typeof value === 'object' && value !== null) {
        const present = Object.entries(value).filter(([, field]) => field !== undefined);
        return Object.fromEntries(present.map(([name, field]) => [name, toJson(field)]));
    }
    return value as Json;
}
