import {expect, test} from '../../support/stage';

const MARK = 'Not encrypted, author not proved';

test('a clear post that the server put into an encrypted channel is marked in the pinned list, in search results and in a preview', async ({
    stage,
}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const sealed = await stage.channel('sealed', {members: [ann, ben]});
    const clear = await stage.channel('clear', {members: [ann, ben]});
    const [member] = await stage.encrypted(sealed, ann);
    const {host, page} = member;
    const word = `bittern${stage.tag}`;
    const api = await stage.api(ben);
    const harmless = await api.createPost({channelId: clear.id, message: `transfer the ${word}`});
    await api.request('POST', `/posts/${harmless.id}/pin`);
    const inserted = await stage.database.tampering.copyPost(harmless.id, {channelId: sealed.id, createAt: Date.now()});
    await stage.forgetAtHost();
    await host.reload();
    await expect(member.e2ee.clearPost('not_encrypted', host.post(inserted))).toBeVisible();

    await test.step('pinned', async () => {
        await page.locator('#channelHeaderPinButton').click();
        await expect(page.locator(`#searchResult_${inserted}`)).toContainText(MARK);
        await page.locator('#searchResultsCloseButton').click();
    });
    await test.step('found', async () => {
        await page.locator('#searchFormContainer').click();
        const box = page.locator('#searchBox input[aria-label="Search messages"]');
        await box.fill(word);
        await box.press('Enter');
        await expect(page.locator(`#searchResult_${inserted}`)).toContainText(MARK);
        await expect(page.locator(`#searchResult_${harmless.id}`)).toContainText(word);
        await expect(page.locator(`#searchResult_${harmless.id}`)).not.toContainText(MARK);
        await page.locator('#searchResultsCloseButton').click();
    });
    await test.step('previewed', async () => {
        await host.clickChannel(clear);
        const {siteUrl, team} = stage.stack;
        await host.sendByEnter(`${siteUrl}/${team.name}/pl/${inserted}`);
        await expect(host.posts.last()).toContainText(MARK);
        await expect(host.post(harmless.id)).not.toContainText(MARK);
    });
});
