import type {BackedUp, BackupSettings, KeyStore, OwnGeneration, PendingIdentity, StoredKeys} from '../identity/key_store';
import type {PinnedIdentity} from '../identity/pinned_identity';
import {STORES, type VaultDatabase} from './database';

/** The member's own keys in IndexedDB, as non-extractable `CryptoKey`s. */
export class IdbKeyStore implements KeyStore {
    readonly #database: VaultDatabase;

    constructor(database: VaultDatabase) {
        this.#database = database;
    }

    pinServerId(serverId: string): Promise<string> {
        return this.#database.use(async (connection) => {
            const transaction = connection.transaction('meta', 'readwrite');
            const stored = await transaction.store.get('server');
            if (!stored) {
                await transaction.store.put({serverId}, 'server');
            }
            await transaction.done;
            return stored?.serverId ?? serverId;
        });
    }

    read(): Promise<StoredKeys> {
        return this.#database.use(async (connection) => {
            const transaction = connection.transaction(['generations', 'pending']);
            const [generations, pending] = await Promise.all([
                transaction.objectStore('generations').getAll(),
                transaction.objectStore('pending').getAll(),
            ]);
            return {generations, pending: pending.sort((a, b) => a.createdAtMs - b.createdAtMs)};
        });
    }

    addPending(pending: PendingIdentity): Promise<void> {
        return this.#database.use(async (connection) => {
            await connection.put('pending', pending, pending.generation.recordHash);
        });
    }

    activate(generations: readonly OwnGeneration[], own: PinnedIdentity): Promise<void> {
        return this.#database.use(async (connection) => {
            const transaction = connection.transaction(['generations', 'pending', 'identities'], 'readwrite');
            await Promise.all([
                ...generations.map((generation) => transaction.objectStore('generations').put(generation, generation.recordHash)),
                transaction.objectStore('identities').put(own, own.userId),
                transaction.objectStore('pending').clear(),
                transaction.done,
            ]);
        });
    }

    keep(generations: readonly OwnGeneration[], own: PinnedIdentity | undefined): Promise<void> {
        return this.#database.use(async (connection) => {
            const transaction = connection.transaction(['generations', 'identities'], 'readwrite');
            const identities = transaction.objectStore('identities');
            await Promise.all(
                generations.map((generation) => transaction.objectStore('generations').put(generation, generation.recordHash)),
            );
            if (own && (await identities.getKey(own.userId)) === undefined) {
                await identities.put(own, own.userId);
            }
            await transaction.done;
        });
    }

    readBackedUp(): Promise<BackedUp | undefined> {
        return this.#database.use((connection) => connection.get('backup', 'trust'));
    }

    noteBackedUp(backedUp: BackedUp): Promise<void> {
        return this.#database.use(async (connection) => {
            await connection.put('backup', backedUp, 'trust');
        });
    }

    async readBackupSettings(): Promise<BackupSettings> {
        return (await this.#database.use((connection) => connection.get('settings', 'backup'))) ?? {};
    }

    changeBackupSettings(change: BackupSettings): Promise<void> {
        return this.#database.use(async (connection) => {
            const transaction = connection.transaction('settings', 'readwrite');
            await transaction.store.put({...(await transaction.store.get('backup')), ...change}, 'backup');
            await transaction.done;
        });
    }

    forget(): Promise<void> {
        return this.#database.use(async (connection) => {
            const transaction = connection.transaction(STORES, 'readwrite');
            await Promise.all([...STORES.map((store) => transaction.objectStore(store).clear()), transaction.done]);
        });
    }
}
