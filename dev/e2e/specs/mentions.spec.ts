import type {BrowserContext, Page} from '@playwright/test';

import {PLACEHOLDER, PLUGIN_ID} from '../support/plugin';
import {expect, test} from '../support/stage';

interface ShownNotification {
    readonly title: string;
    readonly body: string;
}

/** Records what the page would show on the member's desktop, in the place of the browser's own notifications. */
async function recordNotifications(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
        const shown: Array<{title: string; body: string}> = [];
        class RecordedNotification extends EventTarget {
            static readonly permission = 'granted';
            static requestPermission(): Promise<string> {
                return Promise.resolve('granted');
            }

            constructor(title: string, options: {body?: string} = {}) {
                super();
                shown.push({title, body: options.body ?? ''});
            }

            close(): void {
                // Nothing to take away.
            }
        }
        Object.assign(window, {Notification: RecordedNotification, shownNotifications: shown});
    });
}

function shownIn(page: Page): Promise<ShownNotification[]> {
    return page.evaluate(() => (window as unknown as {shownNotifications: ShownNotification[]}).shownNotifications);
}

test('a mention in a sealed post gives a badge and a desktop notification with its text, or without, as the member chose', async ({
    stage,
}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('mentions', {members: [ann, ben]});
    const elsewhere = await stage.channel('elsewhere', {members: [ben]});
    const bensBrowser = await stage.keyed(ben, channel, {beforeLoad: recordNotifications});
    const [annsBrowser] = await stage.encrypted(channel, ann);
    await bensBrowser.e2ee.expectState('on');
    await bensBrowser.host.clickChannel(elsewhere);

    await annsBrowser.host.sendByEnter(`@${ben.username} the heron is **here**`);
    await expect(bensBrowser.host.badge(channel.name)).toHaveText('1');
    await expect.poll(async () => (await shownIn(bensBrowser.page)).at(-1)?.body).toContain('the heron is here');

    const settings = await bensBrowser.host.openPluginSettings(PLUGIN_ID);
    await settings.getByRole('radio', {name: 'Only say that there is a message'}).check();
    await bensBrowser.host.reload();
    await bensBrowser.host.clickChannel(elsewhere);
    await annsBrowser.host.sendByEnter(`@${ben.username} the heron is gone`);
    await expect.poll(async () => (await shownIn(bensBrowser.page)).at(-1)?.body).toContain('Encrypted message');
    expect(JSON.stringify(await shownIn(bensBrowser.page))).not.toContain('gone');

    await bensBrowser.host.clickChannel(channel);
    await expect(bensBrowser.e2ee.opened('the heron is gone').locator(`[data-mention="${ben.username}"]`)).toBeVisible();
    const stored = await stage.database.sealedPosts(channel.id);
    expect(stored.map(({message}) => message)).toEqual([`${PLACEHOLDER} @${ben.username}`, `${PLACEHOLDER} @${ben.username}`]);
});

test('where the admin keeps names out of the placeholder, nothing outside the envelope says who is mentioned', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('discreet', {members: [ann, ben]});
    await stage.withSettings({mentionsinplaceholder: false}, {mentionsinplaceholder: true}, async () => {
        const [annsBrowser, bensBrowser] = await stage.encrypted(channel, ann, ben);
        await annsBrowser.host.sendByEnter(`@${ben.username} quietly`);
        await expect(bensBrowser.e2ee.opened('quietly')).toBeVisible();
        const stored = await stage.database.sealedPosts(channel.id);
        expect(stored.map(({message}) => message)).toEqual([PLACEHOLDER]);
        await expect(bensBrowser.e2ee.mark('mentions_differ')).toHaveCount(0);
    });
});
