import type {Route} from '@playwright/test';

import {Asked} from '../support/asked';
import {bundleOfVersion} from '../support/bundle';
import {PLACEHOLDER} from '../support/plugin';
import {expect, test, type KeyedMember, type Member, type Stage} from '../support/stage';

/** Nothing of `text` is stored in clear; if it is stored, then sealed and once. */
async function expectSealedOnce(stage: Stage, channelId: string, reader: Member, text: string): Promise<void> {
    await expect(reader.e2ee.opened(text)).toHaveCount(1, {timeout: 30_000});
    const posts = await (await stage.api(reader.account)).posts(channelId);
    expect(posts.filter(({message}) => message.includes(text))).toEqual([]);
}

async function encrypt(member: Member): Promise<void> {
    await member.e2ee.openDialog();
    await member.e2ee.encrypt();
    await member.e2ee.closeDialog();
}

/** Keeps the next post of this browser on its way until the spec lets it go on. */
async function holdNextPost({context}: Member): Promise<{readonly route: Promise<Route>}> {
    let registered: Promise<unknown> = Promise.resolve();
    const route = new Promise<Route>((resolve) => {
        registered = context.route('**/api/v4/posts', resolve, {times: 1});
    });
    await registered;
    return {route};
}

/** Two members with keys at a channel that is not encrypted yet. */
async function twoAtClearChannel(stage: Stage): Promise<{channelId: string; ann: KeyedMember; ben: KeyedMember}> {
    const [annsAccount, bensAccount] = await stage.people('ann', 'ben');
    const channel = await stage.channel('lifecycle', {members: [annsAccount, bensAccount]});
    const [ann, ben] = await Promise.all([stage.keyed(annsAccount, channel), stage.keyed(bensAccount, channel)]);
    return {channelId: channel.id, ann, ben};
}

test('a server that restarts while the page is open: what was written meanwhile arrives sealed, and so does what follows', async ({
    stage,
}) => {
    test.setTimeout(180_000);
    const [annsAccount, bensAccount] = await stage.people('ann', 'ben');
    const channel = await stage.channel('restart', {members: [annsAccount, bensAccount]});
    const [ann, ben] = await stage.encrypted(channel, annsAccount, bensAccount);
    await ann.host.sendByEnter('before the restart');
    await expect(ben.e2ee.opened('before the restart')).toBeVisible();

    await stage.control.stopServer();
    try {
        await ann.host.sendByEnter('while it was away');
        await expect(ann.host.retry).toBeVisible({timeout: 30_000});
        await expect(ann.e2ee.opened('while it was away')).toBeVisible();
    } finally {
        await stage.control.startServer();
    }
    await ann.host.retry.click();
    await ann.e2ee.storedId('while it was away');
    await expectSealedOnce(stage, channel.id, ben, 'while it was away');
    await ben.host.sendByEnter('after the restart');
    await expectSealedOnce(stage, channel.id, ann, 'after the restart');
});

test('a lost connection while the page is open: the sealed post fails, is retried, and arrives once', async ({stage}) => {
    const [annsAccount, bensAccount] = await stage.people('ann', 'ben');
    const channel = await stage.channel('offline', {members: [annsAccount, bensAccount]});
    const [ann, ben] = await stage.encrypted(channel, annsAccount, bensAccount);
    await ann.host.sendByEnter('while connected');
    await expect(ben.e2ee.opened('while connected')).toBeVisible();

    await ann.context.setOffline(true);
    await ann.host.sendByEnter('written offline');
    await expect(ann.host.retry).toBeVisible();
    await ann.context.setOffline(false);
    await ann.host.retry.click();
    await expectSealedOnce(stage, channel.id, ben, 'written offline');
});

test('a clear post that is on its way while somebody encrypts is not stored; its text comes back and is sent sealed', async ({stage}) => {
    const {channelId, ann, ben} = await twoAtClearChannel(stage);
    await ben.host.sendByEnter('a clear one, as a twin');
    await expect(ann.host.postWith('a clear one, as a twin')).toBeVisible();

    const onItsWay = await holdNextPost(ben);
    await ben.host.sendByEnter('overtaken on the way');
    const route = await onItsWay.route;
    await encrypt(ann);
    await ben.e2ee.expectState('on');
    await route.continue();

    await expect(ben.host.composer).toHaveValue('overtaken on the way');
    await expect(ben.e2ee.composerNotice).toContainText('Somebody else was faster');
    await expect(ben.host.retry).toHaveCount(0);
    await ben.host.pressEnter();
    await expectSealedOnce(stage, channelId, ann, 'overtaken on the way');
});

test('a refused text whose place is taken by another is offered back', async ({stage}) => {
    const {channelId, ann, ben} = await twoAtClearChannel(stage);
    const onItsWay = await holdNextPost(ben);
    await ben.host.sendByEnter('overtaken on the way');
    const route = await onItsWay.route;
    await ben.host.write('the next thought');
    await encrypt(ann);
    await ben.e2ee.expectState('on');
    await route.continue();

    await expect(ben.e2ee.dialog).toHaveAttribute('data-dialog', 'unacknowledged');
    await expect(ben.e2ee.dialog).toContainText('overtaken on the way');
    await ben.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await ben.e2ee.button('Copy').click();
    expect(await ben.page.evaluate(() => navigator.clipboard.readText())).toBe('overtaken on the way');
    await ben.e2ee.closeDialog();
    await ben.host.pressEnter();
    await expectSealedOnce(stage, channelId, ann, 'the next thought');
});

test('a clear post that failed before somebody encrypted is not sent by "Retry"; its text comes back and is sent sealed', async ({
    stage,
}) => {
    const {channelId, ann, ben} = await twoAtClearChannel(stage);
    await ben.context.route('**/api/v4/posts', (route) => route.abort(), {times: 1});
    await ben.host.sendByEnter('a twin that may be retried');
    await ben.host.retry.click();
    await expect(ann.host.postWith('a twin that may be retried')).toBeVisible();

    await ben.context.route('**/api/v4/posts', (route) => route.abort(), {times: 1});
    await ben.host.sendByEnter('failed before');
    await expect(ben.host.retry).toBeVisible();
    await encrypt(ann);
    await ben.e2ee.expectState('on');
    const sentBefore = ben.sent.to('/api/v4/posts').length;
    await ben.host.retry.click();
    await expect(ben.host.composer).toHaveValue('failed before');
    await expect(ben.host.retry).toHaveCount(0);
    expect(ben.sent.to('/api/v4/posts')).toHaveLength(sentBefore);
    await ben.host.pressEnter();
    await expectSealedOnce(stage, channelId, ann, 'failed before');
});

test('the plugin is disabled and enabled while the page is open: nothing is lost and nothing goes out in clear', async ({stage}) => {
    const [annsAccount, bensAccount] = await stage.people('ann', 'ben');
    const channel = await stage.channel('switched', {members: [annsAccount, bensAccount]});
    const [ann, ben] = await stage.encrypted(channel, annsAccount, bensAccount);
    await ann.host.sendByEnter('sealed before');
    await expect(ben.e2ee.opened('sealed before')).toBeVisible();
    await ann.host.write('under way');

    await stage.withoutPlugin(async () => {
        await expect(ann.e2ee.composerLock).toHaveCount(0);
        await expect(ann.host.posts.last()).toContainText('Encrypted message');
        await expect(ann.host.composer).toHaveValue('under way');
        const asked = await Asked.on(ann.page);
        await ann.host.clickSend();
        await asked.expect('POST /api/v4/posts');
        await expect(ann.host.composer).toHaveValue('under way');
        expect(await stage.database.sealedPosts(channel.id)).toHaveLength(1);
    });

    await ann.e2ee.expectState('on', 30_000);
    await expect(ann.e2ee.opened('sealed before')).toBeVisible();
    await expect(ann.host.composer).toHaveValue('under way');
    await ann.host.clickSend();
    await ben.e2ee.expectState('on', 30_000);
    await expectSealedOnce(stage, channel.id, ben, 'under way');
});

test('the plugin is updated while the page is open: the text stays, and goes out sealed', async ({stage}) => {
    const [annsAccount, bensAccount] = await stage.people('ann', 'ben');
    const channel = await stage.channel('updated', {members: [annsAccount, bensAccount]});
    const [ann, ben] = await stage.encrypted(channel, annsAccount, bensAccount);
    await ann.host.sendByEnter('by the old version');
    await expect(ben.e2ee.opened('by the old version')).toBeVisible();
    await ann.host.write('begun in the old version');

    const loaded = ann.page.waitForResponse((response) => response.url().includes('app.e2ee') && response.url().includes('_bundle.js'));
    await stage.admin.uploadPlugin(await bundleOfVersion(stage.stack.plugin.bundle, '0.1.999'));
    try {
        await loaded;
        await ann.e2ee.expectState('on', 30_000);
        await expect(ann.host.composer).toHaveValue('begun in the old version');
        await ann.host.clickSend();
        await expectSealedOnce(stage, channel.id, ben, 'begun in the old version');
        for (const {message} of await stage.database.sealedPosts(channel.id)) {
            expect(message).toBe(PLACEHOLDER);
        }
    } finally {
        await stage.admin.uploadPlugin(stage.stack.plugin.bundle);
    }
    await ben.e2ee.expectState('on', 30_000);
    await expect(ben.e2ee.opened('by the old version')).toBeVisible();
});
