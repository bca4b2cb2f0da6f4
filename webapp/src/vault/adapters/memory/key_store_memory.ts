import type {BackedUp, BackupSettings, KeyStore, OwnGeneration, PendingIdentity, StoredKeys} from '../../identity/key_store';
import type {PinnedIdentity} from '../../identity/pinned_identity';
import type {MemoryDatabase} from './memory_database';

/** In-memory twin of `IdbKeyStore`; key_store.test.ts runs the same suite on both. */
export class MemoryKeyStore implements KeyStore {
    readonly #database: MemoryDatabase;

    constructor(database: MemoryDatabase) {
        this.#database = database;
    }

    pinServerId(serverId: string): Promise<string> {
        const stored = this.#database.meta.get('server');
        if (stored === undefined) {
            this.#database.meta.set('server', serverId);
        }
        return Promise.resolve(stored ?? serverId);
    }

    read(): Promise<StoredKeys> {
        return Promise.resolve({
            generations: [...this.#database.generations.values()],
            pending: [...this.#database.pending.values()].sort((a, b) => a.createdAtMs - b.createdAtMs),
        });
    }

    addPending(pending: PendingIdentity): Promise<void> {
        this.#database.pending.set(pending.generation.recordHash, pending);
        return Promise.resolve();
    }

    activate(generations: readonly OwnGeneration[], own: PinnedIdentity): Promise<void> {
        for (const generation of generations) {
            this.#database.generations.set(generation.recordHash, generation);
        }
        this.#database.identities.set(own.userId, own);
        this.#database.pending.clear();
        return Promise.resolve();
    }

    keep(generations: readonly OwnGeneration[], own: PinnedIdentity | undefined): Promise<void> {
        generations.forEach((generation) => this.#database.generations.set(generation.recordHash, generation));
        if (own && !this.#database.identities.has(own.userId)) {
            this.#database.identities.set(own.userId, own);
        }
        return Promise.resolve();
    }

    readBackedUp(): Promise<BackedUp | undefined> {
        return Promise.resolve(this.#database.backup.get('trust'));
    }

    noteBackedUp(backedUp: BackedUp): Promise<void> {
        this.#database.backup.set('trust', backedUp);
        return Promise.resolve();
    }

    readBackupSettings(): Promise<BackupSettings> {
        return Promise.resolve(this.#database.settings.get('backup') ?? {});
    }

    changeBackupSettings(change: BackupSettings): Promise<void> {
        this.#database.settings.set('backup', {...this.#database.settings.get('backup'), ...change});
        return Promise.resolve();
    }

    forget(): Promise<void> {
        this.#database.clear();
        return Promise.resolve();
    }
}
