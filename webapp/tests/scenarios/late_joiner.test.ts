import {members} from '../support/browsers';
import type {Tab} from '../support/browsers';
import {CHANNEL_ID, OTHER_CHANNEL_ID, userIdOf} from '../support/people';
import {Stage} from './stage';

const READY = {kind: 'ready', generation: 0, isNew: true, isVerified: false};
const held = (...people: object[]) => ({kind: 'held', people});
const accept = (name: string) => ({userId: userIdOf(name), choice: 'accept'}) as const;
const leaveOut = (name: string) => ({userId: userIdOf(name), choice: 'leave_out'}) as const;

describe('somebody whom this browser has not sealed for', () => {
    let stage: Stage;
    let ann: Tab;
    let ben: Tab;
    let eve: Tab;

    beforeEach(async () => {
        stage = new Stage();
        [ann, ben, eve] = [await stage.person('ann'), await stage.person('ben'), await stage.person('eve')];
        await ann.encrypt();
        await ann.send('for two', members('ann', 'ben'));
    });

    test('is held until the member decides, and nothing is sealed', async () => {
        const result = await ann.write('for three?', members('ann', 'ben', 'eve'));
        expect(result).toEqual(held({...READY, userId: userIdOf('eve')}));
    });

    test('reads along once accepted, from then on without being asked about', async () => {
        await ann.write('for three?', members('ann', 'ben', 'eve'));
        const sealed = await ann.send('for three', members('ann', 'ben', 'eve'), {decisions: [accept('eve')]});
        expect(sealed.recipients).toBe(3);
        await expect(eve.readTexts(stage.host.post('ann', sealed))).resolves.toEqual(['for three']);
        await expect(ann.send('again', members('ann', 'ben', 'eve'))).resolves.toMatchObject({recipients: 3});
    });

    test('does not read along when left out, and is not asked about again', async () => {
        await ann.write('without eve', members('ann', 'ben', 'eve'));
        const sealed = await ann.send('without eve', members('ann', 'ben', 'eve'), {decisions: [leaveOut('eve')]});
        expect(sealed.recipients).toBe(2);
        const post = stage.host.post('ann', sealed);
        await expect(ben.readTexts(post)).resolves.toEqual(['without eve']);
        await expect(eve.readTexts(post)).resolves.toEqual(['not_a_recipient']);
        await expect(ann.write('and now?', members('ann', 'ben', 'eve'))).resolves.toMatchObject({kind: 'sealed', recipients: 2});
    });

    test('is held although the decision came before the question', async () => {
        const result = await ann.write('for three?', members('ann', 'ben', 'eve'), {decisions: [accept('eve')]});
        expect(result).toMatchObject({kind: 'held'});
    });

    test('is held after they got their first key: a key that appears could be the server’s', async () => {
        const everybody = members('ann', 'ben', 'finn');
        await expect(ann.send('finn has no key', everybody)).resolves.toMatchObject({withoutKey: [userIdOf('finn')]});
        await stage.person('finn');
        await ann.vault.people(CHANNEL_ID, everybody);
        await expect(ann.write('finn has one', everybody)).resolves.toEqual(held({...READY, userId: userIdOf('finn')}));
    });

    test('is held when they come back after having left', async () => {
        await ann.send('ben is gone', members('ann'));
        await expect(ann.write('ben is back', members('ann', 'ben'))).resolves.toEqual(held({...READY, userId: userIdOf('ben')}));
    });

    test('is told of once they are not listed any more, until a post was sealed without them', async () => {
        await expect(ann.vault.people(CHANNEL_ID, members('ann', 'ben'))).resolves.toMatchObject({departed: []});
        await expect(ann.vault.people(CHANNEL_ID, members('ann'))).resolves.toMatchObject({departed: members('ben')});
        await ann.send('without ben', members('ann'));
        await expect(ann.vault.people(CHANNEL_ID, members('ann'))).resolves.toMatchObject({departed: []});
    });

    test('is held under another name, until that name is accepted', async () => {
        const renamed = [...members('ann'), {userId: userIdOf('ben'), username: 'boss'}];
        const question = held({kind: 'renamed', userId: userIdOf('ben'), pinnedUsername: 'ben', username: 'boss'});
        await expect(ann.write('who is that?', renamed)).resolves.toEqual(question);
        await expect(ann.send('ah, ben', renamed, {decisions: [accept('ben')]})).resolves.toMatchObject({recipients: 2});
        await expect(ann.send('ben again', renamed)).resolves.toMatchObject({recipients: 2});

        // The decision was about that name and no other.
        const again = [...members('ann'), {userId: userIdOf('ben'), username: 'chief'}];
        await expect(ann.write('and that?', again, {decisions: [accept('ben')]})).resolves.toMatchObject({kind: 'held'});
    });

    test('is nobody new in the first post of another channel, which is named as such', async () => {
        await ann.encrypt(OTHER_CHANNEL_ID);
        await expect(ann.vault.people(OTHER_CHANNEL_ID, members('ann', 'ben', 'eve'))).resolves.toMatchObject({isFirstUse: true});
        const sealed = await ann.send('hello', members('ann', 'ben', 'eve'), {channelId: OTHER_CHANNEL_ID});
        expect(sealed.recipients).toBe(3);
    });
});

describe('a list of members that cannot be right', () => {
    let ann: Tab;

    beforeEach(async () => {
        const stage = new Stage();
        ann = await stage.person('ann');
        await stage.person('ben');
        await ann.encrypt();
    });

    test.each([
        ['without the sender', members('ben')],
        ['with somebody twice', members('ann', 'ben', 'ben')],
    ])('%s seals nothing', async (_case, list) => {
        await expect(ann.write('hello', list)).resolves.toEqual({kind: 'failed', code: 'members_unavailable'});
    });

    test('with a third person in a direct message seals nothing', async () => {
        const list = members('ann', 'ben', 'eve');
        await expect(ann.write('hello', list, {isDirect: true})).resolves.toEqual({kind: 'failed', code: 'direct_not_two'});
    });

    test.each([
        ['two people in a direct message', members('ann', 'ben')],
        ['oneself alone in a direct message', members('ann')],
    ])('%s is right', async (_case, list) => {
        await expect(ann.write('hello', list, {isDirect: true})).resolves.toMatchObject({kind: 'sealed', recipients: list.length});
    });
});
