/**
 * What only the full product draws (playwright.config.ts leaves this folder out on the development host).
 *
 * @packageDocumentation
 */
import {PLACEHOLDER} from '../../support/plugin';
import {expect, test, type Member} from '../../support/stage';

/** More than the host fetches at once, so that the first of them comes by scrolling. */
const MORE_THAN_A_PAGE = 70;

async function pin(member: Member, postId: string): Promise<void> {
    await member.host.openPostMenu(postId);
    await member.page.locator(`#pin_post_${postId}`).click();
    await expect(member.host.post(postId)).toContainText('Pinned');
}

test('sealed posts open in the pinned list and in search results', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('lists', {members: [ann, ben]});
    const [member, bensBrowser] = await stage.encrypted(channel, ann, ben);
    await bensBrowser.host.sendByEnter(`@${ann.username} a bittern in the reeds`);
    await expect(member.e2ee.opened('a bittern in the reeds')).toBeVisible();
    const postId = await bensBrowser.e2ee.storedId('a bittern in the reeds');

    await pin(member, postId);
    await member.page.locator('#channelHeaderPinButton').click();
    await expect(member.e2ee.opened('a bittern in the reeds', member.page.locator(`#searchResult_${postId}`))).toBeVisible();
    await member.page.locator('#searchResultsCloseButton').click();

    // The server can search for what stands beside the envelope only: the name.
    await member.page.locator('#searchFormContainer').click();
    const box = member.page.locator('#searchBox input[aria-label="Search messages"]');
    await box.fill(ann.username);
    await box.press('Enter');
    const results = member.page.locator('#searchContainer');
    await expect(member.e2ee.opened('a bittern in the reeds', results).first()).toBeVisible();
});

test('the threads list shows the placeholder and the thread beside it the text', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('threads', {members: [ann, ben]});
    const [member, bensBrowser] = await stage.encrypted(channel, ann, ben);
    await member.host.sendByEnter('the root about bitterns');
    const rootId = await member.e2ee.storedId('the root about bitterns');
    await expect(bensBrowser.e2ee.opened('the root about bitterns')).toBeVisible();
    await bensBrowser.host.openThread(rootId);
    await bensBrowser.host.reply('the reply about bitterns');
    await expect(bensBrowser.e2ee.opened('the reply about bitterns', bensBrowser.host.rhs)).toBeVisible();

    await member.host.sidebarItem('threads').click();
    const item = member.page.locator('.ThreadItem').first();
    await expect(item).toContainText('Encrypted message');
    await expect(item).not.toContainText('bitterns');
    await item.click();
    const pane = member.page.locator('.ThreadPane');
    await expect(member.e2ee.opened('the root about bitterns', pane)).toBeVisible();
    await expect(member.e2ee.opened('the reply about bitterns', pane)).toBeVisible();
});

test('older posts open when the reader scrolls up to them', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('older', {members: [ann, ben]});
    const [member, bensBrowser] = await stage.encrypted(channel, ann, ben);
    await member.host.sendByEnter('the oldest about bitterns');
    await expect(bensBrowser.e2ee.opened('the oldest about bitterns')).toBeVisible();
    const api = await stage.api(ann);
    for (let number = 1; number <= MORE_THAN_A_PAGE; number++) {
        // Each change of the header is a post of the system, which is never sealed.
        await api.request('PUT', `/channels/${channel.id}/patch`, {header: `header ${number}`});
    }
    await member.host.sendByEnter('the newest about bitterns');
    await expect(member.e2ee.opened('the newest about bitterns')).toBeVisible();
    await bensBrowser.host.reload();
    await expect(bensBrowser.e2ee.opened('the newest about bitterns')).toBeVisible();
    await expect(bensBrowser.e2ee.opened('the oldest about bitterns')).toHaveCount(0);

    await bensBrowser.host.posts.last().hover();
    await expect(async () => {
        await bensBrowser.page.mouse.wheel(0, -5_000);
        await expect(bensBrowser.e2ee.opened('the oldest about bitterns')).toBeVisible({timeout: 500});
    }).toPass({timeout: 30_000});
});

test('a permalink in a clear channel previews a sealed post to those who can open it', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const sealed = await stage.channel('sealed', {members: [ann, ben]});
    const clear = await stage.channel('clear', {members: [ann, ben]});
    const [member, bensBrowser] = await stage.encrypted(sealed, ann, ben);
    await member.host.sendByEnter('previewed bitterns');
    const postId = await member.e2ee.storedId('previewed bitterns');
    await member.host.clickChannel(clear);
    await bensBrowser.host.clickChannel(clear);
    await member.host.sendByEnter(`${stage.stack.siteUrl}/${stage.stack.team.name}/pl/${postId}`);
    await expect(bensBrowser.e2ee.opened('previewed bitterns', bensBrowser.host.posts.last())).toBeVisible();
    const stored = await (await stage.api(ann)).posts(clear.id);
    expect(JSON.stringify(stored.map(({message}) => message))).not.toContain('bitterns');
    expect((await stage.database.post(postId)).message).toBe(PLACEHOLDER);
});
