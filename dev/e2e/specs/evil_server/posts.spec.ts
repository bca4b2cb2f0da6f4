import type {Post} from '../../../stack/src/api';
import {attempt, uploadedFile} from '../../support/foreign_client';
import {envelopeOf, expect, leaks, postsSent, test} from '../../support/evil_stage';
import type {ForeignEnvelope} from '../../support/foreign_member';
import {HeldSocket} from '../../support/held_socket';
import {ENVELOPE_PROP, PLACEHOLDER} from '../../support/plugin';
import type {Member, Stage} from '../../support/stage';

interface PostList {
    order: readonly string[];
    readonly posts: Record<string, {metadata?: object}>;
}

/** What the server is made to hold is read afresh, by the server (which keeps pages of posts in memory) and by the page. */
async function readAgain(stage: Stage, reader: Member): Promise<void> {
    await stage.forgetAtHost();
    await reader.host.reload();
}

test('a clear post that the server inserts, whoever it claims to be from, is marked; one that was sealed gives its reason and no text', async ({
    stage,
    evil,
}) => {
    const people = await stage.people('ann', 'ben');
    const [ann, ben] = people;
    const channel = await stage.channel('inserted', {members: people});
    const clear = await stage.channel('clear', {members: people});
    const [reader, bensVault] = await Promise.all([stage.keyed(ann, channel, {context: evil.context}), stage.foreign(ben)]);
    const {host, e2ee} = reader;
    const {tampering} = stage.database;
    await bensVault.setEncrypted(channel.id, true);
    const sealed = await bensVault.post({channelId: channel.id, people, text: 'a true one, sealed'});
    const stripped = await bensVault.post({channelId: channel.id, people, text: 'soon without its type'});
    const rewritten = await bensVault.post({channelId: channel.id, people, text: 'soon with other words'});
    for (const {id} of [sealed, stripped, rewritten]) {
        await expect(e2ee.opened('', host.post(id))).toBeVisible();
    }
    const harmless = await bensVault.api.createPost({channelId: clear.id, message: 'transfer the money'});
    await host.clickChannel(clear);
    await expect(host.post(harmless.id)).toContainText('transfer the money');
    await expect(e2ee.clearPost('not_encrypted')).toHaveCount(0);
    await host.clickChannel(channel);

    const now = Date.now();
    const fromBen = await tampering.copyPost(harmless.id, {channelId: channel.id, createAt: now});
    const fromAnn = await tampering.copyPost(harmless.id, {channelId: channel.id, userId: ann.userId, createAt: now + 1});
    const answer = await tampering.copyPost(harmless.id, {channelId: channel.id, rootId: sealed.id, createAt: now + 2});
    await tampering.changePost(stripped.id, {type: '', message: 'transfer the money'});
    await tampering.changePost(rewritten.id, {type: '', props: {}});
    await readAgain(stage, reader);

    for (const id of [fromBen, fromAnn]) {
        await expect(e2ee.clearPost('not_encrypted', host.post(id))).toContainText('Not encrypted, author not proved');
    }
    for (const {id} of [stripped, rewritten]) {
        await expect(e2ee.clearPost('was_sealed', host.post(id))).toContainText('This was an encrypted message');
        await expect(host.post(id)).not.toContainText('transfer the money');
    }
    await expect(e2ee.clearPost('not_encrypted', host.post(sealed.id))).toHaveCount(0);
    await expect(e2ee.opened('a true one, sealed', host.post(sealed.id))).toBeVisible();
    await host.openThread(sealed.id);
    await expect(e2ee.clearPost('not_encrypted', host.rhsPost(answer))).toContainText('Not encrypted, author not proved');
    expect(leaks(['a true one, sealed'], reader, evil)).toEqual([]);
});

test('a sealed post on which the server hangs another name, an attachment, a file, a card or a preview is not shown', async ({
    stage,
    evil,
}) => {
    const people = await stage.people('ann', 'ben');
    const [ann, ben] = people;
    const channel = await stage.channel('changed', {members: people});
    const clear = await stage.channel('clear', {members: people});
    const [reader, bensVault] = await Promise.all([stage.keyed(ann, channel, {context: evil.context}), stage.foreign(ben)]);
    const {host, e2ee} = reader;
    const {tampering} = stage.database;
    await bensVault.setEncrypted(channel.id, true);
    const posts: Post[] = [];
    for (const what of ['name', 'attachment', 'file', 'card', 'preview', 'harmless']) {
        posts.push(await bensVault.post({channelId: channel.id, people, text: `soon with a ${what}`}));
    }
    for (const {id} of posts) {
        await expect(e2ee.opened('soon with a', host.post(id))).toBeVisible();
    }

    const [named, attached, filed, carded, previewed, harmless] = posts as [Post, Post, Post, Post, Post, Post];
    const hang = ({id, props}: Post, added: Record<string, unknown>): Promise<void> =>
        tampering.changePost(id, {props: {...props, ...added}});
    await hang(named, {override_username: 'the boss', from_webhook: 'true'});
    await hang(attached, {attachments: [{text: 'transfer the money'}]});
    await hang(carded, {card: 'transfer the money'});
    await hang(harmless, {harmless: 'of another plugin'});
    const fileId = await uploadedFile(bensVault.api, clear.id, 'transfer.txt');
    await tampering.changePost(filed.id, {fileIds: [fileId]});
    evil.rewrite<PostList>('GET', /\/channels\/.*\/posts/, (list) => {
        const post = list.posts[previewed.id];
        if (post !== undefined) {
            post.metadata = {...post.metadata, embeds: [{type: 'image', url: 'https://example.org/transfer.png'}]};
        }
    });
    await readAgain(stage, reader);

    for (const {id} of [named, attached, filed, carded, previewed]) {
        await expect(e2ee.unreadable('props_forbidden', host.post(id))).toContainText('Somebody added something to this post');
        await expect(host.post(id)).not.toContainText('soon with a');
    }
    await expect(e2ee.opened('soon with a harmless', host.post(harmless.id))).toBeVisible();
    expect(leaks(['soon with a harmless'], reader, evil)).toEqual([]);
});

test('a sealed post that the server puts elsewhere says that it does not belong there, and a second one in place that it is a copy', async ({
    stage,
    evil,
}) => {
    const people = await stage.people('ann', 'ben');
    const [ann, ben] = people;
    const channel = await stage.channel('copies', {members: people});
    const other = await stage.channel('other', {members: people});
    const [reader, bensVault] = await Promise.all([stage.keyed(ann, channel, {context: evil.context}), stage.foreign(ben)]);
    const {host, e2ee} = reader;
    const {tampering} = stage.database;
    await bensVault.setEncrypted(channel.id, true);
    const original = await bensVault.post({channelId: channel.id, people, text: 'the original'});
    const root = await bensVault.post({channelId: channel.id, people, text: 'the root of a thread'});
    await expect(e2ee.opened('the original', host.post(original.id))).toBeVisible();
    await expect(e2ee.opened('the root of a thread', host.post(root.id))).toBeVisible();
    await host.openThread(root.id);
    await host.reply('a true reply');
    await expect(e2ee.opened('a true reply', host.rhs)).toBeVisible();

    const elsewhere = await tampering.copyPost(original.id, {channelId: other.id});
    const inThread = await tampering.copyPost(original.id, {rootId: root.id});
    const underAnn = await tampering.copyPost(original.id, {userId: ann.userId});
    const twice = await tampering.copyPost(original.id);
    await readAgain(stage, reader);

    await expect(e2ee.opened('the original', host.post(original.id))).toBeVisible();
    await expect(e2ee.mark('copy', host.post(original.id))).toHaveCount(0);
    await expect(e2ee.unreadable('author_mismatch', host.post(underAnn))).toContainText('Not written by the person it is shown under');
    await expect(e2ee.opened('the original', host.post(twice))).toBeVisible();
    await expect(e2ee.mark('copy', host.post(twice))).toContainText('A copy of an earlier post');

    await host.openThread(root.id);
    await expect(e2ee.opened('a true reply', host.rhs)).toBeVisible();
    await expect(e2ee.unreadable('thread_mismatch', host.rhsPost(inThread))).toContainText('Belongs to another thread');

    await host.clickChannel(other);
    await e2ee.expectState('off');
    await expect(e2ee.unreadable('channel_mismatch', host.post(elsewhere))).toContainText('Belongs to another channel');
    expect(postsSent(evil)).toHaveLength(1);
    expect(leaks(['the original'], reader, evil)).toEqual([]);
});

test('an older version of an edited post that is served again, or a second one of the same number, is not shown', async ({stage, evil}) => {
    const people = await stage.people('ann', 'ben');
    const [ann, ben] = people;
    const channel = await stage.channel('edited', {members: people});
    const [reader, bensVault] = await Promise.all([stage.keyed(ann, channel, {context: evil.context}), stage.foreign(ben)]);
    const {host, e2ee} = reader;
    const audience = {channelId: channel.id, people};
    await bensVault.setEncrypted(channel.id, true);
    const first = await bensVault.seal({...audience, text: 'the first wording'});
    const {id} = await bensVault.send(channel.id, first.envelope);
    const edit = (before: ForeignEnvelope, revision: number, text: string): Promise<ForeignEnvelope> =>
        bensVault.seal({
            ...audience,
            text,
            header: {type: 'edit', editedUid: first.header.uid, revision, previousRevision: before.revisionHash},
        });
    const second = await edit(first, 1, 'the second wording');
    const third = await edit(second, 2, 'the third wording');
    const otherThird = await edit(second, 2, 'another third wording');

    await expect(e2ee.opened('the first wording', host.post(id))).toBeVisible();
    for (const [{envelope}, text] of [
        [second, 'the second wording'],
        [third, 'the third wording'],
    ] as const) {
        await bensVault.api.request('PUT', `/posts/${id}/patch`, {message: PLACEHOLDER, props: {[ENVELOPE_PROP]: envelope}});
        await expect(e2ee.opened(text, host.post(id))).toBeVisible();
        await expect(e2ee.mark('edited', host.post(id))).toBeVisible();
    }
    const again = bensVault.api.request('PUT', `/posts/${id}/patch`, {message: PLACEHOLDER, props: {[ENVELOPE_PROP]: second.envelope}});
    expect(await attempt(again)).toMatch(/^PUT .* 4\d\d /);

    for (const {envelope} of [second, otherThird]) {
        await stage.database.tampering.replaceEnvelope(id, envelope);
        await readAgain(stage, reader);
        await expect(e2ee.unreadable('revision_superseded', host.post(id))).toContainText('An older version of this post');
        await expect(host.post(id)).not.toContainText('wording');
    }
    await stage.database.tampering.replaceEnvelope(id, third.envelope);
    await readAgain(stage, reader);
    await expect(e2ee.opened('the third wording', host.post(id))).toBeVisible();
    expect(envelopeOf(await stage.database.post(id))).toBe(third.envelope);
    expect(leaks(['the third wording'], reader, evil)).toEqual([]);
});

test('a post of a key that was replaced is refused by the honest server, and marked where the server brings it up nevertheless', async ({
    stage,
    evil,
}) => {
    const people = await stage.people('ann', 'ben');
    const [ann, ben] = people;
    const channel = await stage.channel('superseded', {members: people});
    const [reader, bensVault] = await Promise.all([stage.keyed(ann, channel, {context: evil.context}), stage.foreign(ben)]);
    const {host, e2ee} = reader;
    const audience = {channelId: channel.id, people};
    await bensVault.setEncrypted(channel.id, true);
    const early = await bensVault.post({...audience, text: 'with the first key'});
    await expect(e2ee.opened('with the first key', host.post(early.id))).toBeVisible();

    await bensVault.next('rotate');
    await stage.database.tampering.replaceChain(ben.userId, bensVault.records);
    await stage.forgetAtServer();
    await host.reload();
    const {envelope} = await bensVault.seal({...audience, text: 'with the second key'});
    const {id} = await bensVault.send(channel.id, envelope);
    await expect(e2ee.opened('with the second key', host.post(id))).toBeVisible();

    // What was on its way when the key was replaced is no alarm: ten minutes are left for it.
    const afterMs = Date.now() + 3_600_000;
    const onItsWay = await bensVault.seal({...audience, text: 'on its way', header: {senderGeneration: 0}});
    const late = await bensVault.seal({...audience, text: 'too late', header: {senderGeneration: 0, timeMs: afterMs}});
    expect(await attempt(bensVault.send(channel.id, late.envelope))).toMatch(/ 400 /);
    const {tampering} = stage.database;
    const [broughtSoon, broughtLate] = [await tampering.copyPost(id), await tampering.copyPost(id, {createAt: afterMs})];
    await tampering.replaceEnvelope(broughtSoon, onItsWay.envelope);
    await tampering.replaceEnvelope(broughtLate, late.envelope);
    await readAgain(stage, reader);
    await expect(e2ee.mark('superseded_generation', host.post(broughtLate))).toContainText('Signed with an older key of its author');
    for (const unmarked of [early.id, id, broughtSoon]) {
        await expect(e2ee.opened('', host.post(unmarked))).toBeVisible();
        await expect(e2ee.mark('superseded_generation', host.post(unmarked))).toHaveCount(0);
    }
    expect(leaks(['with the second key'], reader, evil)).toEqual([]);
});

test('posts that arrive in another order raise no alarm; one that is withheld, or dated otherwise, leaves a quiet line', async ({
    stage,
    evil,
}) => {
    const people = await stage.people('ann', 'ben');
    const [ann, ben] = people;
    const channel = await stage.channel('order', {members: people});
    const elsewhere = await stage.channel('elsewhere', {members: people});
    const [reader, bensVault] = await Promise.all([stage.keyed(ann, elsewhere, {context: evil.context}), stage.foreign(ben)]);
    const {host, e2ee, page} = reader;
    const {tampering} = stage.database;
    const socket = await HeldSocket.of(page);
    const posts: string[] = [];
    const write = async (number: number): Promise<void> => {
        posts.push((await bensVault.post({channelId: channel.id, people, text: `${stage.tag} number ${number}`})).id);
    };
    await bensVault.setEncrypted(channel.id, true);
    await host.openChannel(stage.stack.team.name, channel.name);
    await e2ee.expectState('on');

    await test.step('the socket tells them the other way round', async () => {
        await socket.reversed(async () => {
            await write(1);
            await write(2);
            await write(3);
        });
        await expect(e2ee.sealedPosts()).toContainText(['number 1', 'number 2', 'number 3']);
        await expect(e2ee.mark('gap')).toHaveCount(0);
        await expect(e2ee.mark('out_of_order')).toHaveCount(0);
    });

    await test.step('one never arrives', async () => {
        socket.lost = channel.id;
        await write(4);
        await write(5);
        const [withheld = ''] = posts.slice(3, 4);
        evil.rewrite<PostList>('GET', /\/posts/, (list) => {
            list.order = list.order.filter((id) => id !== withheld);
            delete list.posts[withheld];
        });
        await readAgain(stage, reader);
        await expect(e2ee.opened('number 5')).toBeVisible();
        await expect(e2ee.opened('number 4')).toHaveCount(0);
        await expect(e2ee.mark('gap', host.post(posts[4] ?? ''))).toContainText("A post before this one isn't here");
        await expect(e2ee.mark('gap')).toHaveCount(1);

        evil.beHonest();
        await readAgain(stage, reader);
        await expect(e2ee.opened('number 4')).toBeVisible();
        await expect(e2ee.mark('gap')).toHaveCount(0);
    });

    await test.step('the server dates two the other way round, and one an hour later', async () => {
        const [one = '', two = '', three = ''] = posts;
        const [first, second] = await Promise.all(
            [one, two].map((id) => bensVault.api.request<{create_at: number}>('GET', `/posts/${id}`)),
        );
        await tampering.changePost(one, {createAt: second?.create_at ?? 0});
        await tampering.changePost(two, {createAt: first?.create_at ?? 0});
        await tampering.changePost(three, {createAt: Date.now() + 3_600_000});
        await readAgain(stage, reader);
        await expect(e2ee.sealedPosts()).toContainText(['number 2', 'number 1', 'number 4', 'number 5', 'number 3']);
        await expect(e2ee.mark('out_of_order', host.post(one))).toContainText('Written before the post above it');
        await expect(e2ee.mark('time_differs', host.post(three))).toContainText('says its author; the server says');
        await expect(e2ee.mark('time_differs')).toHaveCount(1);
    });
    expect(leaks([`${stage.tag} number 1`], reader, evil)).toEqual([]);
});
