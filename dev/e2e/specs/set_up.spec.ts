import {misspelt} from '../support/backup_texts';
import {ServerHalf} from '../support/server_half';
import {expect, test, type Member} from '../support/stage';

/** What holds in the end, whatever happened before: this code brings the keys into another browser, which then reads and writes. */
async function expectCodeWorks(browser: Member, code: string): Promise<void> {
    await browser.e2ee.openDialog();
    await browser.e2ee.restore(code);
    await expect(browser.e2ee.button('Encrypt this channel')).toBeEnabled();
    await browser.e2ee.closeDialog();
}

test('a reload at any step leaves nothing half done', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('steps', {members: [ann]});
    const server = new ServerHalf(await stage.api(ann));
    const member = await stage.browser(ann, channel);

    await test.step('before anything was made', async () => {
        await member.e2ee.openDialog();
        await member.e2ee.beginSetUp();
        await member.host.reload();
        await member.e2ee.openDialog();
        await member.e2ee.beginSetUp();
        await member.e2ee.expectStep('create');
    });
    await test.step('while the code is shown: start again with a new one', async () => {
        const first = await member.e2ee.makeKeys();
        await member.host.reload();
        expect(await server.ownRecords()).toEqual([]);
        await member.e2ee.openDialog();
        await member.e2ee.beginSetUp();
        await member.e2ee.expectStep('pending');
        await member.e2ee.button('Start again with a new code').click();
        expect(await member.e2ee.shownCode()).not.toBe(first);
    });
    const kept = await member.e2ee.shownCode();
    await test.step('while it is being published and nothing has arrived', async () => {
        await member.context.route('**/api/v1/identity', (route) =>
            route.request().method() === 'POST' ? route.abort() : route.fallback(),
        );
        await member.e2ee.confirmCode();
        await member.e2ee.expectStep('failed');
        await member.context.unroute('**/api/v1/identity');
        await member.host.reload();
        expect(await server.ownRecords()).toEqual([]);
        await member.e2ee.openDialog();
        await member.e2ee.beginSetUp();
        await member.e2ee.expectStep('pending');
    });
    await test.step('while it is being published and the answer is lost', async () => {
        await member.context.route('**/api/v1/identity', async (route) => {
            if (route.request().method() === 'POST') {
                await route.fetch();
                await route.abort();
            } else {
                await route.fallback();
            }
        });
        await member.e2ee.button('I have kept it: finish').click();
        await expect.poll(() => server.ownRecords()).toHaveLength(1);
        await member.context.unroute('**/api/v1/identity');
        await member.host.reload();
        await member.e2ee.openDialog();
        await expect(member.e2ee.button('Encrypt this channel')).toBeEnabled();
        await member.e2ee.encrypt();
        await member.e2ee.closeDialog();
        await member.host.sendByEnter('sealed with what was published');
        await expect(member.e2ee.opened('sealed with what was published')).toBeVisible();
    });

    const other = await stage.browser(ann, channel);
    await expect(other.e2ee.unreadable('key_missing')).toBeVisible();
    await other.e2ee.openDialog();
    await other.e2ee.restore(kept);
    await other.e2ee.closeDialog();
    await expect(other.e2ee.opened('sealed with what was published')).toBeVisible();
});

test('two tabs of one member share the keys, and what each of them sends arrives', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('tabs', {members: [ann]});
    const first = await stage.browser(ann, channel);
    const second = await stage.tab(first, channel);
    await first.e2ee.openDialog();
    await first.e2ee.createKeys();
    await first.e2ee.encrypt();
    await first.e2ee.closeDialog();

    await second.e2ee.expectState('on');
    for (const text of ['first tab, one', 'first tab, two']) {
        await first.host.sendByEnter(text);
        await expect(second.e2ee.opened(text)).toBeVisible();
    }
    for (const text of ['second tab, one', 'second tab, two']) {
        await second.host.sendByEnter(text);
        await expect(first.e2ee.opened(text)).toBeVisible();
    }
    await first.host.reload();
    await expect(first.e2ee.opened('second tab, one')).toBeVisible();
    await expect(first.e2ee.mark('copy')).toHaveCount(0);
});

test('two tabs that make keys at once end with one identity, and only the tab that shows its code says that it is done', async ({
    stage,
}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('race', {members: [ann]});
    const first = await stage.browser(ann, channel);
    const second = await stage.tab(first, channel);
    await first.e2ee.openDialog();
    await first.e2ee.beginSetUp();
    const firstCode = await first.e2ee.makeKeys();

    await second.e2ee.openDialog();
    await second.e2ee.beginSetUp();
    await second.e2ee.expectStep('pending');
    await second.e2ee.button('Start again with a new code').click();
    const secondCode = await second.e2ee.shownCode();
    expect(secondCode).not.toBe(firstCode);

    await first.e2ee.finishSetUp();
    await second.e2ee.confirmCode();
    await second.e2ee.expectStep('overtaken');
    await expectCodeWorks(await stage.browser(ann, channel), firstCode);
});

test('two browsers that make keys at once: the second one is told, and restores with the code of the first', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('browsers', {members: [ann]});
    const [first, second] = await Promise.all([stage.browser(ann, channel), stage.browser(ann, channel)]);
    await first.e2ee.openDialog();
    await first.e2ee.beginSetUp();
    const code = await first.e2ee.makeKeys();
    await second.e2ee.openDialog();
    await second.e2ee.beginSetUp();
    await second.e2ee.makeKeys();

    await first.e2ee.finishSetUp();
    await second.e2ee.confirmCode();
    await second.e2ee.expectStep('overtaken');
    await expect(second.e2ee.setUpStep).toContainText('The code that was shown here is worth nothing now');
    await second.e2ee.button('Restore with that code').click();
    await second.e2ee.typeCode(code);
    await expect(second.e2ee.button('Encrypt this channel')).toBeEnabled();
    expect(await new ServerHalf(await stage.api(ann)).ownRecords()).toHaveLength(1);
});

test('a wrong recovery code names what is wrong with it, changes nothing, and the right one in another spelling works', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('codes', {members: [ann, ben]});
    const [annsFirst, bens] = await stage.encrypted(channel, ann, ben);
    await annsFirst.host.sendByEnter('the backlog');
    await expect(bens.e2ee.opened('the backlog')).toBeVisible();

    const other = await stage.browser(ann, channel);
    await other.e2ee.openDialog();
    await other.e2ee.beginSetUp();
    const expectFailure = async (typed: string, code: string, words: string): Promise<void> => {
        await other.e2ee.typeCode(typed);
        await expect(other.e2ee.failure).toHaveAttribute('data-code', code);
        await expect(other.e2ee.failure).toContainText(words);
        await other.e2ee.expectStep('restore');
    };
    await expectFailure(misspelt(annsFirst.recoveryCode, 3), 'code_group', 'typing error in group 3');
    await expectFailure(annsFirst.recoveryCode.slice(0, -3), 'code_length', "isn't complete");
    await expectFailure(annsFirst.recoveryCode.replace(/^./, 'U'), 'code_character', 'character that no code has');
    await expectFailure(bens.recoveryCode, 'code_wrong', "isn't the code for your keys");
    await other.host.reload();
    await expect(other.e2ee.unreadable('key_missing')).toBeVisible();

    await other.e2ee.openDialog();
    await other.e2ee.restore(` ${annsFirst.recoveryCode.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `);
    await other.e2ee.closeDialog();
    await expect(other.e2ee.opened('the backlog')).toBeVisible();
});

test('the code can be copied and downloaded', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('keep', {members: [ann]});
    const member = await stage.browser(ann, channel, {
        context: {permissions: ['clipboard-read', 'clipboard-write'], acceptDownloads: true},
    });
    await member.e2ee.openDialog();
    await member.e2ee.beginSetUp();
    const code = await member.e2ee.makeKeys();
    await expect(member.e2ee.button('Finish')).toBeDisabled();

    await member.e2ee.button('Copy code').click();
    expect(await member.page.evaluate(() => navigator.clipboard.readText())).toBe(code);

    const downloading = member.page.waitForEvent('download');
    await member.e2ee.button('Download code').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toContain(ann.username);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) {
        chunks.push(chunk as Buffer);
    }
    expect(Buffer.concat(chunks).toString('utf8')).toContain(code);
});
