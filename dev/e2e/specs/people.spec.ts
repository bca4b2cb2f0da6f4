import {expect, test} from '../support/stage';

test('bots and deactivated people do not count, and nothing is sealed for them', async ({stage}) => {
    const [ann, ben, gone] = await stage.people('ann', 'ben', 'gone');
    const channel = await stage.channel('counts', {members: [ann, ben, gone]});
    const bot = await stage.admin.request<{id: string}>('GET', '/users/username/e2ee');
    await stage.admin.addToTeam(stage.stack.team.id, [bot.id]);
    await (await stage.api(ann)).addToChannel(channel.id, [bot.id]);
    const [member] = await stage.encrypted(channel, ann, ben);

    await member.e2ee.openDialog();
    await expect(member.e2ee.dialog).toContainText('2 of 3 have keys');
    await expect(member.e2ee.person(gone.username)).toHaveAttribute('data-key', 'no_key');
    await expect(member.e2ee.person('e2ee')).toHaveCount(0);
    await member.e2ee.closeDialog();

    await stage.admin.request('DELETE', `/users/${gone.userId}`);
    await member.host.reload();
    await member.e2ee.openDialog();
    await expect(member.e2ee.dialog).toContainText('All 2 have keys');
    await expect(member.e2ee.person(gone.username)).toHaveCount(0);
    await member.e2ee.closeDialog();
    await expect(member.e2ee.composerLock).toHaveAccessibleName(/Sealed for 2 people$/);
});

test('whoever leaves is sealed for no more; whoever joins with the channel open learns that it is encrypted', async ({stage}) => {
    const [ann, ben, cleo] = await stage.people('ann', 'ben', 'cleo');
    const channel = await stage.channel('leaving', {members: [ann, ben]});
    const elsewhere = await stage.channel('elsewhere', {members: [cleo]});
    const [member, bensBrowser] = await stage.encrypted(channel, ann, ben);
    const cleosBrowser = await stage.keyed(cleo, elsewhere);
    await member.host.sendByEnter('for two');
    await expect(bensBrowser.e2ee.opened('for two')).toBeVisible();
    const api = await stage.api(ann);
    await api.request('DELETE', `/channels/${channel.id}/members/${ben.userId}`);
    await expect(member.e2ee.composerLock).toHaveAccessibleName(/Sealed for you only/);
    await member.host.sendByEnter('for one');
    await member.e2ee.storedId('for one');

    await api.addToChannel(channel.id, [ben.userId, cleo.userId]);
    await bensBrowser.host.openChannel(stage.stack.team.name, channel.name);
    await expect(bensBrowser.e2ee.opened('for two')).toBeVisible();
    await expect(bensBrowser.e2ee.unreadable('not_a_recipient')).toHaveCount(1);
    await cleosBrowser.host.clickChannel(channel);
    await cleosBrowser.e2ee.expectState('on');
    await expect(cleosBrowser.e2ee.unreadable('not_a_recipient')).toHaveCount(2);
});
