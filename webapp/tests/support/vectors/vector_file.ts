/**
 * The files of docs/vectors: what they look like, and reading them strictly.
 *
 * @packageDocumentation
 */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';

import {PROTOCOL_CODES} from '../../../src/lib/errors';
import type {ProtocolCode} from '../../../src/lib/errors';

export type Json = string | number | boolean | null | readonly Json[] | {readonly [name: string]: Json};
export type JsonObject = {readonly [name: string]: Json};

export interface Vector {
    readonly id: string;
    readonly comment: string;
    readonly input: JsonObject;
    readonly expect: 'ok' | ProtocolCode;
    readonly output?: JsonObject;
}

export interface VectorFile {
    readonly schema: string;
    readonly spec: string;
    readonly vectors: readonly Vector[];
}

export const VECTORS_FOLDER = findUpwards(process.cwd());

const FILE_FIELDS = ['schema', 'spec', 'vectors'];
const VECTOR_FIELDS = ['id', 'comment', 'input', 'expect', 'output'];
const EXPECTATIONS: readonly string[] = ['ok', ...PROTOCOL_CODES];

/** From wherever in the project it is run: what Jest and what `tsx` know of a module's own place differs. */
function findUpwards(from: string): string {
    const folder = join(from, 'docs', 'vectors');
    if (existsSync(folder)) {
        return folder;
    }
    if (dirname(from) === from) {
        throw new Error('docs/vectors is nowhere above');
    }
    return findUpwards(dirname(from));
}

/** Names without `.json`. */
export function vectorFileNames(): readonly string[] {
    return readdirSync(VECTORS_FOLDER)
        .filter((name) => name.endsWith('.json'))
        .map((name) => name.slice(0, -'.json'.length))
        .sort();
}

export function readVectorFile(name: string): VectorFile {
    return parseVectorFile(name, readFileSync(join(VECTORS_FOLDER, `${name}.json`), 'utf8'));
}

/** A reader that overlooks a field, or reads nothing, would pass for ever: so both are errors. */
export function parseVectorFile(name: string, text: string): VectorFile {
    const file = JSON.parse(text) as VectorFile;
    requireOnly(`${name}.json`, file, FILE_FIELDS);
    if (file.schema !== `e2ee/vectors/${name}/1` || typeof file.spec !== 'string' || file.vectors.length === 0) {
        throw new Error(`${name}.json: another schema, no spec, or no vectors`);
    }
    const ids = new Set<string>();
    for (const vector of file.vectors) {
        requireOnly(`${name}.json, ${vector.id}`, vector, VECTOR_FIELDS);
        if (ids.has(vector.id) || !EXPECTATIONS.includes(vector.expect)) {
            throw new Error(`${name}.json: ${vector.id} is there twice or expects an unknown code`);
        }
        ids.add(vector.id);
    }
    return file;
}

function requireOnly(where: string, object: object, fields: readonly string[]): void {
    const unknown = Object.keys(object).filter((field) => !fields.includes(field));
    if (unknown.length > 0) {
        throw new Error(`${where}: unknown field ${unknown.join(', ')}`);
    }
}
