import {KeysPage} from '../../pages/keys';
import {chooseDarkTheme, expectFits, expectReadable, tabTo} from '../../support/readable';
import {expect, test, type Member} from '../../support/stage';

const NARROW = {width: 360, height: 640};
const WIDE = {width: 1280, height: 720};

/** With the keyboard: to the button, and Enter. */
async function press(member: Member, name: string | RegExp): Promise<void> {
    await tabTo(member, member.e2ee.button(name));
    await member.page.keyboard.press('Enter');
}

async function expectGood(member: Member, where: string): Promise<void> {
    await expectReadable(member, where);
    await expectFits(member, member.e2ee.dialog);
}

for (const theme of ['light', 'dark'] as const) {
    test(`set up, check, come back and start over in a ${theme} theme, at 360 pixels, by keyboard and by a screen reader`, async ({
        stage,
    }) => {
        const [ann] = await stage.people('ann');
        const channel = await stage.channel('keyboard', {members: [ann]});
        if (theme === 'dark') {
            await chooseDarkTheme(stage, ann);
        }
        const member = await stage.browser(ann, channel);
        const {page, host, e2ee} = member;
        const keys = new KeysPage(member);
        let code = '';

        await test.step('set up', async () => {
            await host.sendByButton('/e2ee init');
            await e2ee.expectStep('create');
            await page.setViewportSize(NARROW);
            await expectGood(member, 'create');
            await press(member, 'Create my keys');
            code = await e2ee.shownCode();
            await expectGood(member, 'code');
            await press(member, 'Go on without keeping anything');
            await e2ee.expectStep('decline');
            await expectGood(member, 'decline');
            await press(member, 'Back to the code');
            await press(member, 'Send it to me encrypted');
            await e2ee.expectStep('mail');
            await expectGood(member, 'mail');
            await press(member, 'Back');
            await tabTo(member, e2ee.dialog.getByRole('checkbox'));
            await page.keyboard.press('Space');
            await press(member, 'Finish');
            await expect(e2ee.dialog).toBeHidden();
        });
        await test.step('check', async () => {
            await page.setViewportSize(WIDE);
            await keys.openBackup();
            await page.setViewportSize(NARROW);
            await expectGood(member, 'backup');
            await press(member, 'Check my backup');
            await e2ee.dialog.getByRole('textbox').fill(code);
            await expectGood(member, 'check');
            await page.keyboard.press('Enter');
            await keys.expectChecked(true);
            await expectGood(member, 'checked');
            await page.keyboard.press('Escape');
            await expect(e2ee.dialog).toBeHidden();
        });
        await test.step('come back, or start over', async () => {
            const other = await stage.browser(ann, channel);
            await other.host.sendByButton('/e2ee init');
            await other.e2ee.expectStep('restore');
            await other.page.setViewportSize(NARROW);
            await expect(other.e2ee.dialog.getByRole('textbox')).toBeFocused();
            await expectGood(other, 'restore');
            await press(other, 'I lost it, or it was stolen');
            await other.e2ee.expectStep('reset');
            await expectGood(other, 'reset');
            await press(other, 'I found my backup: restore instead');
            await other.e2ee.expectStep('restore');
            await other.e2ee.dialog.getByRole('textbox').fill(code);
            await other.page.keyboard.press('Enter');
            await expect(other.e2ee.dialog.getByTestId('e2ee-comparison')).toBeVisible();
            await expectGood(other, 'compared');
            await press(other, 'Restore my keys');
            await expect(other.e2ee.dialog).toBeHidden();
        });
    });
}
