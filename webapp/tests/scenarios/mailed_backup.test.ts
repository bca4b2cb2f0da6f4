/**
 * From an OpenPGP key to a mail that restores. The keys are GnuPG's own; what it makes of such a mail is shown end to end.
 */
import {decrypt, readMessage, readPrivateKey} from 'openpgp/lightweight';

import {Failure} from '../../src/lib/errors';
import type {MailKey, MailKeysResult} from '../../src/vault/api';
import type {Browser, Tab} from '../support/browsers';
import {mailKeyFixture} from '../support/mail_keys';
import type {MemoryMailing} from '../support/memory_mailing';
import {resetAndPublish} from './kept_backup';
import {Stage} from './stage';

const MISMATCH = {kind: 'failed', code: 'mail_key_mismatch'};
const DAY_MS = 86_400_000;

let stage: Stage;
let mailing: MemoryMailing;
let browser: Browser;
let ann: Tab;
let code: string;

function keysOf(result: MailKeysResult): readonly MailKey[] {
    if (result.kind === 'failed') {
        throw new Error(result.code);
    }
    return result.keys;
}

async function pasted(name: string): Promise<MailKey> {
    const [key] = keysOf(await ann.vault.readMailKeys(mailKeyFixture(name)));
    if (!key) {
        throw new Error('one key');
    }
    return key;
}

function served(...names: readonly string[]): void {
    const source = 'hkps://keys.example.org';
    mailing.served = names.map((name) => ({source, key: new TextEncoder().encode(mailKeyFixture(name))}));
}

/** What its owner sees of the last mail. */
async function opened(name: string): Promise<string> {
    const {data} = (await decrypt({
        message: await readMessage({armoredMessage: mailing.mails.at(-1)?.message ?? ''}),
        decryptionKeys: await readPrivateKey({armoredKey: mailKeyFixture(`unsafe_testing_${name}`)}),
    })) as {readonly data: string};
    return data;
}

/** After the keys of the fixtures were made, and before those that expire do. */
beforeEach(async () => {
    stage = new Stage();
    stage.clock.ms += 2.5 * DAY_MS;
    mailing = stage.server.mailing;
    browser = stage.browser();
    ann = browser.openTab();
    await ann.logIn('ann');
    code = await ann.setUp();
});

describe('a mailed backup', () => {
    test.each(['rsa3072', 'curve25519', 'nistp384'])('to a key of %s restores with nothing else', async (name) => {
        const {fingerprint} = await pasted(name);
        await expect(ann.vault.mailBackup({fingerprint, recoveryCode: code.toLowerCase()}, stage.clock.now())).resolves.toEqual({
            kind: 'mailed',
            to: 'a…@example.org',
            hasCode: true,
        });
        const text = await opened(name);
        expect(text).toContain(`Recovery code: ${code}`);

        const fresh = stage.browser().openTab();
        await fresh.logIn('ann');
        await expect(fresh.vault.restoreBackup({kind: 'text', text})).resolves.toMatchObject({own: {kind: 'active'}});
        await expect(ann.vault.checkBackup({kind: 'text', text}, 1)).resolves.toEqual({kind: 'checked', opens: true});
    });

    test('is said to have no code in it where none was given', async () => {
        const {fingerprint} = await pasted('rsa3072');
        await expect(ann.vault.mailBackup({fingerprint}, stage.clock.now())).resolves.toMatchObject({hasCode: false});
        expect(mailing.mails).toMatchObject([{hasCode: false}]);
        const text = await opened('rsa3072');
        expect(text).not.toContain(code);
        await expect(ann.vault.compareBackup({kind: 'text', text})).resolves.toEqual({kind: 'code_needed'});
        await expect(ann.vault.compareBackup({kind: 'text', text, recoveryCode: code})).resolves.toMatchObject({outcome: 'same'});
    });

    test('of keys that were just made carries their code, and restores once they are published', async () => {
        const made = await ann.vault.reset(stage.clock.now());
        const {fingerprint} = await pasted('nistp384');
        const ofNewKeys = {fingerprint, ofNewKeys: true};
        await expect(ann.vault.mailBackup(ofNewKeys, stage.clock.now())).resolves.toMatchObject({hasCode: true});
        const text = await opened('nistp384');
        expect(text).toContain(made.kind === 'created' ? made.recoveryCode : 'no code');
        const fresh = stage.browser().openTab();
        await fresh.logIn('ann');
        await expect(fresh.vault.compareBackup({kind: 'text', text})).resolves.toMatchObject({outcome: 'newer', generations: 1});
        await ann.vault.publish();
        await expect(fresh.vault.compareBackup({kind: 'text', text})).resolves.toMatchObject({outcome: 'same'});
        await expect(fresh.vault.restoreBackup({kind: 'text', text})).resolves.toMatchObject({own: {kind: 'active', generation: 1}});

        // Afterwards nobody has the code any more.
        await expect(ann.vault.mailBackup(ofNewKeys, stage.clock.now())).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
        await expect(ann.vault.mailBackup({fingerprint}, stage.clock.now())).resolves.toMatchObject({hasCode: false});
    });

    test('of keys that were never published takes nothing from a browser that was given it', async () => {
        await ann.vault.reset(stage.clock.now());
        const {fingerprint} = await pasted('rsa3072');
        await ann.vault.mailBackup({fingerprint, ofNewKeys: true}, stage.clock.now());
        const abandoned = await opened('rsa3072');
        const fresh = stage.browser().openTab();
        await fresh.logIn('ann');
        await expect(fresh.vault.restoreBackup({kind: 'text', text: abandoned})).resolves.toMatchObject({own: {kind: 'elsewhere'}});
        await expect(fresh.restore(code)).resolves.toMatchObject({own: {kind: 'active', generation: 0}});

        // Nor does what waits get into a mail of the keys in use.
        await ann.vault.mailBackup({fingerprint, recoveryCode: code}, stage.clock.now());
        await expect(fresh.vault.compareBackup({kind: 'text', text: await opened('rsa3072')})).resolves.toMatchObject({outcome: 'same'});
    });

    test('is not sent with a code that would not open it', async () => {
        const {fingerprint} = await pasted('rsa3072');
        const newCode = await resetAndPublish(ann, stage.clock.now());
        const mail = (recoveryCode: string) => ann.vault.mailBackup({fingerprint, recoveryCode}, stage.clock.now());
        await expect(mail(newCode)).resolves.toMatchObject({hasCode: true});
        await expect(mail(code)).resolves.toEqual({kind: 'failed', code: 'code_wrong'});
        await expect(mail(code.slice(1))).resolves.toEqual({kind: 'failed', code: 'code_length'});
        expect(mailing.mails).toHaveLength(1);
    });

    test('that the mail server refused is told as it said it, and pins nothing', async () => {
        const {fingerprint} = await pasted('rsa3072');
        mailing.failure = new Failure('mail_failed', {detail: '550 No such mailbox'});
        await expect(ann.vault.mailBackup({fingerprint}, stage.clock.now())).resolves.toEqual({
            kind: 'failed',
            code: 'mail_failed',
            detail: '550 No such mailbox',
        });
        await expect(ann.vault.ownBackup()).resolves.not.toHaveProperty('mailKey');
        mailing.failure = undefined;
        await expect(ann.vault.mailBackup({fingerprint}, stage.clock.now())).resolves.toMatchObject({kind: 'mailed'});
        await expect(ann.vault.ownBackup()).resolves.toMatchObject({mailKey: {fingerprint, source: 'pasted'}});
    });

    test.each(['expired_subkey', 'revoked', 'sign_only', 'rsa1024', 'not_yet_valid'])(
        'is never encrypted to a key that is %s',
        async (name) => {
            stage.clock.ms += 30 * DAY_MS;
            const {fingerprint, problem} = await pasted(name);
            expect(problem).toBeDefined();
            await expect(ann.vault.mailBackup({fingerprint}, stage.clock.now())).resolves.toEqual({
                kind: 'failed',
                code: 'mail_key_unusable',
            });
            expect(mailing.mails).toEqual([]);
        },
    );
});

describe('the pinned key', () => {
    test('is mailed to again after a reload, without a look-up', async () => {
        const {fingerprint} = await pasted('rsa3072');
        await ann.vault.mailBackup({fingerprint}, stage.clock.now());
        const reloaded = browser.openTab();
        await reloaded.logIn('ann');
        await expect(reloaded.vault.ownBackup()).resolves.toMatchObject({
            mailKey: {fingerprint, userIds: ['Rsa 3072 <rsa3072@example.org>'], encryption: {algorithm: 'rsa3072'}},
        });
        await expect(reloaded.vault.mailBackup({fingerprint}, stage.clock.now())).resolves.toMatchObject({kind: 'mailed'});
        expect(mailing.asked).toEqual([]);
    });

    test('is told apart from another one', async () => {
        const {fingerprint} = await pasted('rsa3072');
        await ann.vault.mailBackup({fingerprint}, stage.clock.now());
        await expect(pasted('rsa3072')).resolves.not.toHaveProperty('isChanged');
        await expect(pasted('nistp384')).resolves.toMatchObject({isChanged: true});
    });

    test('is not used any more once it has expired', async () => {
        stage.clock.ms = Date.UTC(2026, 0, 3);
        const {fingerprint} = await pasted('expired');
        await ann.vault.mailBackup({fingerprint}, stage.clock.now());
        stage.clock.ms += 30 * DAY_MS;
        const reloaded = browser.openTab();
        await reloaded.logIn('ann');
        await expect(reloaded.vault.ownBackup()).resolves.toMatchObject({mailKey: {fingerprint, problem: 'expired'}});
        await expect(reloaded.vault.mailBackup({fingerprint}, stage.clock.now())).resolves.toEqual({
            kind: 'failed',
            code: 'mail_key_unusable',
        });
    });
});

describe('a key that is looked up', () => {
    test('is the one that was asked for, as gpg prints its fingerprint', async () => {
        const {fingerprint} = await pasted('curve25519');
        served('rsa3072', 'curve25519');
        const printed = ` 0x${fingerprint.slice(0, 20).toLowerCase()}  ${fingerprint.slice(20).replace(/.{4}/g, '$& ')}`;
        const keys = keysOf(await ann.vault.lookUpMailKey(printed));
        expect(keys).toMatchObject([{fingerprint, source: 'hkps://keys.example.org'}]);
        expect(mailing.asked).toEqual([fingerprint]);
        await expect(ann.vault.mailBackup({fingerprint}, stage.clock.now())).resolves.toMatchObject({kind: 'mailed'});
    });

    test.each(['', 'ABCD', 'F'.repeat(39), 'G'.repeat(40), 'ann@example.org'])('is not asked for by %j', async (typed) => {
        await expect(ann.vault.lookUpMailKey(typed)).resolves.toEqual({kind: 'failed', code: 'mail_key_malformed'});
        expect(mailing.asked).toEqual([]);
    });

    test('is refused where another one was served in its place', async () => {
        const {fingerprint} = await pasted('curve25519');
        served('curve25519');
        expect(keysOf(await ann.vault.lookUpMailKey(fingerprint))).toHaveLength(1);
        served('rsa3072', 'two_keys');
        await expect(ann.vault.lookUpMailKey(fingerprint)).resolves.toEqual(MISMATCH);
    });

    test.each<[string, string]>([
        ['a page', '<!doctype html><title>Not found</title>'],
        ['a secret key', mailKeyFixture('unsafe_testing_rsa3072')],
        ['nothing', ''],
    ])('is refused where %s was served', async (_case, text) => {
        mailing.served = [{source: 'wkd:example.org', key: new TextEncoder().encode(text)}];
        await expect(ann.vault.lookUpMailKey('A'.repeat(40))).resolves.toEqual({
            kind: 'failed',
            code: 'key_server_failed',
            detail: 'not_a_key',
        });
    });

    test('is read although another source served rubbish', async () => {
        const {fingerprint} = await pasted('curve25519');
        served('curve25519');
        mailing.served = [{source: 'wkd:example.org', key: Uint8Array.of(0x99, 1, 2)}, ...mailing.served];
        expect(keysOf(await ann.vault.lookUpMailKey(fingerprint))).toMatchObject([{fingerprint}]);
    });

    test.each([
        [new Failure('key_not_found'), {code: 'key_not_found'}],
        [new Failure('key_server_off'), {code: 'key_server_off'}],
        [new Failure('key_server_failed', {detail: 'timeout'}), {code: 'key_server_failed', detail: 'timeout'}],
        [new Failure('rate_limited'), {code: 'rate_limited'}],
    ])('fails as the look-up did: %s', async (failure, failed) => {
        mailing.failure = failure;
        await expect(ann.vault.lookUpMailKey('A'.repeat(40))).resolves.toEqual({kind: 'failed', ...failed});
    });
});

describe('a key that is suggested', () => {
    let fingerprint: string;

    const mail = (typed?: string) => ann.vault.mailBackup({fingerprint, ...(typed !== undefined && {typed})}, stage.clock.now());

    beforeEach(async () => {
        served('two_keys');
        const keys = keysOf(await ann.vault.suggestMailKeys());
        expect(keys).toHaveLength(2);
        fingerprint = keys[0]?.fingerprint ?? '';
    });

    test('is used once its last sixteen digits were typed', async () => {
        const typed = fingerprint.slice(-16).toLowerCase().replace(/.{4}/g, '$& ');
        await expect(mail(typed)).resolves.toMatchObject({kind: 'mailed'});
        await expect(ann.vault.ownBackup()).resolves.toMatchObject({mailKey: {fingerprint, source: 'hkps://keys.example.org'}});
    });

    test.each<[string, (fingerprint: string) => string | undefined]>([
        ['nothing', () => undefined],
        ['no digits', () => ''],
        ['fifteen digits', (digits) => digits.slice(-15)],
        ['other digits', (digits) => digits.slice(-16).replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
        ['the first digits', (digits) => digits.slice(0, 16)],
    ])('is not used where %s was typed', async (_case, typed) => {
        await expect(mail(typed(fingerprint))).resolves.toEqual(MISMATCH);
        expect(mailing.mails).toEqual([]);
    });

    test('is no suggestion any more once it was asked for by its fingerprint, whatever is suggested later', async () => {
        await ann.vault.lookUpMailKey(fingerprint);
        await ann.vault.suggestMailKeys();
        await expect(mail()).resolves.toMatchObject({kind: 'mailed'});
    });

    test('is unknown after a reload', async () => {
        const reloaded = browser.openTab();
        await reloaded.logIn('ann');
        const request = {fingerprint, typed: fingerprint.slice(-16)};
        await expect(reloaded.vault.mailBackup(request, stage.clock.now())).resolves.toEqual(MISMATCH);
    });
});
