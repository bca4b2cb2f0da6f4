import {chooseDarkTheme, expectReadable} from '../support/readable';
import type {Member} from '../support/stage';
import {expect, test} from '../support/stage';

test('two members encrypt a channel from the dialog and write to each other; a third browser reads it all with the recovery code', async ({
    stage,
}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('plans', {members: [ann, ben]});
    const annsBrowser = await stage.blankBrowser(ann);
    await annsBrowser.host.logIn(ann.username, ann.password);
    await annsBrowser.host.openChannel(stage.stack.team.name, channel.name);
    const bensBrowser = await stage.keyed(ben, channel);

    await annsBrowser.e2ee.expectState('off');
    await annsBrowser.e2ee.appBarLock.click();
    await expect(annsBrowser.e2ee.dialog).toContainText("This channel isn't encrypted");
    const annsCode = await annsBrowser.e2ee.createKeys();
    await expect(annsBrowser.e2ee.dialog).toContainText('All 2 have keys');
    await annsBrowser.e2ee.encrypt();
    await annsBrowser.e2ee.closeDialog();
    await bensBrowser.e2ee.expectState('on');

    await annsBrowser.host.sendByEnter('the **otters** are back');
    await expect(annsBrowser.e2ee.opened('the otters are back')).toBeVisible();
    await expect(bensBrowser.e2ee.opened('the otters are back')).toBeVisible();
    await expect(bensBrowser.e2ee.opened('the otters are back').locator('strong')).toHaveText('otters');
    await expect(bensBrowser.e2ee.mark('sealed', bensBrowser.e2ee.opened('the otters are back'))).toBeVisible();

    await bensBrowser.host.sendByButton('how many?');
    await expect(annsBrowser.e2ee.opened('how many?')).toBeVisible();

    const first = await annsBrowser.e2ee.storedId('the otters are back');
    await annsBrowser.host.openThread(first);
    await annsBrowser.host.reply('seven 🦦, and a שלום');
    await bensBrowser.host.openThread(first);
    await expect(bensBrowser.e2ee.opened('seven 🦦, and a שלום', bensBrowser.host.rhs)).toBeVisible();

    await bensBrowser.host.reload();
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

    for (const {message, type} of await stage.database.sealedPosts(channel.id)) {
        expect({message, type}).toEqual({message: '`🔒 Encrypted message`', type: 'custom_e2ee'});
    }
});

test('a direct message and a group message work the same way', async ({stage}) => {
    const [ann, ben, cleo] = await stage.people('ann', 'ben', 'cleo');
    const start = await stage.channel('start', {members: [ann, ben, cleo]});
    const [annsBrowser, bensBrowser, cleosBrowser] = await Promise.all([
        stage.keyed(ann, start),
        stage.keyed(ben, start),
        stage.keyed(cleo, start),
    ]);
    const annsApi = await stage.api(ann);
    const {team} = stage.stack;

    await annsApi.directChannel([ann.userId, ben.userId]);
    await annsBrowser.host.openMessages(team.name, `@${ben.username}`);
    await bensBrowser.host.openMessages(team.name, `@${ann.username}`);
    await encryptAndExchange(annsBrowser, bensBrowser);

    const group = await annsApi.groupChannel([ann.userId, ben.userId, cleo.userId]);
    await annsBrowser.host.openMessages(team.name, group.name);
    await bensBrowser.host.openMessages(team.name, group.name);
    await cleosBrowser.host.openMessages(team.name, group.name);
    await encryptAndExchange(annsBrowser, bensBrowser);
    await expect(cleosBrowser.e2ee.opened(`hello from ${ann.username}`)).toBeVisible();
    await expect(cleosBrowser.e2ee.opened(`hello from ${ben.username}`)).toBeVisible();
});

async function encryptAndExchange(one: Member, other: Member): Promise<void> {
    await one.e2ee.openDialog();
    await one.e2ee.encrypt();
    await one.e2ee.closeDialog();
    await other.e2ee.expectState('on');
    await one.host.sendByEnter(`hello from ${one.account.username}`);
    await other.host.sendByEnter(`hello from ${other.account.username}`);
    await expect(one.e2ee.opened(`hello from ${other.account.username}`)).toBeVisible();
    await expect(other.e2ee.opened(`hello from ${one.account.username}`)).toBeVisible();
}

for (const theme of ['light', 'dark'] as const) {
    test(`what we draw is readable in a ${theme} theme and by a screen reader`, async ({stage}, testInfo) => {
        const [ann, ben] = await stage.people('ann', 'ben');
        const channel = await stage.channel('themes', {members: [ann, ben]});
        if (theme === 'dark') {
            await chooseDarkTheme(stage, ann);
        }
        const member = await stage.keyed(ann, channel);
        await member.e2ee.openDialog();
        await expectReadable(member, 'dialog, off');
        await member.page.screenshot({path: testInfo.outputPath(`dialog-off-${theme}.png`)});
        await member.e2ee.encrypt();
        await expectReadable(member, 'dialog, on');
        await member.page.screenshot({path: testInfo.outputPath(`dialog-on-${theme}.png`)});
        await member.e2ee.closeDialog();
        await member.host.sendByEnter('a sealed post, **bold**, `code` and a [link](https://example.org)');
        await expect(member.e2ee.opened('a sealed post')).toBeVisible();
        await expectReadable(member, 'channel');
        await expect(member.e2ee.composerLock).toHaveAccessibleName(/^Encryption: Encrypted/);
        await member.page.screenshot({path: testInfo.outputPath(`channel-on-${theme}.png`)});
    });
}
