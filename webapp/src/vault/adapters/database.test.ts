import 'fake-indexeddb/auto';
import {forceCloseDatabase, IDBFactory} from 'fake-indexeddb';
import {deleteDB, openDB, unwrap} from 'idb';

import {IdbKeyStore} from './key_store_idb';
import {IdbTrustStore} from './trust_store_idb';
import {databaseName, STORES, VaultDatabase, VERSION} from './database';

const USER = 'u'.repeat(26);

const readMeta = (database: VaultDatabase) => database.use((connection) => connection.get('meta', 'server'));

describe('the database of a member', () => {
    beforeEach(() => {
        globalThis.indexedDB = new IDBFactory();
    });

    test('opens with every store, and is another one for another member', async () => {
        const database = await VaultDatabase.open(USER);
        expect(await database.use((connection) => Promise.resolve([...connection.objectStoreNames]))).toEqual([...STORES].sort());

        await database.use((connection) => connection.put('meta', {serverId: 'one'}, 'server'));
        const other = await VaultDatabase.open('v'.repeat(26));
        await expect(readMeta(other)).resolves.toBeUndefined();
        await expect(readMeta(database)).resolves.toEqual({serverId: 'one'});
    });

    test('of the first version gets what came since, and keeps what is in it', async () => {
        const first = await openDB(databaseName(USER), 1, {
            upgrade(connection) {
                const stores = ['meta', 'generations', 'pending', 'identities', 'recipients', 'policies', 'seen'];
                stores.forEach((store) => connection.createObjectStore(store));
            },
        });
        const recipients = {channelId: 'channel', version: 1, people: [{userId: 'ann', username: 'ann'}]};
        await first.put('meta', {serverId: 'one'}, 'server');
        await first.put('recipients', recipients, 'channel');
        first.close();

        const database = await VaultDatabase.open(USER);
        await expect(readMeta(database)).resolves.toEqual({serverId: 'one'});
        const view = await new IdbTrustStore(database).read({userIds: ['ann'], recipientsOf: ['channel']});
        expect([...view.recipients.values()]).toEqual([recipients]);
        expect(view.people.size).toBe(0);
    });

    test('of the second version gets what came since, and keeps what is in it', async () => {
        const second = await openDB(databaseName(USER), 2, {
            upgrade(connection) {
                const stores = ['meta', 'backup', 'generations', 'pending', 'identities', 'people', 'recipients', 'policies', 'seen'];
                stores.forEach((store) => connection.createObjectStore(store));
            },
        });
        await second.put('meta', {serverId: 'one'}, 'server');
        await second.put('backup', {digest: 'one', isOutdated: false}, 'trust');
        second.close();

        const database = await VaultDatabase.open(USER);
        await expect(readMeta(database)).resolves.toEqual({serverId: 'one'});
        const keys = new IdbKeyStore(database);
        await expect(keys.readBackedUp()).resolves.toEqual({digest: 'one', isOutdated: false});
        await expect(keys.readBackupSettings()).resolves.toEqual({});
        await keys.changeBackupSettings({checked: {atMs: 1, recoveryKey: 'one'}});
        await expect(keys.readBackupSettings()).resolves.toEqual({checked: {atMs: 1, recoveryKey: 'one'}});
    });

    test('a browser without IndexedDB is storage_blocked', async () => {
        Reflect.set(globalThis, 'indexedDB', undefined);
        await expect(VaultDatabase.open(USER)).rejects.toMatchObject({code: 'storage_blocked'});
    });

    test('a browser that forbids IndexedDB is storage_blocked', async () => {
        jest.spyOn(indexedDB, 'open').mockImplementation(() => {
            throw new DOMException('', 'SecurityError');
        });
        await expect(VaultDatabase.open(USER)).rejects.toMatchObject({code: 'storage_blocked'});
    });

    test('a database of a newer version is storage_newer', async () => {
        (await openDB(databaseName(USER), 99)).close();
        await expect(VaultDatabase.open(USER)).rejects.toMatchObject({code: 'storage_newer'});
    });

    test('gives way to a newer version in another tab, and says so afterwards', async () => {
        const database = await VaultDatabase.open(USER);
        await expect(readMeta(database)).resolves.toBeUndefined();

        (await openDB(databaseName(USER), VERSION + 1)).close();
        await expect(readMeta(database)).rejects.toMatchObject({code: 'storage_newer'});
    });

    test('another tab that holds an older version and does not give way is storage_in_use', async () => {
        // A connection that ignores `versionchange` stands for a tab that is frozen.
        const frozen = await openDB(databaseName(USER), VERSION - 1);
        await expect(VaultDatabase.open(USER)).rejects.toMatchObject({code: 'storage_in_use'});
        frozen.close();
    });

    test('deleted under us is storage_lost', async () => {
        const database = await VaultDatabase.open(USER);
        await deleteDB(databaseName(USER));
        await expect(readMeta(database)).rejects.toMatchObject({code: 'storage_lost'});
    });

    test('closed by the browser is storage_lost', async () => {
        const database = await VaultDatabase.open(USER);
        const connection: IDBDatabase = await database.use((opened) => Promise.resolve(unwrap(opened)));
        forceCloseDatabase(connection as never);
        await expect(readMeta(database)).rejects.toMatchObject({code: 'storage_lost'});
    });

    test('a full disk is storage_full, any other broken transaction storage_lost, a bug of ours neither', async () => {
        const database = await VaultDatabase.open(USER);
        const failing = (name: string) => database.use(() => Promise.reject(new DOMException('', name)));
        await expect(failing('QuotaExceededError')).rejects.toMatchObject({code: 'storage_full'});
        await expect(failing('AbortError')).rejects.toMatchObject({code: 'storage_lost'});
        await expect(failing('DataCloneError')).rejects.toMatchObject({code: 'invariant'});
        await expect(database.use(() => Promise.reject(new TypeError()))).rejects.toBeInstanceOf(TypeError);
    });
});
