import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {afterEach, beforeEach, test} from 'node:test';

import type {MailDetails, MailSummary} from './mail_parts';
import {MailServer} from './mail_server';

const PGP_MIME = [
    'From: Mattermost <mattermost@example.com>',
    'To: Ann <ann@example.com>',
    'Subject: =?UTF-8?Q?Your_backup_=F0=9F=94=92?=',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=outer',
    '',
    '--outer',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'How to open <b>it</b>',
    '--outer',
    'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=inner',
    '',
    '--inner',
    'Content-Type: application/pgp-encrypted',
    '',
    'Version: 1',
    '--inner',
    'Content-Type: application/octet-stream; name=encrypted.asc',
    '',
    '-----BEGIN PGP MESSAGE-----',
    '',
    'AAAA',
    '-----END PGP MESSAGE-----',
    '--inner--',
    '--outer--',
    '',
];

let folder: string;
let server: MailServer;

async function start(): Promise<void> {
    server = await MailServer.start({folder, smtpPort: 0, pagePort: 0});
}

beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mail-'));
    await start();
});

afterEach(() => {
    server.stop();
    rmSync(folder, {recursive: true, force: true});
});

/** Says each line once the one before was answered, and answers the server's last line. */
async function say(...lines: string[]): Promise<string> {
    const socket = connect(server.smtpPort, '127.0.0.1');
    let last = '';
    for await (const line of createInterface({input: socket})) {
        last = line;
        if (/^\d{3} /.test(line)) {
            const next = lines.shift();
            if (next === undefined) {
                break;
            }
            socket.write(`${next}\r\n`);
        }
    }
    socket.destroy();
    return last;
}

function deliver(message: readonly string[], ...addresses: string[]): Promise<string> {
    const recipients = addresses.map((address) => `RCPT TO:<${address}>`);
    return say('EHLO spec', 'MAIL FROM:<mattermost@example.com>', ...recipients, 'DATA', [...message, '.'].join('\r\n'));
}

async function ask(path: string): Promise<Response> {
    return fetch(`${server.pageUrl}${path}`);
}

async function json<T>(path: string): Promise<T> {
    return (await (await ask(path)).json()) as T;
}

test('keeps what it gets, for each address, also over a restart', async () => {
    assert.match(await deliver(PGP_MIME, 'ann@example.com', 'ben@example.com'), /^250/);
    server.stop();
    await start();
    assert.match(await deliver(['Subject: second', '', 'text'], 'ann@example.com'), /^250/);

    const mails = await json<MailSummary[]>('/mails.json');
    assert.deepEqual(
        mails.map(({id, to, subject}) => [id, to, subject]),
        [
            ['000001', 'ann@example.com', 'Your backup 🔒'],
            ['000002', 'ben@example.com', 'Your backup 🔒'],
            ['000003', 'ann@example.com', 'second'],
        ],
    );
    assert.deepEqual(readdirSync(folder), ['000001.eml', '000002.eml', '000003.eml']);
});

test('shows a mail with its parts, draws nothing of what is in it, and gives it as it came', async () => {
    await deliver(PGP_MIME, 'ann@example.com');
    assert.match(await (await ask('/')).text(), /<a href="\/mails\/000001">Your backup 🔒<\/a>/);
    const shown = await ask('/mails/000001');
    assert.match(shown.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.match(await shown.text(), /How to open &lt;b&gt;it/);

    const {headers, attachments} = await json<MailDetails>('/mails/000001.json');
    assert.deepEqual(headers.at(0), {name: 'Delivered-To', value: 'ann@example.com'});
    assert.deepEqual(
        attachments.map(({mimeType}) => mimeType),
        ['application/pgp-encrypted', 'application/octet-stream'],
    );
    assert.match(await (await ask('/mails/000001/1')).text(), /BEGIN PGP MESSAGE/);
    assert.match(await (await ask('/mails/000001.eml')).text(), /\r\nContent-Type: multipart\/mixed; boundary=outer\r\n/);
});

test('gives the encrypted part of the newest mail for an address', async () => {
    assert.equal((await ask('/newest/ann@example.com.asc')).status, 404);
    await deliver(PGP_MIME, 'ann@example.com');
    await deliver(
        PGP_MIME.map((line) => line.replace('AAAA', 'BBBB')),
        'Ann@example.com',
    );
    const newest = await (await ask('/newest/ann@example.com.asc')).text();
    assert.match(newest, /^-----BEGIN PGP MESSAGE-----\s+BBBB\s+-----END PGP MESSAGE-----\s*$/);
    await deliver(['Subject: clear', '', 'text'], 'ben@example.com');
    assert.equal((await ask('/newest/ben@example.com.asc')).status, 404);
});

test('refuses as it is told to, and takes mail again', async () => {
    server.refuse(true);
    assert.match(await say('EHLO spec', 'MAIL FROM:<mattermost@example.com>', 'RCPT TO:<ann@example.com>'), /^550 This mailbox is closed/);
    server.refuse(false);
    assert.match(await deliver(PGP_MIME, 'ann@example.com'), /^250/);
});

test('has nothing under other names', async () => {
    for (const path of ['/mails/000001', '/mails/../x', '/newest/ann@example.com', '/mails/x.eml']) {
        assert.equal((await ask(path)).status, 404, path);
    }
    assert.equal((await ask('/%zz')).status, 400);
});
