import 'fake-indexeddb/auto';
import {IDBFactory} from 'fake-indexeddb';

import type {PinnedIdentity} from '../identity/pinned_identity';
import type {PolicyPin, SeenPost, TrustStore} from '../trust/trust_store';
import {VaultDatabase} from './database';
import {MemoryDatabase} from './memory/memory_database';
import {MemoryTrustStore} from './memory/trust_store_memory';
import {IdbTrustStore} from './trust_store_idb';

const KINDS: ReadonlyArray<readonly [string, () => Promise<TrustStore>]> = [
    ['IndexedDB', async () => new IdbTrustStore(await VaultDatabase.open('u'.repeat(26)))],
    ['memory', () => Promise.resolve(new MemoryTrustStore(new MemoryDatabase()))],
];

function pin(userId: string, head: string): PinnedIdentity {
    return {userId, head, generation: 0};
}

function policy(version: number): PolicyPin {
    return {channelId: 'channel', version, wasEncrypted: true};
}

function seen(change: Partial<SeenPost>): SeenPost {
    return {key: 'key', channelId: 'channel', postId: 'post', revision: 0, revisionHash: 'hash', ...change};
}

beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
});

describe.each(KINDS)('trust in %s', (_name, open) => {
    test('what was committed together is read together', async () => {
        const store = await open();
        const change = {
            pins: [{expectedHead: '', next: pin('ann', 'a1')}],
            people: [{userId: 'ann', version: 1, username: 'ann', verified: 'a1', changes: []}],
            recipients: [{channelId: 'channel', version: 1, people: [{userId: 'ann', username: 'ann'}]}],
            policies: [policy(1)],
            seen: [seen({})],
        };
        await expect(store.commit(change)).resolves.toBe('done');

        const view = await store.read({userIds: ['ann', 'nobody'], recipientsOf: ['channel'], policiesOf: ['channel'], seenKeys: ['key']});
        expect([...view.pins.values()]).toEqual([pin('ann', 'a1')]);
        expect([...view.people.values()]).toEqual(change.people);
        expect(view.recipients.get('channel')).toEqual(change.recipients[0]);
        expect(view.policies.get('channel')).toEqual(policy(1));
        expect(view.seen.get('key')).toEqual(seen({}));
        expect(await store.readToBackUp()).toEqual({pins: [pin('ann', 'a1')], people: change.people, policies: [policy(1)]});
    });

    test.each([
        ['a pin that exists already', {pins: [{expectedHead: '', next: pin('ann', 'a2')}]}],
        ['a pin with another head', {pins: [{expectedHead: 'other', next: pin('ann', 'a2')}]}],
        ['an older set of recipients', {recipients: [{channelId: 'channel', version: 1, people: []}]}],
        ['a set of recipients from the future', {recipients: [{channelId: 'channel', version: 3, people: []}]}],
        ['an older policy', {policies: [policy(1)]}],
        ['older facts about a person', {people: [{userId: 'ann', version: 1, changes: []}]}],
    ])('a change against %s writes nothing at all', async (_case, change) => {
        const store = await open();
        await store.commit({
            pins: [{expectedHead: '', next: pin('ann', 'a1')}],
            recipients: [{channelId: 'channel', version: 1, people: []}],
            policies: [policy(1)],
            people: [{userId: 'ann', version: 1, changes: []}],
        });

        await expect(store.commit({seen: [seen({})], ...change})).resolves.toBe('conflict');
        const view = await store.read({userIds: ['ann'], seenKeys: ['key']});
        expect(view.pins.get('ann')?.head).toBe('a1');
        expect(view.seen.size).toBe(0);
    });

    test('a change that expects what is there goes through', async () => {
        const store = await open();
        await store.commit({pins: [{expectedHead: '', next: pin('ann', 'a1')}], policies: [policy(1)]});
        await expect(store.commit({pins: [{expectedHead: 'a1', next: pin('ann', 'a2')}], policies: [policy(2)]})).resolves.toBe('done');
        expect((await store.read({userIds: ['ann']})).pins.get('ann')?.head).toBe('a2');
    });

    test('the first post of a uid stays, and so does the highest revision', async () => {
        const store = await open();
        await store.commit({seen: [seen({postId: 'first', revision: 1, revisionHash: 'one'})]});
        await store.commit({seen: [seen({postId: 'second', revision: 0, revisionHash: 'zero'})]});
        expect((await store.read({seenKeys: ['key']})).seen.get('key')).toEqual(seen({postId: 'first', revision: 1, revisionHash: 'one'}));

        await store.commit({seen: [seen({postId: 'third', revision: 2, revisionHash: 'two'})]});
        expect((await store.read({seenKeys: ['key']})).seen.get('key')).toEqual(seen({postId: 'first', revision: 2, revisionHash: 'two'}));
    });

    test('the same uid twice in one change counts once, the first one', async () => {
        const store = await open();
        await store.commit({seen: [seen({postId: 'first'}), seen({postId: 'second'})]});
        expect((await store.read({seenKeys: ['key']})).seen.get('key')?.postId).toBe('first');
    });

    test('of a page of posts, what is new and what is known come to stand beside each other', async () => {
        const store = await open();
        await store.commit({seen: [seen({postId: 'first'}), seen({key: 'copied', postId: 'original'})]});
        const policies = [policy(1)];
        const page = [
            seen({key: 'other', postId: 'other'}),
            seen({key: 'copied', postId: 'copy'}),
            seen({postId: 'later', revision: 1, revisionHash: 'one'}),
        ];
        await expect(store.commit({policies, seen: page})).resolves.toBe('done');

        const view = await store.read({policiesOf: ['channel'], seenKeys: ['key', 'other', 'copied']});
        expect(view.seen.get('other')?.postId).toBe('other');
        expect(view.seen.get('copied')?.postId).toBe('original');
        expect(view.seen.get('key')).toEqual(seen({postId: 'first', revision: 1, revisionHash: 'one'}));
        expect(view.policies.get('channel')).toEqual(policy(1));
    });

    test('of two changes at once, one is told', async () => {
        const store = await open();
        const answers = await Promise.all([
            store.commit({pins: [{expectedHead: '', next: pin('ann', 'a1')}]}),
            store.commit({pins: [{expectedHead: '', next: pin('ann', 'a2')}]}),
        ]);
        expect(answers.sort()).toEqual(['conflict', 'done']);
    });

    test.each([100, 1000])('a question about %i people is answered in full, whatever else is stored', async (count) => {
        const store = await open();
        const ids = Array.from({length: 1500}, (_, index) => `user${index}`);
        await store.commit({pins: ids.map((id) => ({expectedHead: '', next: pin(id, `head of ${id}`)}))});

        const asked = [...ids.slice(0, count - 1), 'nobody'];
        const {pins} = await store.read({userIds: asked});
        expect(pins.size).toBe(count - 1);
        expect(pins.get('user7')?.head).toBe('head of user7');
    });
});
