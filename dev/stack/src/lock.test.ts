import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, test} from 'node:test';

import {lockStateFolder} from './lock';

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

test('refuses a second stack until the first gave the folder free', () => {
    const unlock = lockStateFolder(folder);
    assert.throws(() => lockStateFolder(folder), /already runs/);
    unlock();
    lockStateFolder(folder)();
});

test('takes over from a stack that was killed, also if its process id belongs to another program now', () => {
    writeFileSync(join(folder, 'stack.pid'), JSON.stringify({pid: 2 ** 22 + 1, startedAt: '1'}));
    lockStateFolder(folder);
    writeFileSync(join(folder, 'stack.pid'), JSON.stringify({pid: process.ppid, startedAt: '1'}));
    lockStateFolder(folder);
});
