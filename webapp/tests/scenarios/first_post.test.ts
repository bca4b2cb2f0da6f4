import {members} from '../support/browsers';
import {CHANNEL_ID, ROOT_ID, userIdOf} from '../support/people';
import {Stage} from './stage';

describe('the first post of a channel', () => {
    test('is read by everybody who has a key, and says who has none', async () => {
        const stage = new Stage();
        const [ann, ben] = [await stage.person('ann'), await stage.person('ben')];
        const everybody = members('ann', 'ben', 'cleo');

        await expect(ann.encrypt()).resolves.toMatchObject({
            kind: 'channel',
            channel: {kind: 'on', sequence: 1, changedBy: userIdOf('ann')},
        });
        await expect(ben.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on', changedBy: userIdOf('ann')}});

        const people = await ann.vault.people(CHANNEL_ID, everybody);
        expect(people).toEqual({
            kind: 'people',
            isFirstUse: true,
            people: [
                {kind: 'ready', userId: userIdOf('ann'), generation: 0, isNew: false},
                {kind: 'ready', userId: userIdOf('ben'), generation: 0, isNew: false},
                {kind: 'no_key', userId: userIdOf('cleo')},
            ],
        });

        const sealed = await ann.send('Hello, Ben! 🔒', everybody);
        expect(sealed).toMatchObject({recipients: 2, withoutKey: [userIdOf('cleo')]});

        const post = stage.host.post('ann', sealed);
        await expect(ben.readTexts(post)).resolves.toEqual(['Hello, Ben! 🔒']);
        await expect(ann.readTexts(post)).resolves.toEqual(['Hello, Ben! 🔒']);

        const answer = await ben.send('Hello, Ann!', everybody);
        const [opened] = await ann.read(stage.host.post('ben', answer));
        expect(opened).toMatchObject({kind: 'message', text: 'Hello, Ann!', marks: [], sequence: 0, revision: 0, uid: answer.uid});
    });

    test('a reply belongs to its thread', async () => {
        const stage = new Stage();
        const [ann, ben] = [await stage.person('ann'), await stage.person('ben')];
        await ann.encrypt();
        const reply = await ann.send('in the thread', members('ann', 'ben'), {rootId: ROOT_ID});

        await expect(ben.readTexts(stage.host.post('ann', reply, {rootId: ROOT_ID}))).resolves.toEqual(['in the thread']);
        await expect(ben.readTexts(stage.host.post('ann', reply))).resolves.toEqual(['thread_mismatch']);
    });

    test('is sealed after keys were prepared ahead', async () => {
        const stage = new Stage();
        const [ann, ben] = [await stage.person('ann'), await stage.person('ben')];
        await ann.encrypt();
        await expect(ann.vault.prepare(CHANNEL_ID, members('ann', 'ben'))).resolves.toEqual({kind: 'done'});
        const asked = stage.server.asked.length;

        const sealed = await ann.send('prepared', members('ann', 'ben'));
        expect(stage.server.asked.slice(asked)).toEqual([]);
        await expect(ben.readTexts(stage.host.post('ann', sealed))).resolves.toEqual(['prepared']);
    });
});
