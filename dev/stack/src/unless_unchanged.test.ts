import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, test} from 'node:test';

import {unlessUnchanged} from './unless_unchanged';

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unless-unchanged-'));
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/one.ts'), '1');
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

async function build(settings: string[] = []): Promise<boolean> {
    const step = {inputs: [join(folder, 'src')], settings, output: join(folder, 'out'), stamp: join(folder, 'out.stamp')};
    return unlessUnchanged(step, async () => {
        writeFileSync(step.output, 'built');
        return Promise.resolve();
    });
}

test('builds once for the same inputs', async () => {
    assert.equal(await build(), true);
    assert.equal(await build(), false);
});

test('builds again if a file changed, came or went, a setting changed, or the output is gone', async () => {
    await build();
    writeFileSync(join(folder, 'src/one.ts'), '2');
    assert.equal(await build(), true);
    writeFileSync(join(folder, 'src/two.ts'), '');
    assert.equal(await build(), true);
    rmSync(join(folder, 'src/two.ts'));
    assert.equal(await build(), true);
    assert.equal(await build(['-trimpath']), true);
    rmSync(join(folder, 'out'));
    assert.equal(await build(['-trimpath']), true);
});

test('builds again after a build that failed', async () => {
    const step = {inputs: [join(folder, 'src')], output: join(folder, 'out'), stamp: join(folder, 'out.stamp')};
    await assert.rejects(
        unlessUnchanged(step, () => Promise.reject(new Error('compiler'))),
        /compiler/,
    );
    assert.equal(await build(), true);
});

test('leaves out what was installed or built', async () => {
    await build();
    mkdirSync(join(folder, 'src/node_modules'));
    writeFileSync(join(folder, 'src/node_modules/x.js'), '');
    assert.equal(await build(), false);
});
