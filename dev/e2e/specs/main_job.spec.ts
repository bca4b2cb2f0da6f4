import {expect, test} from '../support/stage';

test('two members encrypt a channel from the dialog and write to each other; a third browser reads it all with the recovery code', async ({
    stage,
}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('plans', {members: [ann, ben]});
    const annsBrowser = await stage.browser(ann, channel);
    const bensBrowser = await stage.browser(ben, channel);

    await bensBrowser.e2ee.expectState('off');
    await bensBrowser.e2ee.openDialog();
    await bensBrowser.e2ee.createKeys();
    await bensBrowser.e2ee.closeDialog();

    await annsBrowser.e2ee.openDialog();
    const annsCode = await annsBrowser.e2ee.createKeys();
    await annsBrowser.e2ee.encrypt();
    await annsBrowser.e2ee.closeDialog();
    await bensBrowser.e2ee.expectState('on');

    await annsBrowser.host.sendByEnter('the **otters** are back');
    await expect(annsBrowser.e2ee.opened('the otters are back')).toBeVisible();
    await expect(bensBrowser.e2ee.opened('the otters are back')).toBeVisible();
    await expect(bensBrowser.e2ee.opened('the otters are back').locator('strong')).toHaveText('otters');

    await bensBrowser.host.sendByButton('how many?');
    await expect(annsBrowser.e2ee.opened('how many?')).toBeVisible();

    const [first] = await stage.database.sealedPosts(channel.id);
    if (first === undefined) {
        throw new Error('no sealed post is stored');
    }
    await annsBrowser.host.openThread(first.id);
    await annsBrowser.host.reply('seven 🦦, and a שלום');
    await bensBrowser.host.openThread(first.id);
    await expect(bensBrowser.e2ee.opened('seven 🦦, and a שלום', bensBrowser.page.locator('#sidebar-right'))).toBeVisible();

    await bensBrowser.page.reload();
    await bensBrowser.host.ready();
    await bensBrowser.e2ee.expectState('on');
    await expect(bensBrowser.e2ee.opened('the otters are back')).toBeVisible();
    await expect(bensBrowser.e2ee.opened('how many?')).toBeVisible();

    const annsOther = await stage.browser(ann, channel);
    await expect(annsOther.e2ee.unreadable('key_missing')).toHaveCount(2);
    await annsOther.e2ee.openDialog();
    await annsOther.e2ee.restore(annsCode);
    await annsOther.e2ee.closeDialog();
    await expect(annsOther.e2ee.opened('the otters are back')).toBeVisible();
    await expect(annsOther.e2ee.opened('how many?')).toBeVisible();
    await annsOther.host.sendByEnter('from my other browser');
    await expect(bensBrowser.e2ee.opened('from my other browser')).toBeVisible();
});
