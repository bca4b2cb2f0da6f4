import {withCamera} from '../support/camera';
import {chooseDarkTheme, expectFits, expectReadable, tabTo} from '../support/readable';
import {expect, test, type Member} from '../support/stage';

/** The same number with other digits at its end. */
function another(digits: string): string {
    return `${digits.slice(0, -5)}${digits.endsWith('00000') ? '11111' : '00000'}`;
}

/** What the other person's screen shows, as a photograph of it would. */
function photographOf({e2ee}: Member): Promise<Buffer> {
    return e2ee.safetyNumber.getByTestId('e2ee-safety-qr').screenshot();
}

async function choosePicture({e2ee}: Member, buffer: Buffer): Promise<void> {
    await e2ee.safetyNumber.getByLabel('Choose a picture').setInputFiles({name: 'code.png', mimeType: 'image/png', buffer});
}

test('two people see the same number, compare it in three ways, mark each other as verified, and take it back', async ({stage}) => {
    const [ann, ben, cleo] = await stage.people('ann', 'ben', 'cleo');
    const channel = await stage.channel('numbers', {members: [ann, ben, cleo]});
    const [annsBrowser, bensBrowser, cleosBrowser] = await stage.encrypted(channel, ann, ben, cleo);
    await annsBrowser.e2ee.openSafetyNumber(ben.username);
    await bensBrowser.e2ee.openSafetyNumber(ann.username);
    await cleosBrowser.e2ee.openSafetyNumber(ann.username);
    const digits = await annsBrowser.e2ee.shownDigits();

    await test.step('the same for both, and another one with somebody else', async () => {
        expect(digits).toMatch(/^\d{60}$/);
        expect(await bensBrowser.e2ee.shownDigits()).toBe(digits);
        expect(await cleosBrowser.e2ee.shownDigits()).not.toBe(digits);
    });
    const {e2ee} = annsBrowser;
    const field = e2ee.safetyNumber.getByRole('textbox');
    await test.step('by digits', async () => {
        await field.fill(digits.replace(/(.{5})/g, '$1 '));
        await field.press('Enter');
        await e2ee.expectCompared('same');
        await field.fill(another(digits));
        await e2ee.safetyNumber.getByRole('button', {name: 'Compare', exact: true}).click();
        await e2ee.expectCompared('different');
        await expect(e2ee.safetyNumber.getByRole('button', {name: 'Mark as verified'})).toBeHidden();
        await field.fill('hello');
        await field.press('Enter');
        await e2ee.expectCompared('unreadable');
    });
    await test.step('by a picture of the other screen', async () => {
        await choosePicture(annsBrowser, await photographOf(bensBrowser));
        await e2ee.expectCompared('same');
        await choosePicture(annsBrowser, await photographOf(cleosBrowser));
        await e2ee.expectCompared('unreadable');
        await choosePicture(annsBrowser, await e2ee.safetyNumber.getByTestId('e2ee-safety-digits').screenshot());
        await e2ee.expectCompared('no_code');
    });
    await test.step('where there is no camera, the other two ways are named', async () => {
        await e2ee.safetyNumber.getByRole('button', {name: 'Scan with the camera'}).click();
        await expect(e2ee.safetyNumber.getByTestId('e2ee-camera')).toContainText('Choose a picture of the code, or paste the number');
    });
    await test.step('marked, known after a reload, and taken back', async () => {
        await e2ee.safetyNumber.getByRole('button', {name: 'Mark as verified'}).click();
        await e2ee.expectVerified(true);
        await annsBrowser.host.reload();
        await e2ee.openSafetyNumber(ben.username);
        await e2ee.expectVerified(true);
        await bensBrowser.e2ee.expectVerified(false);
        await e2ee.safetyNumber.getByRole('button', {name: 'Not verified any more'}).click();
        await e2ee.expectVerified(false);
    });
});

test("a camera that sees the other person's screen compares, and is switched off with the dialog", async ({stage}) => {
    const [ann, ben, cleo] = await stage.people('ann', 'ben', 'cleo');
    const channel = await stage.channel('camera', {members: [ann, ben, cleo]});
    const camera = await withCamera(stage.tag);
    try {
        const options = {program: camera.program, context: {viewport: {width: 1280, height: 800}, permissions: ['camera']}};
        const [{page, e2ee}, bensBrowser, cleosBrowser] = await Promise.all([
            stage.keyed(ann, channel, options),
            stage.keyed(ben, channel),
            stage.keyed(cleo, channel),
        ]);
        const scan = e2ee.safetyNumber.getByRole('button', {name: 'Scan with the camera'});
        const picture = e2ee.safetyNumber.locator('video');
        for (const [other, outcome] of [
            [bensBrowser, 'same'],
            [cleosBrowser, 'unreadable'],
        ] as const) {
            await other.e2ee.openSafetyNumber(ann.username);
            await expect(other.e2ee.safetyNumber.getByTestId('e2ee-safety-qr')).toBeVisible();
            await camera.hold(other.page, 'e2ee-safety-qr');
            await e2ee.openSafetyNumber(ben.username);
            await scan.click();
            await e2ee.expectCompared(outcome);
            await page.keyboard.press('Escape');
            await expect(picture).toHaveCount(0);
        }
    } finally {
        await camera.close();
    }
});

test('the number is reached from a profile, and by keyboard alone', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('ways', {members: [ann, ben]});
    const [annsBrowser, bensBrowser] = await stage.encrypted(channel, ann, ben);
    await bensBrowser.host.sendByEnter('a post of mine');
    await expect(annsBrowser.e2ee.opened('a post of mine')).toBeVisible();
    const {page, host, e2ee} = annsBrowser;

    await host.openProfile(await e2ee.storedId('a post of mine'));
    await page.getByTestId('e2ee-verify').getByRole('button').click();
    await expect(e2ee.safetyNumber).toContainText('Safety number with');
    await expect(e2ee.safetyNumber.getByTestId('e2ee-safety-qr')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(e2ee.safetyNumber).toBeHidden();

    await e2ee.openSafetyNumber(ben.username);
    const digits = await e2ee.shownDigits();
    const field = e2ee.safetyNumber.getByRole('textbox');
    await tabTo(annsBrowser, field);
    await page.keyboard.type(digits);
    await page.keyboard.press('Enter');
    await e2ee.expectCompared('same');
    await tabTo(annsBrowser, e2ee.safetyNumber.getByRole('button', {name: 'Mark as verified'}));
    await page.keyboard.press('Enter');
    await e2ee.expectVerified(true);
});

test('the panel beside the channel knows everybody, and leads to their numbers', async ({stage}) => {
    const [ann, ben, kim] = await stage.people('ann', 'ben', 'kim');
    const channel = await stage.channel('panel', {members: [ann, ben, kim]});
    const [member] = await stage.encrypted(channel, ann, ben);
    const {page, e2ee} = member;
    await expect(e2ee.composerNotice).toContainText('1 has no key');

    await e2ee.openPanel();
    await expect(e2ee.panel).toContainText('Switched on by');
    await expect(e2ee.personInPanel(kim.username)).toHaveAttribute('data-standing', 'no_key');
    await expect(e2ee.personInPanel(kim.username).getByRole('button')).toHaveCount(0);
    await expect(e2ee.personInPanel(ben.username)).toHaveAttribute('data-standing', 'ready');
    await expectReadable(member, 'panel');
    await e2ee
        .personInPanel(ben.username)
        .getByRole('button', {name: /^Safety number/})
        .click();
    await e2ee.safetyNumber.getByRole('button', {name: 'Mark as verified'}).click();
    await e2ee.expectVerified(true);
    await page.keyboard.press('Escape');
    await expect(e2ee.personInPanel(ben.username)).toHaveAttribute('data-standing', 'verified');
});

test('a verified person whose key was replaced: the mark is gone, said so, and the new number is compared above the question', async ({
    stage,
}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('replaced', {members: [ann, ben]});
    const bensVault = await stage.foreign(ben);
    const {page, host, e2ee} = (await stage.encrypted(channel, ann))[0];
    await host.sendByEnter('for the key that is known');
    await e2ee.storedId('for the key that is known');
    await e2ee.openSafetyNumber(ben.username);
    const digits = await e2ee.shownDigits();
    await e2ee.safetyNumber.getByRole('button', {name: 'Mark as verified'}).click();
    await e2ee.expectVerified(true);

    await page.keyboard.press('Escape');
    await bensVault.replaceKeys('reset');
    await expect(e2ee.composerNotice).toContainText('waits for your decision');
    await host.sendByEnter('for the new key');
    await expect(e2ee.held).toContainText('you had verified them');

    const link = e2ee.held.getByRole('button', {name: /^Safety number with/});
    await link.click();
    await e2ee.expectVerified(false);
    expect(await e2ee.shownDigits()).not.toBe(digits);
    await page.keyboard.press('Escape');
    await expect(e2ee.safetyNumber).toBeHidden();
    await expect(link).toBeFocused();
    await e2ee.held.getByRole('button', {name: 'Accept the new key'}).click();
    await e2ee.storedId('for the new key');
    await e2ee.openPanel();
    await expect(e2ee.personInPanel(ben.username)).toHaveAttribute('data-standing', 'ready');
});

test('whoever has no key has no number, and nobody has one with themselves', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('nothing', {members: [ann, ben]});
    const {host, e2ee} = await stage.keyed(ann, channel);
    await host.sendByButton(`/e2ee verify @${ben.username}`);
    await expect(e2ee.failure).toHaveAttribute('data-code', 'peer_without_key');
    await e2ee.closeDialog();
    await host.sendByButton(`/e2ee verify @${ann.username}`);
    await expect(host.posts.last()).toContainText('no safety number with yourself');
    await host.sendByButton('/e2ee verify @nobody.is.called.so');
    await expect(host.posts.last()).toContainText('nobody called');
});

for (const theme of ['light', 'dark'] as const) {
    test(`the number is readable at 360 pixels in a ${theme} theme and by a screen reader`, async ({stage}, testInfo) => {
        const [ann, ben] = await stage.people('ann', 'ben');
        const channel = await stage.channel('narrow', {members: [ann, ben]});
        if (theme === 'dark') {
            await chooseDarkTheme(stage, ann);
        }
        const [member] = await stage.encrypted(channel, ann, ben);
        await member.e2ee.openSafetyNumber(ben.username);
        await expect(member.e2ee.safetyNumber.getByTestId('e2ee-safety-qr')).toBeVisible();
        await expectReadable(member, 'safety number');
        await member.page.setViewportSize({width: 360, height: 640});
        await expectFits(member, member.e2ee.safetyNumber);
        await member.e2ee.safetyNumber.getByRole('textbox').fill(another(await member.e2ee.shownDigits()));
        await member.page.keyboard.press('Enter');
        await member.e2ee.expectCompared('different');
        await expectReadable(member, 'safety number that differs');
        await member.page.screenshot({path: testInfo.outputPath(`safety-number-${theme}.png`)});
    });
}
