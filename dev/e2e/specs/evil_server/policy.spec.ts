import type {Failure} from '../../../../webapp/src/lib/errors';
import {toChannelId, toUserId} from '../../../../webapp/src/vault/protocol/ids';
import {envelopeOf, expect, leaks, postsSent, test} from '../../support/evil_stage';
import {countWraps} from '../../support/envelope';
import {forgeServerId} from '../../support/forged_chain';
import {ServerHalf} from '../../support/server_half';

interface Policy {
    readonly statements: readonly string[];
}

const ONE_POLICY = /\/channels\/[a-z0-9]{26}\/policy$/;
const ALL_POLICIES = /\/api\/v1\/policies$/;

interface Policies {
    readonly channels: Record<string, readonly string[]>;
}

test('a policy that the server deleted, or forked by two who switch at once, sends nothing in clear to a channel known as encrypted', async ({
    stage,
    evil,
}) => {
    const [ann, ben, cleo] = await stage.people('ann', 'ben', 'cleo');
    const deleted = await stage.channel('deleted', {members: [ann, ben, cleo]});
    const forked = await stage.channel('forked', {members: [ann, ben, cleo]});
    const [browser, bensVault, cleosVault] = await Promise.all([
        stage.keyed(ann, deleted, {context: evil.context}),
        stage.foreign(ben),
        stage.foreign(cleo),
    ]);
    const {host, e2ee} = browser;
    const word = `canary${stage.tag}policy`;
    const statementsOf = async (channelId: string): Promise<readonly string[]> =>
        (await new ServerHalf(bensVault.api).get<Policy>(`/channels/${channelId}/policy`)).statements;
    await bensVault.setEncrypted(deleted.id, true);
    await bensVault.setEncrypted(forked.id, true);

    await test.step('of two togglers at once the honest server takes one, and tells the other', async () => {
        await e2ee.expectReaders(3);
        await host.sendByEnter('while it is on');
        await e2ee.storedId('while it is on');
        const annsApi = await stage.api(ann);
        for (const {userId} of [ben, cleo]) {
            await annsApi.request('PUT', `/channels/${forked.id}/members/${userId}/schemeRoles`, {scheme_user: true, scheme_admin: true});
        }
        const races = await Promise.allSettled([bensVault.setEncrypted(forked.id, false), cleosVault.setEncrypted(forked.id, false)]);
        const [lost] = races.filter((race) => race.status === 'rejected');
        expect((lost?.reason as Failure).code).toBe('conflict');
        expect(await statementsOf(forked.id)).toHaveLength(2);
        await host.clickChannel(forked);
        await e2ee.expectState('off_unconfirmed');
    });

    const [first = '', second = ''] = await statementsOf(forked.id);
    const others = await Promise.all(
        [bensVault, cleosVault].map((vault) => vault.statement([first], {mode: 'none', channelId: toChannelId(forked.id)})),
    );
    const [other = ''] = others.filter((statement) => statement !== second);
    await stage.database.tampering.replaceStatements(deleted.id, []);
    await stage.database.tampering.replaceStatements(forked.id, [first, other]);
    await stage.forgetAtServer();

    for (const channel of [deleted, forked]) {
        await test.step(`${channel.name}: held, in words`, async () => {
            await host.openChannel(stage.stack.team.name, channel.name);
            await e2ee.expectState('unknown');
            await expect(e2ee.composerNotice).toContainText('Nothing can be sent');
            await host.sendByEnter(word);
            await host.expectRefused(word, 'The server contradicts what this browser knows');
            expect(await (await stage.api(ben)).posts(channel.id)).not.toContainEqual(expect.objectContaining({message: word}));
        });
    }
    expect(postsSent(evil)).toHaveLength(1);
    expect(leaks([word], browser, evil)).toEqual([]);
    expect(await stage.database.sealedPosts(deleted.id)).toHaveLength(1);
});

test('a policy that is rolled back, another channel’s, another server’s or nobody’s is taken for unknown, never for off', async ({
    stage,
    evil,
}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('policies', {members: [ann, ben]});
    const other = await stage.channel('others', {members: [ann, ben]});
    const [browser, bensVault] = await Promise.all([stage.keyed(ann, channel, {context: evil.context}), stage.foreign(ben)]);
    const {host, e2ee} = browser;
    const word = `canary${stage.tag}policies`;
    const annsApi = await stage.api(ann);
    for (const {id} of [channel, other]) {
        await annsApi.request('PUT', `/channels/${id}/members/${ben.userId}/schemeRoles`, {scheme_user: true, scheme_admin: true});
        for (const isEncrypted of [true, false, true]) {
            await bensVault.setEncrypted(id, isEncrypted);
        }
    }
    const half = new ServerHalf(bensVault.api);
    const {statements} = await half.get<Policy>(`/channels/${channel.id}/policy`);
    const {statements: ofOther} = await half.get<Policy>(`/channels/${other.id}/policy`);
    const channelId = toChannelId(channel.id);
    const ofAnotherServer = await bensVault.statement([], {serverId: forgeServerId(), channelId, mode: 'none'});
    const inAnnsName = await bensVault.statement(statements, {mode: 'none', channelId, signer: toUserId(ann.userId)});
    const lies: ReadonlyArray<readonly [string, readonly string[], string]> = [
        ['withheld', [], 'The server contradicts what this browser knows'],
        ['rolled back', statements.slice(0, 2), 'The server contradicts what this browser knows'],
        ['of another channel', ofOther, 'Nobody proved that they switched encryption here'],
        ['of another server', [ofAnotherServer], 'Made for another server'],
        ['ended in a name that did not sign', [...statements, inAnnsName], 'Nobody proved that they switched encryption here'],
    ];

    await e2ee.expectReaders(2);
    await host.sendByEnter('while it is on');
    await e2ee.storedId('while it is on');
    for (const [what, lie, words] of lies) {
        await test.step(what, async () => {
            evil.beHonest();
            evil.rewrite<Policy>('GET', ONE_POLICY, (answer, {url}) =>
                url.pathname.includes(channel.id) ? {...answer, statements: lie} : answer,
            );
            evil.rewrite<Policies>('GET', ALL_POLICIES, ({channels}) => void Object.assign(channels, {[channel.id]: lie}));
            await host.reload();
            await e2ee.expectState('unknown');
            await expect(e2ee.composerNotice).toContainText('Nothing can be sent');
            await host.sendByEnter(word);
            await host.expectRefused(word, words);
        });
    }
    expect(postsSent(evil)).toHaveLength(1);
    expect(leaks([word], browser, evil)).toEqual([]);
    expect(await stage.database.sealedPosts(channel.id)).toHaveLength(1);

    evil.beHonest();
    await host.reload();
    await e2ee.expectState('on');
    await host.pressEnter();
    await e2ee.storedId(word);
    expect((await stage.database.sealedPosts(channel.id)).map(envelopeOf).map(countWraps)).toEqual([2, 2]);
});
