import type {Page} from '@playwright/test';

import {expect, test} from '../support/stage';

const PICTURE = 'https://pictures.e2ee.example/heron.png';

/** Answers for somebody's server; counts who asks. */
async function servePicture(page: Page, address = PICTURE): Promise<{asked: number}> {
    const seen = {asked: 0};
    await page.route(address, async (route) => {
        seen.asked++;
        await route.fulfill({
            contentType: 'image/svg+xml',
            body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        });
    });
    return seen;
}

/** Whatever is drawn of sealed posts from now on is noted, however short. */
async function noteDrawnStates(page: Page): Promise<void> {
    await page.evaluate(() => {
        const states: (string | null)[] = [];
        const note = (): void => {
            document.querySelectorAll('[data-testid=e2ee-post]').forEach((post) => states.push(post.getAttribute('data-state')));
        };
        new MutationObserver(note).observe(document.body, {subtree: true, childList: true, attributes: true});
        Object.assign(window, {drawnStates: states});
    });
}

/** Since it was asked for last. */
async function drawnStates(page: Page): Promise<readonly string[]> {
    return page.evaluate(() => [...new Set((window as unknown as {drawnStates: string[]}).drawnStates.splice(0))]);
}

test("an opened post has Mattermost's own formatting, and its text can be copied", async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('format', {members: [ann, ben]});
    const [writer, reader] = await stage.encrypted(channel, ann, ben);
    await reader.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const text = [
        `### A heading for @${ben.username}`,
        '**bold** _italic_ ~~gone~~ `code` :heron_with_no_picture: :smile:',
        '- one\n- two',
        '| bird | seen |\n|:--|:--|\n| heron | 2 |',
        '```\nlet birds = 2;\n```',
        'a <script>alert(1)</script> and a שלום',
    ].join('\n\n');
    await writer.host.sendByButton(text);

    const post = reader.e2ee.opened('A heading for');
    await expect(post.locator('h3')).toContainText('A heading for');
    await expect(post.locator(`[data-mention="${ben.username}"]`)).toBeVisible();
    await expect(post.locator('strong')).toHaveText('bold');
    await expect(post.locator('em')).toHaveText('italic');
    await expect(post.locator('del')).toHaveText('gone');
    await expect(post.locator('code').first()).toHaveText('code');
    await expect(post.locator('li')).toHaveText(['one', 'two']);
    await expect(post.locator('td')).toHaveText(['heron', '2']);
    await expect(post).toContainText('let birds = 2;');
    await expect(post).toContainText('<script>alert(1)</script>');

    await post.hover();
    await post.getByRole('button', {name: 'Copy text'}).click();
    expect(await reader.page.evaluate(() => navigator.clipboard.readText())).toBe(text);
});

test("a picture on somebody's server is loaded only when the reader asks for it", async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('picture', {members: [ann, ben]});
    const [writer, reader] = await stage.encrypted(channel, ann, ben);
    const [writersPicture, readersPicture] = await Promise.all([servePicture(writer.page), servePicture(reader.page)]);
    await writer.host.sendByEnter(`look: ![a heron](${PICTURE}) there`);
    const post = reader.e2ee.opened('look:');
    const show = post.getByRole('button', {name: 'Show picture from pictures.e2ee.example'});
    await expect(show).toBeVisible();
    await reader.host.reload();
    await expect(show).toBeVisible();
    expect([writersPicture.asked, readersPicture.asked]).toEqual([0, 0]);

    await show.click();
    await expect(post.locator('img')).toHaveAttribute('src', PICTURE);
    expect([writersPicture.asked, readersPicture.asked]).toEqual([0, 1]);
    expect(reader.sent.to('/api/v4/image')).toEqual([]);
});

test("the address of a picture doesn't leave while it is being written", async ({stage}) => {
    const [ann] = await stage.people('ann');
    const clear = await stage.channel('clear-picture', {members: [ann]});
    const sealed = await stage.channel('sealed-picture', {members: [ann]});
    const [writer] = await stage.encrypted(sealed, ann);
    const address = (channel: string) => `${PICTURE}?${channel}`;
    const [clearPicture, sealedPicture] = await Promise.all(['clear', 'sealed'].map((name) => servePicture(writer.page, address(name))));

    // Mattermost loads it for a preview that nobody sees.
    await writer.host.clickChannel(clear);
    await writer.host.write(`![a heron](${address('clear')})`);
    await expect.poll(() => clearPicture?.asked).toBeGreaterThan(0);

    const text = `![a heron](${address('sealed')})`;
    await writer.host.clickChannel(sealed);
    await writer.host.write(text);
    await writer.host.clickChannel(clear);
    await writer.host.clickChannel(sealed);
    await expect(writer.host.composer).toHaveValue(text);
    await writer.host.reloadWithDraft(text);
    await expect(writer.host.composer).toHaveValue(text);
    expect(sealedPicture?.asked).toBe(0);
});

test('a text as long as Mattermost takes it arrives whole, and short answers look alike outside', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('length', {members: [ann, ben]});
    const [writer, reader] = await stage.encrypted(channel, ann, ben);

    // Mattermost's own composer counts an emoji as two.
    const [start, end] = ['from the first 🦦 ', ' to the last 🦦'];
    const longest = start.padEnd(16_383 - end.length, 'x') + end;
    await writer.host.sendByButton(longest);
    await expect(reader.e2ee.opened('from the first')).toContainText('to the last');

    for (const answer of ['no', 'yes', 'perhaps, ask again']) {
        await writer.host.sendByEnter(answer);
        await expect(reader.e2ee.opened(answer)).toBeVisible();
    }
    const [, ...answers] = await stage.database.sealedPosts(channel.id);
    const lengths = new Set(answers.map(({props}) => String(props['e2ee']).length));
    expect(lengths.size).toBeLessThanOrEqual(2);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(8);
});

test('what was opened once shows at once when the reader comes back to the channel', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('back', {members: [ann, ben]});
    const elsewhere = await stage.channel('elsewhere', {members: [ben]});
    const [writer, reader] = await stage.encrypted(channel, ann, ben);
    await writer.host.sendByEnter('seen before');
    await expect(reader.e2ee.opened('seen before')).toBeVisible();
    await reader.host.clickChannel(elsewhere);
    await noteDrawnStates(reader.page);
    await reader.host.clickChannel(channel);
    await expect(reader.e2ee.opened('seen before')).toBeVisible();
    expect(await drawnStates(reader.page)).toEqual(['opened']);
});

test('a post that arrives is drawn once, with its text', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('arrival', {members: [ann, ben]});
    const [writer, reader] = await stage.encrypted(channel, ann, ben);
    await noteDrawnStates(reader.page);

    // Whoever is kept busy for a quarter of a second draws the post first: then the next one has to show it.
    let count = 0;
    await expect(async () => {
        const text = `arrival ${++count}`;
        await drawnStates(reader.page);
        await writer.host.sendByEnter(text);
        await expect(reader.e2ee.opened(text)).toBeVisible();
        expect(await drawnStates(reader.page)).toEqual(['opened']);
    }).toPass();
});

test('posts that arrive in quick succession stand in their order, without a mark', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('quick', {members: [ann, ben]});
    const bensVault = await stage.foreign(ben);
    const [reader] = await stage.encrypted(channel, ann);
    const texts = Array.from({length: 12}, (_, index) => `${stage.tag} quick ${index + 1}`);
    for (const text of texts) {
        await bensVault.post({channelId: channel.id, people: [ann, ben], text});
    }
    await expect(reader.e2ee.sealedPosts()).toContainText(texts);
    await expect(reader.e2ee.mark('gap')).toHaveCount(0);
    await expect(reader.e2ee.mark('out_of_order')).toHaveCount(0);
});
