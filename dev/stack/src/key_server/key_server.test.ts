import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, test} from 'node:test';

import {GnuPG, GnuPGError} from '../gnupg/gnupg';
import {KeyServer} from './key_server';
import {wkdHash} from './wkd';

const ANN = 'Ann: Ä <ann@example.com>';

let folder: string;
let server: KeyServer;
let ann: GnuPG;
let fingerprint: string;

beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
    server = await KeyServer.start(join(folder, 'server'), 0);
    ann = GnuPG.open(join(folder, 'ann'));
    fingerprint = await ann.generate(ANN);
});

afterEach(async () => {
    server.stop();
    await ann.close();
    rmSync(folder, {recursive: true, force: true});
});

function lookUp(search: string, op = 'get'): Promise<Response> {
    const parameters = new URLSearchParams({op, options: 'mr', search});
    return fetch(`${server.pageUrl}/pks/lookup?${parameters.toString()}`, {redirect: 'manual'});
}

async function fetched(search: string): Promise<string> {
    return (await lookUp(search)).text();
}

test('gpg itself sends a key, searches for it and fetches it', async () => {
    const keyServer = ['--keyserver', server.hkpUrl];
    await ann.run([...keyServer, '--send-keys', fingerprint]);

    const ben = GnuPG.open(join(folder, 'ben'));
    try {
        const found = await ben.run([...keyServer, '--with-colons', '--search-keys', 'ann@example.com']);
        assert.match(found.toString('utf8'), new RegExp(`^pub:${fingerprint}:22:`, 'm'));
        await ben.run([...keyServer, '--recv-keys', fingerprint]);
        assert.deepEqual(
            (await ben.keys()).map((key) => [key.fingerprint, key.userIds[0]?.text]),
            [[fingerprint, ANN]],
        );
        await assert.rejects(ben.run([...keyServer, '--recv-keys', fingerprint.replace(/^.{8}/, '00000000')]), GnuPGError);
    } finally {
        await ben.close();
    }
});

test('finds by fingerprint, key id, subkey and words, and keeps its keys over a restart', async () => {
    await server.keys.add(await ann.armored(fingerprint));
    server.stop();
    server = await KeyServer.start(join(folder, 'server'), 0);
    const subkey = (await ann.keys())[0]?.subkeys[0]?.fingerprint ?? '';
    for (const search of [`0x${fingerprint}`, `0x${fingerprint.slice(-16).toLowerCase()}`, `0x${subkey}`, 'ann@example.com', 'ANN:']) {
        assert.match(await fetched(search), /^-----BEGIN PGP PUBLIC KEY BLOCK-----/, search);
    }
    for (const search of ['0x', `0x${'0'.repeat(40)}`, 'ben@example.com']) {
        assert.equal((await lookUp(search)).status, 404, search);
    }
    assert.match(
        await (await lookUp('ann', 'index')).text(),
        /^info:1:1\npub:[0-9A-F]{40}:22:255:\d+::\nuid:Ann%3A%20%C3%84%20%3Cann%40example.com%3E:\d+::\n$/,
    );
    assert.match(await (await fetch(server.pageUrl)).text(), new RegExp(fingerprint));
});

test('takes in a revocation of a key that it has', async () => {
    await server.keys.add(await ann.armored(fingerprint));
    assert.doesNotMatch(await (await lookUp('ann', 'index')).text(), /:r\n/);
    await server.keys.add(await ann.revocation(fingerprint));
    assert.match(await (await lookUp('ann', 'index')).text(), /^pub:.*:r$/m);
});

test('refuses what is no key', async () => {
    const response = await fetch(`${server.pageUrl}/pks/add`, {method: 'POST', body: new URLSearchParams({keytext: 'hello'})});
    assert.equal(response.status, 400);
    assert.deepEqual(await server.keys.all(), []);
});

test('is a Web Key Directory of both methods', async () => {
    await server.keys.add(await ann.armored(fingerprint));
    const hash = wkdHash('ann');
    for (const path of [`hu/${hash}?l=ann`, `example.com/hu/${hash}?l=ann`]) {
        const response = await fetch(`${server.pageUrl}/.well-known/openpgpkey/${path}`);
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), await ann.binary(fingerprint));
    }
    assert.equal((await fetch(`${server.pageUrl}/.well-known/openpgpkey/example.org/hu/${hash}`)).status, 404);
    assert.equal((await fetch(`${server.pageUrl}/.well-known/openpgpkey/policy`)).status, 200);
});

test('is as bad as it is told to be, and honest again', async () => {
    await server.keys.add(await ann.armored(fingerprint));
    const other = await ann.generate('Another <another@example.com>');
    await server.keys.add(await ann.armored(other));
    const truth = await ann.armored(fingerprint);
    const ask = (): Promise<Response> => lookUp(`0x${fingerprint}`);

    server.behave('other_key');
    assert.equal(await (await ask()).text(), await ann.armored(other));
    server.behave('huge');
    assert.ok((await (await ask()).text()).length > 20_000_000);
    server.behave('html');
    assert.match((await ask()).headers.get('content-type') ?? '', /^text\/html/);
    server.behave('failing');
    assert.equal((await ask()).status, 500);
    server.behave('redirecting');
    const elsewhere = (await ask()).headers.get('location') ?? '';
    assert.equal(new URL(elsewhere).hostname, 'localhost');
    assert.equal(await (await fetch(elsewhere.replace('localhost', '127.0.0.1'))).text(), truth);
    server.behave('slow');
    await assert.rejects(fetch(`${server.pageUrl}/pks/lookup?op=get&search=ann`, {signal: AbortSignal.timeout(300)}), {
        name: 'TimeoutError',
    });
    server.behave('honest');
    assert.equal(await (await ask()).text(), truth);
});
