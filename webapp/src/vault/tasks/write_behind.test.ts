import {failure} from '../../../tests/support/failure';
import {Failure} from '../../lib/errors';
import {MemoryDatabase} from '../adapters/memory/memory_database';
import {MemoryTrustStore} from '../adapters/memory/trust_store_memory';
import type {SeenPost, TrustStore} from '../trust/trust_store';
import {WriteBehind} from './write_behind';

const POST: SeenPost = {key: 'key', channelId: 'channel', postId: 'post', revision: 0, revisionHash: 'hash'};
const SEEN = {seen: [POST]};

/** A store of which a write that is held ends when the test says so, the first one first. */
function slowStore() {
    const database = new MemoryDatabase();
    const store = new MemoryTrustStore(database);
    const write = store.commit.bind(store);
    const held: Array<(failure?: Failure) => void> = [];
    const commit = jest.spyOn(store, 'commit');
    const holdNext = () => {
        commit.mockImplementationOnce(async (change) => {
            const failure = await new Promise<Failure | undefined>((resolve) => {
                held.push(resolve);
            });
            if (failure) {
                throw failure;
            }
            return write(change);
        });
    };
    return {
        store: new WriteBehind(store),
        stored: () => database.seen.keys(),
        holdNext,
        end: (failure?: Failure) => held.shift()?.(failure),
    };
}

async function isPending(promise: Promise<unknown>): Promise<boolean> {
    const pending = Symbol('pending');
    await new Promise((resolve) => setTimeout(resolve));
    return (await Promise.race([promise, Promise.resolve(pending)])) === pending;
}

const seenIn = async (store: TrustStore) => (await store.read({seenKeys: ['key']})).seen.get('key');

test('nobody waits for what was seen, but whoever asks what was seen', async () => {
    const {store, holdNext, end} = slowStore();
    holdNext();
    await expect(store.commit(SEEN)).resolves.toBe('done');

    const asked = seenIn(store);
    const other = store.read({userIds: ['ann']});
    expect(await isPending(asked)).toBe(true);
    expect(await isPending(other)).toBe(false);
    end();
    await expect(asked).resolves.toEqual(POST);
});

test('what may be in conflict is waited for', async () => {
    const {store, holdNext, end} = slowStore();
    const policy = {channelId: 'channel', version: 2} as never;
    holdNext();
    const committed = store.commit({...SEEN, policies: [policy]});
    expect(await isPending(committed)).toBe(true);
    end();
    await expect(committed).resolves.toBe('conflict');
    await expect(seenIn(store)).resolves.toBeUndefined();
});

test('what could not be stored counts as seen, and the next one is kept waiting and told until it is stored', async () => {
    const {store, stored, holdNext, end} = slowStore();
    holdNext();
    await store.commit(SEEN);
    end(new Failure('storage_full'));
    await expect(seenIn(store)).resolves.toEqual(POST);

    const next = {seen: [{...POST, key: 'next'}]};
    holdNext();
    const refused = store.commit(next);
    expect(await isPending(refused)).toBe(true);
    end(new Failure('storage_full'));
    await expect(refused).rejects.toThrow(failure('storage_full'));
    expect((await store.read({seenKeys: ['next']})).seen.size).toBe(0);

    await expect(store.commit(next)).resolves.toBe('done');
    expect([...stored()]).toEqual(['key', 'next']);

    holdNext();
    await expect(store.commit({seen: [{...POST, revision: 1}]})).resolves.toBe('done');
    end();
});

test('a change that ends later than the next one began forgets nothing of that', async () => {
    const {store, holdNext, end} = slowStore();
    holdNext();
    holdNext();
    const waitedFor = store.commit({policies: [{channelId: 'channel', version: 1, wasEncrypted: true}]});
    const handedOver = store.commit(SEEN);
    expect(await isPending(waitedFor)).toBe(true);
    end();
    await expect(waitedFor).resolves.toBe('done');
    await expect(handedOver).resolves.toBe('done');

    const asked = seenIn(store);
    expect(await isPending(asked)).toBe(true);
    end(new Failure('storage_full'));
    await expect(asked).resolves.toEqual(POST);
});
