import {members} from '../support/browsers';
import type {Browser, Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {CHANNEL_ID, OTHER_CHANNEL_ID, userIdOf} from '../support/people';
import {Stage} from './stage';

const [BEN, EVE] = [userIdOf('ben'), userIdOf('eve')];
const everybody = members('ann', 'ben', 'eve');
const accept = (userId: string) => [{userId, choice: 'accept'}] as const;
const leaveOut = (userId: string) => [{userId, choice: 'leave_out'}] as const;

describe('a decision about somebody', () => {
    let stage: Stage;
    let browser: Browser;
    let ann: Tab;
    let eve: HandMadePerson;

    const named = (username: string) => [...members('ann', 'ben'), {userId: EVE, username}];

    const publish = async (person: HandMadePerson) => {
        stage.server.chains.set(EVE, person.chain());
        await ann.vault.people(CHANNEL_ID, everybody);
    };

    const reload = async () => {
        const tab = browser.openTab();
        await tab.logIn('ann');
        return tab;
    };

    beforeEach(async () => {
        stage = new Stage();
        browser = stage.browser();
        ann = browser.openTab();
        await ann.logIn('ann');
        await ann.setUp();
        await stage.person('ben');
        eve = await HandMadePerson.create('eve');
        stage.server.chains.set(EVE, eve.chain());
        await ann.encrypt();
        await ann.encrypt(OTHER_CHANNEL_ID);
        await ann.send('for two', members('ann', 'ben'));
        await ann.write('with eve?', everybody);
    });

    describe('to send without them', () => {
        beforeEach(async () => {
            await ann.send('without eve', everybody, {decisions: leaveOut(EVE)});
        });

        test('is remembered and shown, also after a reload', async () => {
            await expect(ann.write('still without', everybody)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
            const reloaded = await reload();
            await expect(reloaded.write('still without', everybody)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
            await expect(reloaded.vault.people(CHANNEL_ID, everybody)).resolves.toMatchObject({
                people: [{}, {}, {kind: 'left_out', userId: EVE}],
            });
        });

        test.each<[string, () => Promise<HandMadePerson>]>([
            ['rotated', () => eve.next('rotate')],
            ['reset', () => eve.next('reset')],
        ])('counts for no other keys: %s', async (_case, change) => {
            await publish(await change());
            await expect(ann.write('and now?', everybody)).resolves.toMatchObject({kind: 'held', people: [{userId: EVE}]});
        });

        test('counts for no other name and in no other channel', async () => {
            await expect(ann.write('and now?', named('boss'))).resolves.toMatchObject({kind: 'held', people: [{userId: EVE}]});
            await ann.send('for two', members('ann', 'ben'), {channelId: OTHER_CHANNEL_ID});
            await expect(ann.write('here?', everybody, {channelId: OTHER_CHANNEL_ID})).resolves.toMatchObject({kind: 'held'});
        });

        test('counts for nobody else', async () => {
            await stage.person('finn');
            const result = await ann.write('and finn?', [...everybody, ...members('finn')]);
            expect(result).toMatchObject({kind: 'held', people: [{userId: userIdOf('finn')}]});
        });

        test('can be taken back: the next post asks', async () => {
            await expect(ann.vault.askAgain(CHANNEL_ID, EVE)).resolves.toEqual({kind: 'done'});
            expect(ann.events).toContainEqual({kind: 'person_changed', userId: EVE});
            await expect(ann.write('with eve?', everybody)).resolves.toMatchObject({kind: 'held', people: [{userId: EVE}]});
            await expect(ann.write('with eve', everybody, {decisions: accept(EVE)})).resolves.toMatchObject({
                kind: 'sealed',
                recipients: 3,
            });
            await expect(ann.vault.askAgain(CHANNEL_ID, BEN)).resolves.toEqual({kind: 'done'});
        });
    });

    describe('to accept another name', () => {
        beforeEach(async () => {
            await ann.send('with eve', everybody, {decisions: accept(EVE)});
            await ann.send('with eve', everybody, {channelId: OTHER_CHANNEL_ID});
        });

        test('is asked for once, for all channels', async () => {
            const question = {kind: 'held', people: [{kind: 'renamed', userId: EVE, pinnedUsername: 'eve', username: 'eve2'}]};
            await expect(ann.write('who?', named('eve2'))).resolves.toEqual(question);
            await ann.send('ah', named('eve2'), {decisions: accept(EVE)});
            await expect(ann.write('here too', named('eve2'), {channelId: OTHER_CHANNEL_ID})).resolves.toMatchObject({kind: 'sealed'});
            await expect((await reload()).write('and later', named('eve2'))).resolves.toMatchObject({kind: 'sealed', recipients: 3});
        });

        test('counts for that name only: the one before is another one', async () => {
            await ann.write('who?', named('eve2'));
            await ann.send('ah', named('eve2'), {decisions: accept(EVE)});
            await expect(ann.write('who?', named('eve'))).resolves.toMatchObject({
                kind: 'held',
                people: [{kind: 'renamed', username: 'eve'}],
            });
            await expect(ann.write('who?', named('eve'), {channelId: OTHER_CHANNEL_ID})).resolves.toMatchObject({kind: 'held'});
        });

        test('is needed in a channel of which it is the first post, too', async () => {
            const channelId = 'channel'.padEnd(26, '3');
            await ann.encrypt(channelId);
            await expect(ann.write('who?', named('ben2'), {channelId})).resolves.toMatchObject({kind: 'held', people: [{kind: 'renamed'}]});
            await expect(ann.write('eve', everybody, {channelId})).resolves.toMatchObject({kind: 'sealed', recipients: 3});
        });
    });
});

describe('a channel above the limit of the admin', () => {
    let stage: Stage;
    let ann: Tab;
    const three = members('ann', 'ben', 'eve');

    beforeEach(async () => {
        stage = new Stage();
        stage.server.maxChannelMembers = 2;
        ann = await stage.person('ann');
        await ann.encrypt();
    });

    test('is asked about once, and goes on after that', async () => {
        await expect(ann.write('up to the limit', members('ann', 'ben'))).resolves.toMatchObject({kind: 'sealed'});
        await expect(ann.write('above it', three)).resolves.toEqual({kind: 'too_many', members: 3, limit: 2});
        await expect(ann.write('above it', three)).resolves.toEqual({kind: 'too_many', members: 3, limit: 2});
        await expect(ann.write('above it', three, {agreedLimit: 2})).resolves.toMatchObject({kind: 'sealed'});
        await expect(ann.write('and on', [...three, ...members('finn')])).resolves.toMatchObject({kind: 'sealed'});
    });

    test('is asked about again when the limit has changed', async () => {
        await ann.send('above it', three, {agreedLimit: 2});
        stage.server.maxChannelMembers = 1;
        await expect(ann.write('not asked for at every post', three)).resolves.toMatchObject({kind: 'sealed'});
        stage.clock.ms += 3_600_000;
        await expect(ann.write('later', three)).resolves.toEqual({kind: 'too_many', members: 3, limit: 1});
        await expect(ann.write('another one', three, {agreedLimit: 2})).resolves.toMatchObject({kind: 'too_many'});
    });

    test('is judged by what was said last while it cannot be asked for', async () => {
        stage.clock.ms += 3_600_000;
        stage.server.fail('config', 'offline');
        await expect(ann.write('above it', three)).resolves.toEqual({kind: 'too_many', members: 3, limit: 2});
        await expect(ann.write('below', members('ann'))).resolves.toMatchObject({kind: 'sealed'});
    });
});

describe('a direct message', () => {
    test('goes to two people, and to nobody once the other one is not listed any more', async () => {
        const stage = new Stage();
        const ann = await stage.person('ann');
        await stage.person('ben');
        await ann.encrypt();
        const direct = {isDirect: true};
        await expect(ann.send('hello', members('ann', 'ben'), direct)).resolves.toMatchObject({recipients: 2});
        await expect(ann.write('hello?', members('ann'), direct)).resolves.toEqual({kind: 'failed', code: 'direct_not_two'});
        await expect(ann.write('hello!', members('ann', 'eve'), direct)).resolves.toEqual({kind: 'failed', code: 'direct_not_two'});
        await expect(ann.write('hello', members('ann', 'ben'), direct)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
    });
});
