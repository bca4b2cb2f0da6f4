import {signStatement} from '../../src/vault/protocol/signed_statement';
import {members} from '../support/browsers';
import type {Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {CHANNEL_ID, OTHER_CHANNEL_ID, OTHER_SERVER_ID, SERVER_ID, unsafeTestingInUse, userIdOf} from '../support/people';
import {provider} from '../support/provider';
import {Stage} from './stage';

const both = members('ann', 'ben');
const state = (channel: object) => ({kind: 'channel', channel});
const unknown = (code: string) => state({kind: 'unknown', code});
const disputed = (sequence: number) => ({kind: 'channel', channel: {kind: 'unknown', code: 'policy_contradicts', disputed: sequence}});

describe('the policy of a channel', () => {
    let stage: Stage;
    let ann: Tab;
    let ben: Tab;

    const switchOff = (who: Tab) => who.vault.setEncrypted(CHANNEL_ID, false, stage.clock.now());

    beforeEach(async () => {
        stage = new Stage();
        [ann, ben] = [await stage.person('ann'), await stage.person('ben')];
        stage.server.covered.add(CHANNEL_ID).add(OTHER_CHANNEL_ID);
    });

    test('is off where nobody ever switched it on', async () => {
        await expect(ann.vault.channel(CHANNEL_ID)).resolves.toEqual(state({kind: 'off'}));
        await expect(ann.write('clear?', both)).resolves.toEqual({kind: 'failed', code: 'policy_contradicts'});
    });

    test('of all channels comes in one answer', async () => {
        await ann.encrypt();
        const switchedAtMs = stage.clock.ms;
        await expect(ben.vault.channels()).resolves.toEqual({
            kind: 'channels',
            channels: {
                [CHANNEL_ID]: {kind: 'on', sequence: 1, changedBy: userIdOf('ann'), changedAtMs: switchedAtMs},
                [OTHER_CHANNEL_ID]: {kind: 'off'},
            },
        });
    });

    test('is still known after a reload, without verifying again', async () => {
        const browser = stage.browser();
        const cleo = browser.openTab();
        await cleo.logIn('cleo');
        await ann.encrypt();
        await expect(cleo.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on'}});

        const reloaded = browser.openTab();
        await reloaded.logIn('cleo');
        const asked = stage.server.asked.length;
        await expect(reloaded.vault.channels()).resolves.toMatchObject({channels: {[CHANNEL_ID]: {kind: 'on'}}});
        expect(stage.server.asked.slice(asked)).toEqual(['policies']);
    });

    test('by somebody who had no key a moment ago is believed once they have one, and not before', async () => {
        const withCleo = members('ann', 'ben', 'cleo');
        await expect(ben.vault.people(CHANNEL_ID, withCleo)).resolves.toMatchObject({people: [{}, {}, {kind: 'no_key'}]});
        const cleo = await stage.person('cleo');
        await cleo.encrypt();
        const chain = stage.server.chains.get(userIdOf('cleo')) ?? [];
        stage.server.chains.delete(userIdOf('cleo'));
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(unknown('statement_invalid'));

        stage.server.chains.set(userIdOf('cleo'), chain);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on'}});
    });

    test('switched off holds everybody else until they agree', async () => {
        await ann.encrypt();
        await ben.vault.channel(CHANNEL_ID);
        await expect(switchOff(ann)).resolves.toEqual(state({kind: 'off'}));

        const unconfirmed = state({
            kind: 'off_unconfirmed',
            sequence: 2,
            changedBy: userIdOf('ann'),
            changedAtMs: expect.any(Number) as number,
        });
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(unconfirmed);
        await expect(ben.write('sealed?', both)).resolves.toEqual({kind: 'failed', code: 'policy_contradicts'});
        await expect(ben.vault.confirmOff(CHANNEL_ID, 1)).resolves.toEqual({kind: 'failed', code: 'conflict'});
        await expect(ben.vault.confirmOff(CHANNEL_ID, 2)).resolves.toEqual(state({kind: 'off'}));
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(state({kind: 'off'}));

        // The agreement was to that statement only.
        await ann.encrypt();
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on', sequence: 3}});
        await switchOff(ann);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'off_unconfirmed', sequence: 4}});
    });

    test('switched off before a browser met it needs its agreement too', async () => {
        await ann.encrypt();
        await switchOff(ann);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'off_unconfirmed'}});
    });

    test('rolled back is seen', async () => {
        await ann.encrypt();
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on'}});
        stage.server.policies.delete(CHANNEL_ID);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(unknown('policy_contradicts'));
        await expect(ben.write('hello', both)).resolves.toEqual({kind: 'failed', code: 'policy_contradicts'});
    });

    test('rolled back behind a switching off and on is seen', async () => {
        await ann.encrypt();
        const [first] = stage.server.policies.get(CHANNEL_ID) ?? [];
        await switchOff(ann);
        await ben.vault.channel(CHANNEL_ID);
        stage.server.policies.set(CHANNEL_ID, first ? [first] : []);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(unknown('policy_contradicts'));
    });

    test('rolled back in many channels is found out with one more request', async () => {
        const channelIds = [CHANNEL_ID, OTHER_CHANNEL_ID];
        for (const channelId of channelIds) {
            await ann.vault.setEncrypted(channelId, true, stage.clock.now());
        }
        await expect(ben.vault.channels()).resolves.toMatchObject({
            channels: {[CHANNEL_ID]: {kind: 'on'}, [OTHER_CHANNEL_ID]: {kind: 'on'}},
        });
        stage.server.policies.clear();
        const asked = stage.server.asked.length;
        await expect(ben.vault.channels()).resolves.toEqual({
            kind: 'channels',
            channels: Object.fromEntries(channelIds.map((channelId) => [channelId, {kind: 'unknown', code: 'policy_contradicts'}])),
        });
        expect(stage.server.asked.slice(asked)).toEqual(['policies', 'policies']);
    });

    test.each(['policies', 'policy'] as const)('is not taken for rolled back by an answer that was overtaken (%s)', async (method) => {
        const arrive = stage.server.delay(method);
        const asked = method === 'policies' ? ann.vault.channels() : ann.vault.channel(CHANNEL_ID);
        await new Promise((resolve) => setImmediate(resolve));
        await ann.encrypt();
        arrive();
        const on = expect.objectContaining({kind: 'on', sequence: 1}) as unknown;
        await expect(asked).resolves.toMatchObject(method === 'policies' ? {channels: {[CHANNEL_ID]: on}} : {channel: on});
        await expect(ann.write('goes on', both)).resolves.toMatchObject({kind: 'sealed'});
    });

    test('forked is seen', async () => {
        await ann.encrypt();
        await ben.vault.channel(CHANNEL_ID);
        const seenByBen = stage.server.policies.get(CHANNEL_ID) ?? [];

        // Another first statement, by somebody else.
        stage.server.policies.delete(CHANNEL_ID);
        const cleo = await stage.person('cleo');
        await cleo.encrypt();
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(unknown('policy_contradicts'));
        stage.server.policies.set(CHANNEL_ID, seenByBen);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on'}});
    });

    test('forked between two who switch is seen by a post of the other branch, also once it was agreed to', async () => {
        await ann.encrypt();
        await Promise.all([ann, ben].map((tab) => tab.vault.channel(CHANNEL_ID)));
        const common = stage.server.policies.get(CHANNEL_ID) ?? [];
        await expect(switchOff(ann)).resolves.toEqual(state({kind: 'off'}));
        const branch = stage.server.policies.get(CHANNEL_ID) ?? [];

        // Ben is shown none of it, and says something else in the same place.
        stage.server.policies.set(CHANNEL_ID, common);
        await ben.encrypt();
        const post = stage.host.post('ben', await ben.send('under the other second statement', both));
        stage.server.policies.set(CHANNEL_ID, branch);
        await expect(ann.vault.channel(CHANNEL_ID)).resolves.toEqual(state({kind: 'off'}));
        await expect(ann.readTexts(post)).resolves.toEqual(['under the other second statement']);
        await expect(ann.vault.channel(CHANNEL_ID)).resolves.toEqual(disputed(2));
        await expect(ann.write('clear?', both)).resolves.toEqual({kind: 'failed', code: 'policy_contradicts'});
    });

    test('forked further back is seen before an agreement makes the channel clear', async () => {
        await ann.encrypt();
        const branch = stage.server.policies.get(CHANNEL_ID) ?? [];
        stage.server.policies.delete(CHANNEL_ID);
        await ben.encrypt();
        const post = stage.host.post('ben', await ben.send('under the other first statement', both));
        stage.server.policies.set(CHANNEL_ID, branch);
        const cleo = await stage.person('cleo');
        await cleo.readTexts(post);
        await expect(cleo.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on'}});
        await switchOff(ann);
        await expect(cleo.vault.channel(CHANNEL_ID)).resolves.toEqual(disputed(1));
        await expect(cleo.vault.confirmOff(CHANNEL_ID, 2)).resolves.not.toMatchObject({channel: {kind: 'off'}});
    });

    test('of another server is unknown, never off', async () => {
        const statement = (serverId: typeof SERVER_ID) => ({
            serverId,
            channelId: CHANNEL_ID,
            mode: 'p2p' as const,
            sequence: 1,
            signer: userIdOf('cleo'),
            signerGeneration: 0,
            timeMs: stage.clock.ms,
        });
        const cleo = await HandMadePerson.create('cleo');
        stage.server.chains.set(userIdOf('cleo'), cleo.chain());
        const {privateKey: signingKey} = unsafeTestingInUse(cleo.generation().keys.signing);
        stage.server.policies.set(CHANNEL_ID, [await signStatement({provider, signingKey, statement: statement(OTHER_SERVER_ID)})]);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'unknown'}});
        stage.server.policies.set(CHANNEL_ID, [await signStatement({provider, signingKey, statement: statement(SERVER_ID)})]);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on'}});
    });

    test('made up is unknown, never off', async () => {
        await ann.encrypt();
        const [signed] = stage.server.policies.get(CHANNEL_ID) ?? [];
        const forged = signed?.slice() ?? new Uint8Array();
        forged.set([(forged.at(-1) ?? 0) ^ 1], forged.length - 1);
        stage.server.policies.set(CHANNEL_ID, [forged]);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(unknown('statement_invalid'));

        stage.server.policies.set(CHANNEL_ID, [new Uint8Array([0xff])]);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(unknown('cbor_malformed'));

        stage.server.policies.set(OTHER_CHANNEL_ID, signed ? [signed] : []);
        await expect(ben.vault.channel(OTHER_CHANNEL_ID)).resolves.toEqual(unknown('statement_invalid'));
    });

    test('of a signer without a key is unknown', async () => {
        await ann.encrypt();
        stage.server.chains.delete(userIdOf('ann'));
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(unknown('statement_invalid'));
    });

    test('that cannot be asked for is a failure, and its reason is kept where keys cannot be asked for', async () => {
        await ann.encrypt();
        stage.server.fail('policy', 'offline');
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual({kind: 'failed', code: 'offline'});
        stage.server.work();
        stage.server.fail('chains', 'offline');
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(unknown('offline'));
        stage.server.work();
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on'}});
    });

    test('is known as encrypted by a sealed post, whatever the server says', async () => {
        await ann.encrypt();
        const post = stage.host.post('ann', await ann.send('sealed', both));
        stage.server.policies.delete(CHANNEL_ID);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(state({kind: 'off'}));

        await expect(ben.readTexts(post)).resolves.toEqual(['sealed']);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(disputed(1));
        expect(ben.events).toContainEqual({kind: 'channel_changed', channelId: CHANNEL_ID, channel: disputed(1).channel});
    });

    test('in doubt by a sealed post is clear once the member agrees to exactly that, and is encrypted again later', async () => {
        await ann.encrypt();
        const post = stage.host.post('ann', await ann.send('sealed', both));
        stage.server.policies.delete(CHANNEL_ID);
        await ben.readTexts(post);
        await expect(ben.vault.confirmMissing(CHANNEL_ID, 2)).resolves.toEqual({kind: 'failed', code: 'conflict'});
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(disputed(1));

        await expect(ben.vault.confirmMissing(CHANNEL_ID, 1)).resolves.toEqual(state({kind: 'off'}));
        await ben.readTexts(post);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(state({kind: 'off'}));
        await ben.encrypt();
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on', changedBy: userIdOf('ben')}});
    });

    test('that was seen itself and is gone again can be agreed away by nobody', async () => {
        await ann.encrypt();
        const post = stage.host.post('ann', await ann.send('sealed', both));
        await ben.vault.channel(CHANNEL_ID);
        await ben.readTexts(post);
        stage.server.policies.delete(CHANNEL_ID);
        await ben.vault.confirmMissing(CHANNEL_ID, 1);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(unknown('policy_contradicts'));
    });

    test('is held from the first sealed post on, also where the server half gives no answer', async () => {
        await ann.encrypt();
        const post = stage.host.post('ann', await ann.send('sealed', both));
        stage.server.policies.delete(CHANNEL_ID);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(state({kind: 'off'}));

        stage.server.fail('policy', 'offline');
        await expect(ben.readTexts(post)).resolves.toEqual(['sealed']);
        const told = (code: string) => ({kind: 'channel_changed', channelId: CHANNEL_ID, channel: {kind: 'unknown', code}});
        expect(ben.events).toEqual([told('not_loaded'), told('offline')]);
    });

    test('is held, too, where the post was opened while all channels were being asked', async () => {
        await ann.encrypt();
        const post = stage.host.post('ann', await ann.send('sealed', both));
        stage.server.policies.delete(CHANNEL_ID);

        // Keeps the answer about all channels waiting: this channel is judged by then, the other one's signer is looked up.
        const cleo = await stage.person('cleo');
        await cleo.encrypt(OTHER_CHANNEL_ID);
        const arrive = stage.server.delay('chains');
        const asked = ben.vault.channels();
        await new Promise((resolve) => setTimeout(resolve, 20));
        await expect(ben.readTexts(post)).resolves.toEqual(['sealed']);
        arrive();
        await expect(asked).resolves.toMatchObject({
            channels: {[CHANNEL_ID]: disputed(1).channel, [OTHER_CHANNEL_ID]: {kind: 'on'}},
        });
    });

    test('is not known as encrypted by a post that proves nothing', async () => {
        await ann.encrypt();
        const post = stage.host.post('ann', await ann.send('sealed', both));
        stage.server.policies.delete(CHANNEL_ID);
        await expect(ben.readTexts({...post, userId: userIdOf('cleo')})).resolves.toEqual(['author_mismatch']);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(state({kind: 'off'}));
    });

    test('cannot be rolled back behind what an envelope named', async () => {
        await ann.encrypt();
        await switchOff(ann);
        const rolledBack = stage.server.policies.get(CHANNEL_ID) ?? [];
        await ann.encrypt();
        const post = stage.host.post('ann', await ann.send('under the third statement', both));

        stage.server.policies.set(CHANNEL_ID, rolledBack);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'off_unconfirmed'}});
        await ben.readTexts(post);
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toEqual(disputed(3));
    });

    test('changes in one tab, and the other tabs of the browser are told', async () => {
        const browser = stage.browser();
        const [first, second] = [browser.openTab(), browser.openTab()];
        await first.logIn('dora');
        await first.setUp();
        await second.logIn('dora');
        await first.encrypt();
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(second.events).toContainEqual(expect.objectContaining({kind: 'channel_changed', channelId: CHANNEL_ID}));
    });

    test('of two who switch at once, one is told', async () => {
        const arrive = stage.server.delay('policy');
        const askedBefore = stage.server.asked.length;
        const late = ben.encrypt();
        while (!stage.server.asked.slice(askedBefore).includes('policy')) {
            await new Promise((resolve) => setImmediate(resolve));
        }
        await new Promise((resolve) => setImmediate(resolve));
        await expect(ann.encrypt()).resolves.toMatchObject({kind: 'channel'});
        arrive();
        await expect(late).resolves.toEqual({kind: 'failed', code: 'conflict'});
        await expect(ann.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on', sequence: 1}});
    });

    test('is switched by nobody without a key', async () => {
        const cleo = stage.browser().openTab();
        await cleo.logIn('cleo');
        await expect(cleo.encrypt()).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
    });
});
