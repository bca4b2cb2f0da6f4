import {Asked} from '../support/asked';
import {attempt, uploadFile} from '../support/foreign_client';
import {ENVELOPE_PROP, PLACEHOLDER, SEALED_POST_TYPE} from '../support/plugin';
import {expect, test, type Member} from '../support/stage';

const ENCRYPTED = /400 .*end-to-end encrypted/;

test('the server half by itself refuses clear posts, edits and files from clients that know nothing of encryption', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const sealed = await stage.channel('sealed', {members: [ann, ben]});
    const clear = await stage.channel('clear', {members: [ann, ben]});
    const api = await stage.api(ben);
    const earlier = await api.createPost({channelId: sealed.id, message: 'before it was encrypted'});
    const [annsBrowser] = await stage.encrypted(sealed, ann);
    await annsBrowser.host.sendByEnter('a true one');
    const trueId = await annsBrowser.e2ee.storedId('a true one');
    const trueEnvelope = (await stage.database.post(trueId)).props[ENVELOPE_PROP];

    const twin = await api.createPost({channelId: clear.id, message: 'a clear post'});
    expect(await attempt(api.request('PUT', `/posts/${twin.id}/patch`, {message: 'edited'}))).toBe('ok');
    expect(await uploadFile(api, clear.id, 'notes.txt', 'notes')).toBe('ok');

    expect(await attempt(api.createPost({channelId: sealed.id, message: 'a clear post'}))).toMatch(ENCRYPTED);
    expect(await attempt(api.createPost({channelId: sealed.id, rootId: trueId, message: 'a clear reply'}))).toMatch(ENCRYPTED);
    expect(await attempt(api.request('PUT', `/posts/${earlier.id}/patch`, {message: 'edited'}))).toMatch(/^PUT .* 4\d\d /);
    expect(await uploadFile(api, sealed.id, 'notes.txt', 'notes')).toMatch(/40[03] .*end-to-end encrypted/);
    expect(await attempt(api.request('POST', '/commands/execute', {command: '/me waves', channel_id: sealed.id}))).not.toBe('ok');

    const asSealed = (message: string, props: Record<string, unknown>, type = SEALED_POST_TYPE): Promise<string> =>
        attempt(api.request('POST', '/posts', {channel_id: sealed.id, message, props, type}));
    expect(await asSealed(PLACEHOLDER, {})).toMatch(/ 400 /);
    expect(await asSealed(PLACEHOLDER, {[ENVELOPE_PROP]: 'AAAA'})).toMatch(/ 400 /);
    expect(await asSealed(PLACEHOLDER, {[ENVELOPE_PROP]: trueEnvelope})).toMatch(/ 400 /);
    expect(await asSealed('clear words', {[ENVELOPE_PROP]: trueEnvelope})).toMatch(/ 400 /);

    const annsApi = await stage.api(ann);
    expect(await attempt(annsApi.request('PUT', `/posts/${trueId}/patch`, {message: 'clear words'}))).toMatch(/^PUT .* 4\d\d /);
    expect(await attempt(annsApi.request('POST', `/posts/${trueId}/pin`))).toBe('ok');
    expect((await stage.database.post(trueId)).message).toBe(PLACEHOLDER);
    const texts = (await api.posts(sealed.id)).map(({message}) => message);
    expect(texts.filter((text) => /clear|edited|waves/.test(text))).toEqual([]);
});

test('what cannot be sealed yet is refused in words, and the text stays', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const sealed = await stage.channel('sealed', {members: [ann, ben]});
    const [member] = await stage.encrypted(sealed, ann, ben);
    const {host, e2ee} = member;
    await host.sendByEnter('to be edited');
    const postId = await e2ee.storedId('to be edited');

    await test.step('a file', async () => {
        await host.write('with a file');
        await host.attach({name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes')});
        await host.expectRefused('with a file', "Files can't be encrypted yet");
        await expect(host.attachment).toHaveCount(0);
        expect(member.sent.to('/api/v4/files')).toEqual([]);
    });
    await test.step('a slash command', async () => {
        await host.sendByButton('/shrug so what');
        await host.expectRefused('/shrug so what', 'only /e2ee works in an encrypted channel');
        expect(member.sent.to('/api/v4/commands/execute')).toEqual([]);
    });
    await test.step('a slash command in a thread', async () => {
        await host.openThread(postId);
        await host.replyBox.fill('/me replies');
        await host.rhs.getByTestId('SendMessageButton').click();
        await expect(host.replyError).toContainText('only /e2ee works in an encrypted channel');
        await expect(host.replyBox).toHaveValue('/me replies');
        await host.replyBox.fill('');
        await host.closeRhs();
    });
    await test.step('an inline edit', async () => {
        await host.openEdit(postId);
        await host.editBox.fill('edited');
        await host.saveEdit();
        await expect(host.editError).toContainText("Sealed posts can't be edited yet");
        await expect(host.editBox).toHaveValue('edited');
        await host.cancelEdit();
        await expect(e2ee.opened('to be edited')).toBeVisible();
        expect(member.sent.to(`/posts/${postId}/patch`)).toEqual([]);
    });
    await test.step('a text that no envelope takes', async () => {
        await host.sendByEnter('nul\u0000byte');
        await expect(host.composerError).toContainText("This text can't be sent");
    });
});

/** Asks as the host would, from inside the page, where the guard is. */
function post(member: Member, path: string, body: Record<string, unknown>): Promise<{status: number; text: string}> {
    return member.page.evaluate(
        async ([address, json]) => {
            const headers = {'Content-Type': 'application/json', 'X-Requested-With': 'XMLHttpRequest'};
            const response = await fetch(address, {method: 'POST', headers, body: json});
            return {status: response.status, text: await response.text()};
        },
        [`/api/v4${path}`, JSON.stringify(body)] as const,
    );
}

test('scheduling and burn-on-read never reach the server from an encrypted channel', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const sealed = await stage.channel('sealed', {members: [ann]});
    const clear = await stage.channel('clear', {members: [ann]});
    const [member] = await stage.encrypted(sealed, ann);
    const scheduled = (channelId: string) => ({channel_id: channelId, message: 'later', scheduled_at: Date.now() + 3_600_000});
    const burning = (channelId: string) => ({channel_id: channelId, message: 'for a moment', type: 'burn_on_read'});

    await post(member, '/posts/schedule', scheduled(clear.id));
    await post(member, '/posts', burning(clear.id));
    expect(member.sent.to('/posts/schedule')).toHaveLength(1);
    expect(member.sent.to('/api/v4/posts').filter((request) => request.postData()?.includes('for a moment'))).toHaveLength(1);

    const refused = await post(member, '/posts/schedule', scheduled(sealed.id));
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.text).toContain("can't be scheduled");
    expect((await post(member, '/posts', burning(sealed.id))).status).toBeGreaterThanOrEqual(400);
    expect(member.sent.to('/posts/schedule')).toHaveLength(1);
    expect(member.sent.to('/api/v4/posts').filter((request) => request.postData()?.includes('for a moment'))).toHaveLength(1);
});

test('a draft of an encrypted channel stays in the browser', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const sealed = await stage.channel('sealed', {members: [ann]});
    const clear = await stage.channel('clear', {members: [ann]});
    const [member] = await stage.encrypted(sealed, ann);
    const {host} = member;
    const drafts = () => member.sent.to('/api/v4/drafts').filter((request) => request.method() === 'POST');

    await host.clickChannel(clear);
    await host.write('a clear draft');
    await host.clickChannel(sealed);
    await expect.poll(drafts).toHaveLength(1);

    await host.write('a draft to be sealed');
    await host.clickChannel(clear);
    await expect(host.composer).toHaveValue('a clear draft');
    await host.clickChannel(sealed);
    await expect(host.composer).toHaveValue('a draft to be sealed');
    await host.reloadWithDraft('a draft to be sealed');
    await expect(host.composer).toHaveValue('a draft to be sealed');
    expect(drafts()).toHaveLength(1);
    expect(await (await stage.api(ann)).request<unknown[]>('GET', `/users/me/teams/${stage.stack.team.id}/drafts`)).toHaveLength(1);
    await host.pressEnter();
    await expect(member.e2ee.opened('a draft to be sealed')).toBeVisible();
});

test('the lists of suggestions send no more than the word that is being typed', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const sealed = await stage.channel('sealed', {members: [ann, ben]});
    const clear = await stage.channel('clear', {members: [ann, ben]});
    const [member] = await stage.encrypted(sealed, ann, ben);
    const {host, page} = member;
    const asked = await Asked.on(page);

    // Each is something that is found, so that the host goes on asking across the space.
    const lines = ['/me whistles', `@${ben.firstName} ${ben.lastName}`, `~${sealed.displayName}`].map((line) => line.toLowerCase());
    const typeLines = async (): Promise<string[]> => {
        const before = member.sent.to('autocomplete').length;
        for (const line of lines) {
            await host.type(line);
            await asked.expect(line.replace(/^[@~]/, ''));
            await host.composer.fill('');
        }
        return member.sent
            .to('autocomplete')
            .slice(before)
            .map((request) => decodeURIComponent(request.url().replaceAll('+', ' ')));
    };

    await host.clickChannel(clear);
    expect((await typeLines()).filter((url) => url.includes(' '))).not.toEqual([]);
    await host.clickChannel(sealed);
    expect((await typeLines()).filter((url) => url.includes(' '))).toEqual([]);

    // The word itself is asked for, and its list works.
    await host.type(`@${ben.username.slice(0, 4)}`);
    await expect(host.suggestion(ben.username)).toBeVisible();
});

test('a member without a key is named beside the composer and in the dialog, and the rest can read', async ({stage}) => {
    const [ann, ben, dan] = await stage.people('ann', 'ben', 'dan');
    const channel = await stage.channel('keyless', {members: [ann, ben, dan]});
    const [member, bensBrowser] = await stage.encrypted(channel, ann, ben);
    await expect(member.e2ee.composerNotice).toContainText('Sealed for 2 people; 1 has no key');
    await expect(member.e2ee.composerNotice).toContainText(/dan/i);
    await member.e2ee.openDialog();
    await expect(member.e2ee.dialog).toContainText('2 of 3 have keys');
    await expect(member.e2ee.person(dan.username)).toHaveAttribute('data-key', 'no_key');
    await member.e2ee.closeDialog();
    await member.host.sendByEnter('for those with keys');
    await expect(bensBrowser.e2ee.opened('for those with keys')).toBeVisible();

    const dansBrowser = await stage.keyed(dan, channel);
    await expect(dansBrowser.e2ee.unreadable('not_a_recipient')).toContainText('Sealed before you joined');
});

test('nothing leaves and the text stays when the keys of others cannot be looked up; it is sealed once they can', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const start = await stage.channel('start', {members: [ann, ben]});
    const [member] = await Promise.all([stage.keyed(ann, start), stage.keyed(ben, start)]);
    const channel = await stage.channel('lookup', {members: [ann, ben]});
    await member.host.openChannel(stage.stack.team.name, channel.name);
    await member.e2ee.openDialog();
    await member.e2ee.encrypt();
    await member.e2ee.closeDialog();

    // A fresh page knows nobody's keys yet.
    await member.context.route('**/api/v1/identities/query', (route) => route.abort());
    await member.host.reload();
    await member.e2ee.expectState('on');
    await member.host.sendByEnter('for both of us');
    await member.host.expectRefused('for both of us', 'No connection to the server');
    expect(await stage.database.sealedPosts(channel.id)).toHaveLength(0);

    await member.context.unroute('**/api/v1/identities/query');
    await member.host.sendByEnter('for both of us, now');
    await member.e2ee.storedId('for both of us, now');
    expect(await stage.database.sealedPosts(channel.id)).toHaveLength(1);
});

test('somebody who joined is named before anything is sealed for them: cancel keeps the text, accept sends it', async ({stage}) => {
    const [ann, ben, cleo] = await stage.people('ann', 'ben', 'cleo');
    const channel = await stage.channel('joined', {members: [ann, ben]});
    const start = await stage.channel('start', {members: [cleo]});
    const [member] = await stage.encrypted(channel, ann, ben);
    await stage.keyed(cleo, start);
    await member.host.sendByEnter('before cleo');
    await member.e2ee.storedId('before cleo');
    await (await stage.api(ann)).addToChannel(channel.id, [cleo.userId]);
    const cleosBrowser = await stage.browser(cleo, channel);

    await member.host.sendByEnter('with cleo');
    await expect(member.e2ee.dialog).toHaveAttribute('data-dialog', 'held');
    await expect(member.e2ee.person(cleo.username)).toBeVisible();
    await member.e2ee.button('Cancel').click();
    await expect(member.host.composer).toHaveValue('with cleo');
    expect(await stage.database.sealedPosts(channel.id)).toHaveLength(1);

    await member.host.pressEnter();
    await member.e2ee.button('Seal for them too').click();
    await member.e2ee.storedId('with cleo');
    await expect(cleosBrowser.e2ee.sealedPosts()).toHaveCount(2);
    expect(await stage.database.sealedPosts(channel.id)).toHaveLength(2);
});
