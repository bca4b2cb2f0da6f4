import {Failure} from '../../src/lib/errors';
import {MemoryTrustStore} from '../../src/vault/adapters/memory/trust_store_memory';
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
            departed: [],
            people: [
                {kind: 'ready', userId: userIdOf('ann'), generation: 0, isNew: false, isVerified: false},
                {kind: 'ready', userId: userIdOf('ben'), generation: 0, isNew: false, isVerified: false},
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

    test('is sealed by two tabs at once, which pin the same people', async () => {
        const stage = new Stage();
        const ben = await stage.person('ben');
        const browser = stage.browser();
        const [first, second] = [browser.openTab(), browser.openTab()];
        await first.logIn('ann');
        await first.setUp();
        await second.logIn('ann');
        await first.encrypt();

        const both = members('ann', 'ben');
        await second.vault.channel(CHANNEL_ID);
        await Promise.all([first, second].map((tab) => tab.vault.prepare(CHANNEL_ID, both)));
        const commit = jest.spyOn(MemoryTrustStore.prototype, 'commit');
        const sealed = await Promise.all([first.send('one', both), second.send('two', both)]);
        const outcomes = await Promise.all(commit.mock.results.map(({value}) => value as Promise<string>));
        commit.mockRestore();
        expect(outcomes).toContain('conflict');
        const posts = sealed.map((each) => stage.host.post('ann', each));
        await expect(ben.readTexts(...posts)).resolves.toEqual(['one', 'two']);
    });

    test.each(['storage_full', 'storage_lost'] as const)('is not sealed where nothing can be pinned: %s', async (code) => {
        const stage = new Stage();
        const ann = await stage.person('ann');
        await stage.person('ben');
        await ann.encrypt();
        const commit = jest.spyOn(MemoryTrustStore.prototype, 'commit').mockRejectedValueOnce(new Failure(code));
        await expect(ann.write('hello', members('ann', 'ben'))).resolves.toEqual({kind: 'failed', code});
        commit.mockRestore();
        await expect(ann.write('hello', members('ann', 'ben'))).resolves.toMatchObject({kind: 'sealed', recipients: 2});
    });

    test.each([
        ['empty', ''],
        ['with a NUL', 'a\0b'],
        ['longer than Mattermost takes', 'x'.repeat(16_384)],
        ['that is no text', '\ud800'],
    ])('is not sealed when it is %s, and pins nobody', async (_case, text) => {
        const stage = new Stage();
        const ann = await stage.person('ann');
        await ann.encrypt();
        await expect(ann.write(text, members('ann'))).resolves.toEqual({kind: 'failed', code: 'text_invalid'});
        await expect(ann.vault.people(CHANNEL_ID, members('ann'))).resolves.toMatchObject({isFirstUse: true});
        await expect(ann.write('🔒'.repeat(16_383), members('ann'))).resolves.toMatchObject({kind: 'sealed'});
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
