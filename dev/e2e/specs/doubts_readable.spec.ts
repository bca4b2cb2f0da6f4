import {chooseDarkTheme, expectFits, expectReadable, tabTo} from '../support/readable';
import {publishIdentity} from '../support/identities';
import {expect, test} from '../support/stage';

for (const theme of ['light', 'dark'] as const) {
    test(`marks and questions are readable in a ${theme} theme, at 360 pixels, by keyboard and by a screen reader`, async ({
        stage,
    }, testInfo) => {
        const [ann, ben, cleo] = await stage.people('ann', 'ben', 'cleo');
        const channel = await stage.channel('doubts', {members: [ann, ben]});
        const clear = await stage.channel('clear', {members: [ann, ben]});
        if (theme === 'dark') {
            await chooseDarkTheme(stage, ann);
        }
        const [member] = await stage.encrypted(channel, ann, ben);
        const {page, host, e2ee} = member;
        await host.sendByEnter('said once');
        const sealed = await e2ee.storedId('said once');
        const harmless = await (await stage.api(ben)).createPost({channelId: clear.id, message: 'never sealed'});
        const inserted = await stage.database.tampering.copyPost(harmless.id, {channelId: channel.id, createAt: Date.now()});
        await stage.database.tampering.copyPost(sealed, {createAt: Date.now()});
        await stage.forgetAtHost();
        await host.reload();

        await test.step('marks, with the reason of each', async () => {
            for (const mark of [e2ee.clearPost('not_encrypted', host.post(inserted)), e2ee.mark('copy')]) {
                const why = mark.getByRole('button', {name: /^Why\?/});
                await why.focus();
                await page.keyboard.press('Enter');
                await expect(why).toHaveAttribute('aria-expanded', 'true');
                await why.click();
                await expect(why).toHaveAttribute('aria-expanded', 'false');
            }
            await expectReadable(member, 'marks');
            await page.screenshot({path: testInfo.outputPath(`marks-${theme}.png`)});
        });
        await test.step('the question about somebody new', async () => {
            await publishIdentity(await stage.api(cleo));
            await (await stage.api(ann)).addToChannel(channel.id, [cleo.userId]);
            await expect(e2ee.composerNotice).toContainText('waits for your decision');
            await host.sendByEnter('not yet for cleo');
            await expect(e2ee.held).toContainText('added by');
            await expectReadable(member, 'held');
            await page.setViewportSize({width: 360, height: 640});
            await expectFits(member, e2ee.held);
            for (const name of ['Close', 'Cancel', 'Send without them', 'Seal for them too']) {
                await tabTo(member, e2ee.button(name));
            }
            await page.screenshot({path: testInfo.outputPath(`held-${theme}.png`)});
            await page.keyboard.press('Escape');
            await expect(e2ee.held).toBeHidden();
            await page.setViewportSize({width: 1280, height: 720});
            await expect(host.composer).toHaveValue(/^not yet for cleo/);
        });
    });
}
