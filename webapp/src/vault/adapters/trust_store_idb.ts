import type {IDBPDatabase, IDBPObjectStore, StoreNames} from 'idb';

import {mergeSeen} from '../trust/seen_post';
import type {SeenPost, TrustChange, TrustQuery, TrustStore, TrustToBackUp, TrustView} from '../trust/trust_store';
import type {VaultDatabase, VaultSchema} from './database';

const TRUST_STORES = ['identities', 'people', 'recipients', 'policies', 'seen'] as const;

/**
 * From this many keys on, a store that isn't much larger than the question is read whole: one `getAll` is several times
 * faster than as many `get`s in the same transaction.
 */
const MANY = 64;
const WHOLE_STORE_FACTOR = 4;

type TrustStoreName = (typeof TRUST_STORES)[number];
type Store<Name extends StoreNames<VaultSchema>, Mode extends IDBTransactionMode> = IDBPObjectStore<
    VaultSchema,
    ArrayLike<StoreNames<VaultSchema>>,
    Name,
    Mode
>;

/** Pins, recipients, policies and seen posts in IndexedDB: every question one transaction, every change another. */
export class IdbTrustStore implements TrustStore {
    readonly #database: VaultDatabase;

    constructor(database: VaultDatabase) {
        this.#database = database;
    }

    read({userIds = [], recipientsOf = [], policiesOf = [], seenKeys = []}: TrustQuery): Promise<TrustView> {
        return this.#database.use(async (connection) => {
            const transaction = connection.transaction(TRUST_STORES);
            const [pins, people, recipients, policies, seen] = await Promise.all([
                getMany(transaction.objectStore('identities'), userIds),
                getMany(transaction.objectStore('people'), userIds),
                getMany(transaction.objectStore('recipients'), recipientsOf),
                getMany(transaction.objectStore('policies'), policiesOf),
                getMany(transaction.objectStore('seen'), seenKeys),
            ]);
            return {pins, people, recipients, policies, seen};
        });
    }

    readToBackUp(): Promise<TrustToBackUp> {
        return this.#database.use(async (connection) => {
            const transaction = connection.transaction(TRUST_STORES);
            const [pins, people, policies] = await Promise.all([
                transaction.objectStore('identities').getAll(),
                transaction.objectStore('people').getAll(),
                transaction.objectStore('policies').getAll(),
            ]);
            return {pins, people, policies};
        });
    }

    /** A post that is met for the first time is added without a look at what is stored: one round less to the browser's process, of two. */
    commit(change: TrustChange): Promise<'done' | 'conflict'> {
        const seen = mergedByKey(change.seen ?? []);
        const first = seen.filter(isFirstRevision);
        const later = seen.filter((post) => !isFirstRevision(post));
        return this.#database.use(async (connection) => {
            try {
                return await write(connection, {...change, added: first, merged: later});
            } catch (error) {
                if (!isThereAlready(error)) {
                    throw error;
                }
                return write(connection, {...change, added: [], merged: seen});
            }
        });
    }
}

interface Writing extends Omit<TrustChange, 'seen'> {
    readonly added: readonly SeenPost[];
    readonly merged: readonly SeenPost[];
}

/** Rejects with a `ConstraintError`, and has written nothing, where one of `added` is stored already. */
async function write(
    connection: IDBPDatabase<VaultSchema>,
    {pins = [], people = [], recipients = [], policies = [], added, merged}: Writing,
): Promise<'done' | 'conflict'> {
    const transaction = connection.transaction(TRUST_STORES, 'readwrite');
    const stores = {
        identities: transaction.objectStore('identities'),
        people: transaction.objectStore('people'),
        recipients: transaction.objectStore('recipients'),
        policies: transaction.objectStore('policies'),
        seen: transaction.objectStore('seen'),
    };
    const [agrees, before] = await Promise.all([
        Promise.all([
            ...pins.map(async ({expectedHead, next}) => ((await stores.identities.get(next.userId))?.head ?? '') === expectedHead),
            ...people.map(async (next) => ((await stores.people.get(next.userId))?.version ?? 0) + 1 === next.version),
            ...recipients.map(async (next) => ((await stores.recipients.get(next.channelId))?.version ?? 0) + 1 === next.version),
            ...policies.map(async (next) => ((await stores.policies.get(next.channelId))?.version ?? 0) + 1 === next.version),
        ]),
        Promise.all(merged.map(({key}) => stores.seen.get(key))),
    ]);
    if (agrees.includes(false)) {
        await transaction.done;
        return 'conflict';
    }
    const written = [
        ...pins.map(({next}) => stores.identities.put(next, next.userId)),
        ...people.map((next) => stores.people.put(next, next.userId)),
        ...recipients.map((next) => stores.recipients.put(next, next.channelId)),
        ...policies.map((next) => stores.policies.put(next, next.channelId)),
        ...added.map((post) => stores.seen.add(post, post.key)),
        ...merged.map((post, index) => stores.seen.put(mergeSeen(before[index], post), post.key)),
    ];

    // Otherwise the browser waits for the last answer to be seen here before it knows that nothing more comes.
    transaction.commit();
    await Promise.all([...written, transaction.done]);
    return 'done';
}

/** Those are new: whoever has read that one is stored has nothing to store. Only another tab may have been faster. */
function isFirstRevision({revision}: SeenPost): boolean {
    return revision === 0;
}

function isThereAlready(error: unknown): boolean {
    return error instanceof DOMException && error.name === 'ConstraintError';
}

/** The same post may come twice in one change. */
function mergedByKey(seen: readonly SeenPost[]): readonly SeenPost[] {
    const byKey = new Map<string, SeenPost>();
    seen.forEach((post) => byKey.set(post.key, mergeSeen(byKey.get(post.key), post)));
    return [...byKey.values()];
}

async function getMany<Name extends TrustStoreName>(
    store: Store<Name, 'readonly'>,
    keys: readonly string[],
): Promise<Map<string, VaultSchema[Name]['value']>> {
    const found = new Map<string, VaultSchema[Name]['value']>();
    if (keys.length >= MANY && (await store.count()) <= keys.length * WHOLE_STORE_FACTOR) {
        const wanted = new Set(keys);
        const [storedKeys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
        storedKeys.forEach((key, index) => {
            const value = values[index];
            if (value && wanted.has(key)) {
                found.set(key, value);
            }
        });
        return found;
    }
    const values = await Promise.all(keys.map((key) => store.get(key)));
    keys.forEach((key, index) => {
        const value = values[index];
        if (value) {
            found.set(key, value);
        }
    });
    return found;
}
