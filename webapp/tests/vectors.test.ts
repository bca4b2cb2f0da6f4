/**
 * The annex of docs/protocol.md. Reading is strict: a file without a reader, a reader without a file, a field that
 * nobody looks at and an empty file all fail.
 */
import {Failure} from '../src/lib/errors';
import {Input} from './support/vectors/input';
import {READERS} from './support/vectors/readers';
import type {Reader} from './support/vectors/readers';
import {parseVectorFile, readVectorFile, vectorFileNames} from './support/vectors/vector_file';
import type {JsonObject, Vector} from './support/vectors/vector_file';

interface Outcome {
    readonly expect: string;
    readonly output?: JsonObject;
}

async function outcomeOf(reader: Reader, {input}: Vector): Promise<Outcome> {
    const fields = new Input(input);
    try {
        const output = await reader(fields);
        return {expect: 'ok', output};
    } catch (error) {
        if (!(error instanceof Failure)) {
            throw error;
        }
        return {expect: error.code, ...(error.group !== undefined && {output: {group: error.group}})};
    } finally {
        fields.requireAllAsked();
    }
}

test('every file has a reader, and every reader a file', () => {
    expect(vectorFileNames()).toEqual(Object.keys(READERS).sort());
});

describe.each(Object.entries(READERS))('%s.json', (name, reader) => {
    const {vectors} = readVectorFile(name);

    test.each(vectors.map((vector) => [vector.id, vector.comment, vector] as const))('%s: %s', async (_id, _comment, vector) => {
        const {expect: expected, output} = vector;
        expect(await outcomeOf(reader, vector)).toEqual({expect: expected, ...(output && {output})});
    });

    test('has a valid vector, so that the others fail for their one defect', () => {
        expect(vectors.map((vector) => vector.expect)).toContain('ok');
    });
});

describe('reading strictly', () => {
    const vector = {id: 'one', comment: '', input: {}, expect: 'ok'};
    const file = {schema: 'e2ee/vectors/name/1', spec: '', vectors: [vector]};
    const parse = (changed: object) => parseVectorFile('name', JSON.stringify(changed));

    test('takes a file that is in order', () => {
        expect(parse(file).vectors).toHaveLength(1);
    });

    test.each([
        ['no vectors', {...file, vectors: []}],
        ['another schema', {...file, schema: 'e2ee/vectors/other/1'}],
        ['an unknown field of the file', {...file, extra: 1}],
        ['an unknown field of a vector', {...file, vectors: [{...vector, extra: 1}]}],
        ['an id that is there twice', {...file, vectors: [vector, vector]}],
        ['an unknown code', {...file, vectors: [{...vector, expect: 'odd'}]}],
    ])('refuses %s', (_what, changed) => {
        expect(() => parse(changed)).toThrow();
    });

    test('refuses a field of the input that no reader asks for', () => {
        const input = new Input({asked: 'a', nested: {unasked: 'b'}});
        input.string('asked');
        input.object('nested');
        expect(() => input.requireAllAsked()).toThrow('unasked');
    });
});
