import {randomBytes} from 'node:crypto';

import {MattermostApi} from '../../stack/src/api';
import type {Account, Channel, Team} from '../../stack/src/api';
import {openAdmin} from '../../stack/src/provision';

/** Fresh accounts, team and channels with the roles that the recording gives them, on any server. */
export interface World {
    siteUrl: string;
    admin: MattermostApi;
    alice: MattermostApi;
    bob: MattermostApi;
    accounts: {alice: Account; bob: Account; carol: Account};
    team: Team;
    probeOne: Channel;
    probeTwo: Channel;

    /** Real ids and names, and how the recording writes them. Grows as journeys make channels. */
    names: Map<string, string>;
}

/** The recording's admin made the channels and stands in their first posts; others joined in the order of the alphabet. */
export async function createWorld(siteUrl: string): Promise<World> {
    const admin = await openAdmin(siteUrl);
    const run = randomBytes(3).toString('hex');
    const account = (name: string) => ({username: `${name}-${run}`, firstName: '', lastName: ''});
    const [alice, bob, carol] = (await admin.ensureUsers([account('alice'), account('bob'), account('carol')])) as [
        Account,
        Account,
        Account,
    ];
    const team = await admin.ensureTeam(`team-${run}`, 'Team');
    await admin.addToTeam(team.id, [alice.userId, bob.userId, carol.userId]);
    const probeOne = await admin.ensureChannel(team.id, 'probe-one', 'Probe One', 'public');
    const probeTwo = await admin.ensureChannel(team.id, 'probe-two', 'Probe Two', 'public');
    for (const channel of [probeOne, probeTwo]) {
        await admin.addToChannel(channel.id, [alice.userId, bob.userId, carol.userId]);
    }
    const offTopic = await admin.request<{id: string}>('GET', `/teams/${team.id}/channels/name/off-topic`);
    const townSquare = await admin.request<{id: string}>('GET', `/teams/${team.id}/channels/name/town-square`);
    const names = new Map([
        [alice.userId, '<userId:alice>'],
        [bob.userId, '<userId:bob>'],
        [carol.userId, '<userId:carol>'],
        [admin.userId, '<userId:admin>'],
        [alice.username, 'alice'],
        [bob.username, 'bob'],
        [carol.username, 'carol'],
        [team.id, '<teamId>'],
        [team.name, 'team'],
        [probeOne.id, '<channelId:probe-one>'],
        [probeTwo.id, '<channelId:probe-two>'],
        [townSquare.id, '<channelId:town-square>'],
        [siteUrl, '<siteURL>'],
    ]);
    // Of the channels that she never saw, all but off-topic hold something unread for alice.
    const aliceApi = await MattermostApi.logIn(siteUrl, alice.username, alice.password);
    await aliceApi.request('POST', '/channels/members/me/view', {channel_id: offTopic.id});
    for (const channelId of [townSquare.id, probeOne.id, probeTwo.id]) {
        await admin.createPost({channelId, message: 'welcome'});
    }
    return {
        siteUrl,
        admin,
        alice: aliceApi,
        bob: await MattermostApi.logIn(siteUrl, bob.username, bob.password),
        accounts: {alice, bob, carol},
        team,
        probeOne,
        probeTwo,
        names,
    };
}
