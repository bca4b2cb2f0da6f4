import type {Route} from '@playwright/test';

import {KeysPage} from '../../pages/keys';
import {vaultDatabase} from '../../support/plugin';
import {ServerHalf} from '../../support/server_half';
import {expect, test, type Member} from '../../support/stage';

const IDENTITY = '**/api/v1/identity';

/** Until `unroute`: what is to be published is lost on its way, or only the answer is. */
async function losePublication({context}: Member, which: 'request' | 'answer'): Promise<void> {
    await context.route(IDENTITY, async (route) => {
        if (route.request().method() !== 'POST') {
            await route.fallback();
            return;
        }
        if (which === 'answer') {
            await route.fetch();
        }
        await route.abort();
    });
}

/** Keeps the publications of this browser on their way, until `unroute`; the first of them is answered here. */
async function holdPublication({context}: Member): Promise<{readonly route: Promise<Route>}> {
    let registered: Promise<unknown> = Promise.resolve();
    const route = new Promise<Route>((resolve) => {
        registered = context.route(IDENTITY, (each) => (each.request().method() === 'POST' ? resolve(each) : each.fallback()));
    });
    await registered;
    return {route};
}

/**
 * Until the answered function is called, IndexedDB of the vault's worker has no room for anything more. Chromium takes an override of
 * an origin's quota (DevTools' `Storage.overrideQuotaForOrigin`), and then stores 30 MB where 1000 bytes were allowed.
 */
async function takeRoom({page}: Member): Promise<() => Promise<void>> {
    const workers = page.workers();
    for (const worker of workers) {
        await worker.evaluate(() => {
            const {put, add} = Object.getOwnPropertyDescriptors(IDBObjectStore.prototype);
            const full = (): never => {
                throw new DOMException('full', 'QuotaExceededError');
            };
            Object.defineProperties(IDBObjectStore.prototype, {put: {...put, value: full}, add: {...add, value: full}});
            Object.assign(globalThis, {giveRoom: () => Object.defineProperties(IDBObjectStore.prototype, {put, add})});
        });
    }
    return async () => {
        for (const worker of workers) {
            await worker.evaluate(() => void (globalThis as unknown as {giveRoom(): void}).giveRoom());
        }
    };
}

async function expectSends(member: Member, text: string): Promise<void> {
    await member.host.sendByEnter(text);
    await member.e2ee.storedId(text);
}

test('cut while a key is renewed: the old state or the new one, whole', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('cut', {members: [ann]});
    const [member] = await stage.encrypted(channel, ann);
    const server = new ServerHalf(await stage.api(ann));
    const keys = new KeysPage(member);
    for (const [which, published] of [
        ['request', 1],
        ['answer', 2],
    ] as const) {
        await losePublication(member, which);
        await keys.fromSettings('Renew my key');
        await member.e2ee.button('Renew my key').click();
        await expect.poll(async () => (await server.ownRecords()).length).toBe(published);
        await expect(member.e2ee.dialog).toHaveAttribute('aria-busy', 'false');
        await member.context.unroute(IDENTITY);
        await member.host.reload();
        await expectSends(member, `after the ${which} was lost`);
        expect(await server.ownRecords()).toHaveLength(published);
    }
    const other = await stage.browser(ann, channel);
    await new KeysPage(other).comeBack(member.recoveryCode);
    await expect(other.e2ee.opened('after the request was lost')).toBeVisible();
    await expect(other.e2ee.opened('after the answer was lost')).toBeVisible();
});

test('cut at each step of starting over: the old keys count until the new ones do', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('steps', {members: [ann]});
    const [member] = await stage.encrypted(channel, ann);
    const server = new ServerHalf(await stage.api(ann));
    const keys = new KeysPage(member);

    await test.step('reloaded while the new code is shown', async () => {
        await keys.beginReset();
        await member.host.reload();
        expect(await server.ownRecords()).toHaveLength(1);
        await expectSends(member, 'with the old keys');
    });
    await test.step('the request is lost, then only its answer', async () => {
        const code = await keys.beginReset();
        await losePublication(member, 'request');
        await member.e2ee.confirmCode();
        await member.e2ee.expectStep('failed');
        expect(await server.ownRecords()).toHaveLength(1);
        await member.context.unroute(IDENTITY);
        await losePublication(member, 'answer');
        await member.e2ee.button('Try again').click();
        await expect.poll(async () => (await server.ownRecords()).length).toBe(2);
        await member.context.unroute(IDENTITY);
        await member.host.reload();
        await expectSends(member, 'with the new keys');
        const other = await stage.browser(ann, channel);
        await new KeysPage(other).comeBack(code);
        await expect(other.e2ee.opened('with the new keys')).toBeVisible();
    });
    await expect(member.e2ee.opened('with the old keys')).toBeVisible();
});

test('two tabs, and two browsers, that renew at once: one chain, and all of them go on', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('atonce', {members: [ann]});
    const [first] = await stage.encrypted(channel, ann);
    const tab = await stage.tab(first, channel);
    const second = await stage.browser(ann, channel);
    await new KeysPage(second).comeBack(first.recoveryCode);
    const server = new ServerHalf(await stage.api(ann));

    const held = await holdPublication(second);
    await new KeysPage(second).fromSettings('Renew my key');
    await second.e2ee.button('Renew my key').click();
    const route = await held.route;
    await Promise.all([first, tab].map((each) => new KeysPage(each).fromSettings('Renew my key')));
    await Promise.all([first, tab].map(({e2ee}) => e2ee.button('Renew my key').click()));
    for (const each of [first, tab]) {
        await expect(each.e2ee.dialog.getByText('Your keys are renewed.').or(each.e2ee.failure)).toBeVisible();
    }
    const published = (await server.ownRecords()).length;
    expect(published).toBeGreaterThan(1);
    await route.continue();
    await expect(second.e2ee.failure).toHaveAttribute('data-code', 'conflict');
    expect(await server.ownRecords()).toHaveLength(published);
    await second.context.unroute(IDENTITY);

    for (const [index, each] of [first, tab, second].entries()) {
        await each.e2ee.closeDialog();
        await each.host.closeSettings();
        await expectSends(each, `from place ${index}`);
    }
    for (const each of [first, tab, second]) {
        await expect(each.e2ee.opened('from place 0')).toBeVisible();
        await expect(each.e2ee.opened('from place 2')).toBeVisible();
    }
});

test('keys that the browser dropped are offered to be restored, and never made anew quietly', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('evicted', {members: [ann]});
    const [member] = await stage.encrypted(channel, ann);
    const server = new ServerHalf(await stage.api(ann));
    const before = await server.ownRecords();
    await expectSends(member, 'before it was dropped');

    // Deleted while the page has it open, as a browser that clears a site's data does.
    await member.page.evaluate(
        (name) =>
            new Promise((resolve) => {
                const request = indexedDB.deleteDatabase(name);
                request.onsuccess = resolve;
                request.onblocked = resolve;
            }),
        vaultDatabase(ann.userId),
    );
    await member.host.reload();
    await expect(new KeysPage(member).banner).toHaveAttribute('data-banner', 'elsewhere');
    await expect(member.e2ee.unreadable('key_missing')).toBeVisible();
    expect(await server.ownRecords()).toEqual(before);
    await new KeysPage(member).comeBack(member.recoveryCode);
    await expect(member.e2ee.opened('before it was dropped')).toBeVisible();
    await expectSends(member, 'after it was restored');
});

test('no room for keys: nothing is published, and it goes on once there is room', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('full', {members: [ann]});
    const server = new ServerHalf(await stage.api(ann));
    const member = await stage.browser(ann, channel);
    await member.e2ee.openDialog();
    await member.e2ee.beginSetUp();
    const giveRoom = await takeRoom(member);
    await member.e2ee.button('Create my keys').click();
    await expect(member.e2ee.failure).toHaveAttribute('data-code', 'storage_full');
    expect(await server.ownRecords()).toEqual([]);

    await giveRoom();
    await member.e2ee.button('Try again').click();
    await member.e2ee.shownCode();
    await member.e2ee.finishSetUp();
    expect(await server.ownRecords()).toHaveLength(1);
});

test('keys that a newer version stored stay as they are, and say so', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('newer', {members: [ann]});
    const [member] = await stage.encrypted(channel, ann);
    await expectSends(member, 'before the newer version');
    const setVersion = async (): Promise<void> => {
        await member.page.goto(`${stage.stack.siteUrl}/api/v4/system/ping`);
        await member.page.evaluate(
            (name) =>
                new Promise((resolve, reject) => {
                    const request = indexedDB.open(name, 1000);
                    request.onerror = reject;
                    request.onsuccess = () => resolve(request.result.close());
                }),
            vaultDatabase(ann.userId),
        );
    };
    await setVersion();
    await member.host.openChannel(stage.stack.team.name, channel.name);
    await expect(member.e2ee.unreadable('storage_newer')).toBeVisible();
    await member.host.sendByEnter('not sent');
    await expect(member.host.composerError).not.toBeEmpty();
    expect(await new ServerHalf(await stage.api(ann)).ownRecords()).toHaveLength(1);
});
