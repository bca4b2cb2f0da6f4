import {HeldSocket} from '../support/held_socket';
import {expect, test, type Member} from '../support/stage';

async function encrypt(member: Member): Promise<void> {
    await member.e2ee.openDialog();
    await member.e2ee.encrypt();
    await member.e2ee.closeDialog();
}

test('switching on reaches another open browser within a second, and survives a reload', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('reach', {members: [ann, ben]});
    const [annsBrowser, bensBrowser] = await Promise.all([stage.keyed(ann, channel), stage.keyed(ben, channel)]);
    await bensBrowser.e2ee.expectState('off');

    await encrypt(annsBrowser);
    await bensBrowser.e2ee.expectState('on', 1_000);

    await Promise.all([annsBrowser.host.reload(), bensBrowser.host.reload()]);
    await annsBrowser.e2ee.expectState('on');
    await bensBrowser.e2ee.expectState('on');
});

test('a browser that missed the event learns it when its socket comes back, and from the first sealed post', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const first = await stage.channel('first', {members: [ann, ben]});
    const second = await stage.channel('second', {members: [ann, ben]});
    const annsBrowser = await stage.keyed(ann, first);
    const bensBrowser = await stage.keyed(ben, first);
    const socket = await HeldSocket.of(bensBrowser.page);
    await bensBrowser.host.reload();
    await bensBrowser.e2ee.expectState('off');

    socket.lost = 'policy_changed';
    await encrypt(annsBrowser);
    await expect(bensBrowser.host.postWith('switched end-to-end encryption')).toBeVisible();
    await socket.drop();
    await bensBrowser.e2ee.expectState('on', 30_000);

    await annsBrowser.host.clickChannel(second);
    await bensBrowser.host.clickChannel(second);
    await bensBrowser.e2ee.expectState('off');
    await encrypt(annsBrowser);
    await annsBrowser.host.sendByEnter('you missed something');
    await expect(bensBrowser.e2ee.opened('you missed something')).toBeVisible();
    await bensBrowser.e2ee.expectState('on');
});

test('who may switch: any member on, channel admins off, as the admin chose, and not in a public channel', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('may', {members: [ann, ben]});
    const open = await stage.channel('open', {type: 'public', members: [ann, ben]});
    const bensBrowser = await stage.keyed(ben, channel);

    await bensBrowser.e2ee.openDialog();
    await expect(bensBrowser.e2ee.button('Encrypt this channel')).toBeEnabled();
    await bensBrowser.e2ee.closeDialog();
    await stage.withSettings({whomayswitchon: 'channel_admins'}, {whomayswitchon: 'any_member'}, async () => {
        await bensBrowser.e2ee.openDialog();
        await expect(bensBrowser.e2ee.dialog).toContainText("You aren't allowed to switch this");
        await expect(bensBrowser.e2ee.button('Encrypt this channel')).toBeHidden();
        await bensBrowser.e2ee.closeDialog();
    });
    await bensBrowser.e2ee.openDialog();
    await bensBrowser.e2ee.encrypt();
    await expect(bensBrowser.e2ee.dialog).toContainText("You aren't allowed to switch this");
    await expect(bensBrowser.e2ee.button('Stop encrypting')).toBeHidden();
    await bensBrowser.e2ee.closeDialog();

    const annsBrowser = await stage.keyed(ann, channel);
    await annsBrowser.e2ee.openDialog();
    await expect(annsBrowser.e2ee.button('Stop encrypting')).toBeEnabled();
    await annsBrowser.e2ee.closeDialog();

    await annsBrowser.host.clickChannel(open);
    await annsBrowser.e2ee.openDialog();
    await expect(annsBrowser.e2ee.dialog).toContainText("Public channels can't be encrypted");
    await expect(annsBrowser.e2ee.button('Encrypt this channel')).toBeHidden();
});

test('after somebody stops encrypting, others send nothing in clear before they have seen who did, and agreed', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('stop', {members: [ann, ben]});
    const [annsBrowser, bensBrowser] = await stage.encrypted(channel, ann, ben);
    await bensBrowser.host.sendByEnter('sealed while it is on');
    await expect(annsBrowser.e2ee.opened('sealed while it is on')).toBeVisible();

    await annsBrowser.e2ee.openDialog();
    await annsBrowser.e2ee.stopEncrypting();
    await annsBrowser.e2ee.closeDialog();
    await bensBrowser.e2ee.expectState('off_unconfirmed');
    await expect(bensBrowser.e2ee.composerNotice).toContainText('Nothing is sent until you agree');
    await bensBrowser.host.sendByEnter('may everybody read this?');
    await expect(bensBrowser.e2ee.dialog).toContainText(`${ann.username}`);
    await expect(bensBrowser.e2ee.dialog).toContainText('switched off encryption');
    await bensBrowser.e2ee.button('Not now').click();
    await expect(bensBrowser.host.composer).toHaveValue('may everybody read this?');
    await bensBrowser.host.reload();
    await bensBrowser.e2ee.expectState('off_unconfirmed');
    const api = await stage.api(ann);
    expect((await api.posts(channel.id)).map(({message}) => message)).not.toContain('may everybody read this?');

    await bensBrowser.e2ee.openDialog();
    await bensBrowser.e2ee.button('I understand, send unencrypted from now on').click();
    await bensBrowser.e2ee.expectState('off');
    await bensBrowser.e2ee.closeDialog();
    await bensBrowser.host.sendByEnter('may everybody read this?');
    await expect(annsBrowser.host.postWith('may everybody read this?')).toBeVisible();
    await expect(bensBrowser.e2ee.opened('sealed while it is on')).toBeVisible();
});

test("the plugin's bot posts who changed it, and who lacks a key", async ({stage}) => {
    const [ann, ben, dan] = await stage.people('ann', 'ben', 'dan');
    const channel = await stage.channel('bot', {members: [ann, ben, dan]});
    const [annsBrowser] = await stage.encrypted(channel, ann, ben);
    const on = annsBrowser.host.postWith('switched end-to-end encryption on');
    await expect(on).toContainText(ann.username);
    await expect(on).toContainText(`${dan.username} has no key`);
    await expect(on).not.toContainText(ben.username);

    await annsBrowser.e2ee.openDialog();
    await annsBrowser.e2ee.stopEncrypting();
    await annsBrowser.e2ee.closeDialog();
    await expect(annsBrowser.host.postWith('switched end-to-end encryption off')).toContainText(ann.username);
});

test('/e2ee does what the dialog does, and a wrong one answers in words', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('commands', {members: [ann, ben]});
    const member = await stage.browser(ann, channel);
    const answer = async (line: string, words: string | RegExp): Promise<void> => {
        await member.host.sendByButton(line);
        await expect(member.host.posts.last()).toContainText(words);
        await expect(member.host.composer).toHaveValue('');
    };

    await member.host.type('/e2ee st');
    await expect(member.host.suggestion('status')).toBeVisible();
    await member.host.composer.press('Escape');
    await answer('/e2ee help', 'Encryption in this channel');
    await answer('/e2ee wrong', 'There is no');
    await answer('/e2ee start', 'You have no keys in this browser yet');
    await answer('/e2ee status', /This channel isn't encrypted[^]*init/);

    await member.host.sendByButton('/e2ee init');
    await member.e2ee.makeKeys();
    await member.e2ee.finishSetUp();
    await expect(member.e2ee.dialog).toBeHidden();
    await answer('/e2ee init', 'Your keys are already set up in this browser');
    await answer('/e2ee start', /This channel is encrypted from now on|switched end-to-end encryption on/);
    await member.e2ee.expectState('on');
    await answer('/e2ee start', 'already encrypted');
    await answer('/e2ee status', new RegExp(`encrypted, switched on by @${ann.username}[^]*1 of 2[^]*No key yet: @${ben.username}`));
    await answer('/e2ee stop', /isn't encrypted any more|switched end-to-end encryption off/);
    await member.e2ee.expectState('off');
    await answer('/e2ee stop', "This channel isn't encrypted");

    const sent = member.sent.to('/api/v4/commands/execute');
    expect(sent.map((request) => request.postData())).toEqual([]);
});
