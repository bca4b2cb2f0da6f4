import type {BrowserContext} from '@playwright/test';

import {vaultDatabase} from '../support/plugin';
import {ServerHalf} from '../support/server_half';
import {expect, test, type Member, type Stage} from '../support/stage';

const WORKER = /\/plugins\/.*\/vault_worker\.\w+\.js$/;

/** A page of the server's origin without any script: the database can be changed behind the plugin's back. */
async function visitBarePage({page}: Member, stage: Stage): Promise<void> {
    await page.goto(`${stage.stack.siteUrl}/api/v4/system/ping`);
}

/** The text stays in the composer, and a reason stands beside it or in the dialog. */
async function expectHeld(member: Member, text: string, reason: string): Promise<void> {
    await member.host.sendByEnter(text);
    await member.host.expectRefused(text, reason);
}

test('over plain http, clear channels work as before and encrypted ones say what is missing', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('secure', {members: [ann, ben]});
    const clear = await stage.channel('clear', {members: [ann, ben]});
    const [annsBrowser] = await stage.encrypted(channel, ann);
    await annsBrowser.host.sendByEnter('sealed for those who can');
    await expect(annsBrowser.e2ee.opened('sealed for those who can')).toBeVisible();

    const insecure = await stage.insecureBrowser(ben);
    await insecure.host.logIn(ben.username, ben.password);
    expect(await insecure.page.evaluate(() => isSecureContext)).toBe(false);
    await insecure.host.openChannel(stage.stack.team.name, clear.name);
    await insecure.e2ee.expectState('off');
    await insecure.host.sendByEnter('hello in clear');
    await expect(insecure.host.postWith('hello in clear')).toBeVisible();

    await insecure.host.clickChannel(channel);
    await insecure.e2ee.expectState('unknown');
    await expect(insecure.e2ee.unreadable('insecure_context')).toContainText('Encryption needs a secure connection');
    await expectHeld(insecure, 'not this way', 'Encryption needs a secure connection');
    await insecure.e2ee.openDialog();
    await expect(insecure.e2ee.dialog).toContainText('https://');
    expect((await (await stage.api(ann)).posts(channel.id)).map(({message}) => message)).not.toContain('not this way');
});

/** Puts a line in front of the worker's script, where no init script runs: a browser whose storage does what the line says. */
async function alterWorker(context: BrowserContext, line: string): Promise<void> {
    await context.route(WORKER, async (route) => {
        const response = await route.fetch();
        await route.fulfill({response, body: `${line}\n${await response.text()}`});
    });
}

test('a browser that refuses to store anything says so, and writes only where nothing ever was encrypted', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('blocked', {members: [ann, ben]});
    const clear = await stage.channel('clear', {members: [ann, ben]});
    await stage.encrypted(channel, ann);

    const twin = await stage.browser(ben, channel);
    await twin.e2ee.expectState('on');
    const member = await stage.browser(ben, channel, {
        beforeLoad: (context) =>
            alterWorker(context, "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };"),
    });
    await member.e2ee.expectState('unknown');
    await member.e2ee.openDialog();
    await expect(member.e2ee.dialog).toContainText("This browser doesn't let keys be stored");
    await member.e2ee.closeDialog();
    await expectHeld(member, 'kept in the box', "This browser doesn't let keys be stored");

    await member.host.clickChannel(clear);
    await member.e2ee.expectState('off');
    await member.host.sendByEnter('hello in clear');
    await expect(member.host.postWith('hello in clear')).toBeVisible();
});

test('a browser without room says so and publishes nothing; set-up goes through once there is some', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('full', {members: [ann]});
    const member = await stage.browser(ann, channel, {
        beforeLoad: (context) =>
            alterWorker(context, "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); };"),
    });
    await member.e2ee.openDialog();
    await expect(member.e2ee.dialog).toContainText('There is no room left for your keys');
    await member.e2ee.closeDialog();
    expect(await new ServerHalf(await stage.api(ann)).ownRecords()).toEqual([]);

    await member.context.unroute(WORKER);
    await member.host.reload();
    await member.e2ee.openDialog();
    await member.e2ee.createKeys();
    expect(await new ServerHalf(await stage.api(ann)).ownRecords()).toHaveLength(1);
});

test('keys that a newer version stored are left alone, in words', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('newer', {members: [ann]});
    const [member] = await stage.encrypted(channel, ann);
    await visitBarePage(member, stage);
    await member.page.evaluate(async (name) => {
        const request = indexedDB.open(name, 999);
        await new Promise((resolve, reject) => {
            request.onsuccess = resolve;
            request.onerror = reject;
        });
        request.result.close();
    }, vaultDatabase(ann.userId));

    await member.host.openChannel(stage.stack.team.name, channel.name);
    await member.e2ee.openDialog();
    await expect(member.e2ee.dialog).toContainText('Your keys were stored by a newer version');
    await expect(member.e2ee.dialog).toContainText('Your keys are unharmed');
    await member.e2ee.closeDialog();
    await expectHeld(member, 'kept in the box', 'Your keys were stored by a newer version');
});

test('when the worker is gone the page says "reload", keeps the text, and works again after it', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('gone', {members: [ann]});
    const [member] = await stage.encrypted(channel, ann);
    await member.host.sendByEnter('while it is there');
    await expect(member.e2ee.opened('while it is there')).toBeVisible();

    await Promise.all(member.page.workers().map((worker) => worker.evaluate(() => close())));
    await member.host.sendByEnter('while it is gone');
    await expect(member.host.composerError).toContainText('Reload the page', {timeout: 60_000});
    await expect(member.host.composer).toHaveValue('while it is gone');

    await member.host.reloadWithDraft('while it is gone');
    await expect(member.host.composer).toHaveValue('while it is gone');
    await member.host.pressEnter();
    await expect(member.e2ee.opened('while it is gone')).toBeVisible();
});
