import assert from 'node:assert/strict';
import {test} from 'node:test';
import {deflateSync, gzipSync} from 'node:zlib';

import {CanarySearch} from './canary';

const WORD = 'otter-in-the-reeds-4711';
const search = new CanarySearch([WORD]);
const around = (bytes: Buffer | string) => Buffer.concat([Buffer.from([1, 2, 3, 255]), Buffer.from(bytes), Buffer.from([0, 9])]);

const hidden: Record<string, Buffer> = {
    plain: around(`xx${WORD}yy`),
    hex: around(Buffer.from(WORD).toString('hex')),
    'utf-16le': around(Buffer.from(WORD, 'utf16le')),
    'utf-16be': around(Buffer.from(WORD, 'utf16le').swap16()),
    'base64, first alignment': around(Buffer.from(WORD).toString('base64')),
    'base64, second alignment': around(Buffer.from(`a${WORD}`).toString('base64')),
    'base64, third alignment': around(Buffer.from(`ab${WORD}`).toString('base64')),
    gzip: around(gzipSync(`say ${WORD} twice`)),
    zlib: deflateSync(`say ${WORD} twice`),
    'utf-16 in gzip in base64': around(gzipSync(Buffer.from(WORD, 'utf16le')).toString('base64')),
};

for (const [form, bytes] of Object.entries(hidden)) {
    test(`finds the word as ${form}`, () => {
        assert.notDeepEqual(search.find(bytes), []);
    });
}

test('finds nothing in bytes that hold another word', () => {
    for (const bytes of Object.values(hidden)) {
        assert.deepEqual(new CanarySearch(['heron-in-the-reeds-4712']).find(bytes), []);
    }
});
