import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, test} from 'node:test';

import {GnuPG, GnuPGError} from './gnupg';

let folder: string;
let gnupg: GnuPG;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gnupg-'));
    gnupg = GnuPG.open(join(folder, 'home'));
});

afterEach(async () => {
    await gnupg.close();
    rmSync(folder, {recursive: true, force: true});
});

test('makes a key in a folder that nobody else can read, and lists it', async () => {
    assert.equal(statSync(gnupg.home).mode & 0o777, 0o700);
    const fingerprint = await gnupg.generate('Ann: the First <ann@example.com>');
    const [key, ...others] = await gnupg.keys();
    assert.equal(others.length, 0);
    assert.equal(key?.fingerprint, fingerprint);
    assert.deepEqual(
        key.userIds.map(({text}) => text),
        ['Ann: the First <ann@example.com>'],
    );
    assert.deepEqual([key.algorithm, key.subkeys.map(({algorithm}) => algorithm)], [22, [18]]);
    assert.equal(await gnupg.has(fingerprint), true);
    assert.equal(await gnupg.has(fingerprint.replace(/^./, 'X')), false);
});

test('opens what was sealed for its key, and says why it can’t where it can’t', async () => {
    const fingerprint = await gnupg.generate('Ann <ann@example.com>');
    const sealed = await gnupg.run(['--armor', '--encrypt', '--recipient', fingerprint], 'a text');
    assert.equal((await gnupg.run(['--decrypt'], sealed)).toString('utf8'), 'a text');

    const stranger = GnuPG.open(join(folder, 'stranger'));
    await assert.rejects(stranger.run(['--decrypt'], sealed), (error: unknown) => {
        assert.ok(error instanceof GnuPGError);
        assert.match(error.message, /No secret key/);
        return true;
    });
    await stranger.close();
});

test('takes in what is new about a key that it has', async () => {
    const keeper = GnuPG.open(join(folder, 'keeper'));
    const fingerprint = await gnupg.generate('Ann <ann@example.com>');
    await keeper.import(await gnupg.armored(fingerprint));
    assert.deepEqual([(await keeper.keys())[0]?.validity === 'r', (await keeper.keys())[0]?.userIds.length], [false, 1]);
    await gnupg.run(['--quick-add-uid', fingerprint, 'Ann <second@example.com>']);
    await keeper.import(await gnupg.binary(fingerprint));
    assert.equal((await keeper.keys())[0]?.userIds.length, 2);
    await keeper.close();
});

test('refuses a folder whose path is too long for sockets', () => {
    assert.throws(() => GnuPG.open(join(folder, 'x'.repeat(100))), /too long.*E2EE_STATE_DIR/);
});
