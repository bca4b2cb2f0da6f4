/**
 * The database of one member in one browser: typed schema, migrations, and names for whatever goes wrong with it.
 *
 * A database belongs to one user of one server: the browser keeps servers apart by origin, the name keeps users apart, and
 * the pinned server id (protocol.md §1.4) notices when another server answers under the same address.
 *
 * Rule for all who use it: a transaction awaits nothing but the store. An awaited WebCrypto call ends it, quick ones only
 * sometimes, so a test with cheap cryptography proves nothing.
 *
 * @packageDocumentation
 */
import {openDB, type DBSchema, type IDBPDatabase} from 'idb';

import {Failure, type FailureCode} from '../../lib/errors';
import type {BackedUp, BackupSettings, OwnGeneration, PendingIdentity} from '../identity/key_store';
import type {PinnedIdentity} from '../identity/pinned_identity';
import type {ChannelRecipients, KnownPerson, PolicyPin, SeenPost} from '../trust/trust_store';

export interface VaultSchema extends DBSchema {
    /** One entry, under the key `server`. */
    meta: {key: string; value: {readonly serverId: string}};

    /** One entry, under the key `trust`. */
    backup: {key: string; value: BackedUp};

    /** One entry, under the key `backup`. */
    settings: {key: string; value: BackupSettings};

    /** By record hash. */
    generations: {key: string; value: OwnGeneration};

    /** By record hash. */
    pending: {key: string; value: PendingIdentity};

    /** By user id. */
    identities: {key: string; value: PinnedIdentity};

    /** By user id. */
    people: {key: string; value: KnownPerson};

    /** By channel id. */
    recipients: {key: string; value: ChannelRecipients};

    /** By channel id. */
    policies: {key: string; value: PolicyPin};

    /** By author and uid. */
    seen: {key: string; value: SeenPost};
}

export const STORES = [
    'meta',
    'backup',
    'settings',
    'generations',
    'pending',
    'identities',
    'people',
    'recipients',
    'policies',
    'seen',
] as const;

/** Stores by the version that brought them; what is in a store was written by any version since, so later fields are optional. */
const ADDED: ReadonlyArray<{readonly version: number; readonly stores: ReadonlyArray<(typeof STORES)[number]>}> = [
    {version: 1, stores: ['meta', 'generations', 'pending', 'identities', 'recipients', 'policies', 'seen']},
    {version: 2, stores: ['backup', 'people']},
    {version: 3, stores: ['settings']},
];

export const VERSION = 3;

/** Names of `DOMException`s that say something the member can act on. */
const CODES: Readonly<Record<string, FailureCode>> = {
    QuotaExceededError: 'storage_full',
    VersionError: 'storage_newer',
    SecurityError: 'storage_blocked',
    NotAllowedError: 'storage_blocked',
    DataCloneError: 'invariant',
    TransactionInactiveError: 'invariant',
};

export function databaseName(userId: string): string {
    return `app.e2ee/${userId}`;
}

/**
 * An open connection. After the browser closed it (`terminated`: data cleared, disk gone) or a newer version of the plugin
 * asked for it (`blocking`), every use fails with the reason; nothing is opened again behind the member's back, since an
 * emptied database would look like a browser that never had keys.
 */
export class VaultDatabase {
    readonly #connection: IDBPDatabase<VaultSchema>;
    #closed: FailureCode | undefined;

    private constructor(connection: IDBPDatabase<VaultSchema>) {
        this.#connection = connection;
    }

    /** Rejects with `storage_blocked`, `storage_in_use`, `storage_newer` or `storage_full`. */
    static async open(userId: string): Promise<VaultDatabase> {
        try {
            return await VaultDatabase.#open(userId);
        } catch (error) {
            if (error instanceof Failure) {
                throw error;
            }

            // Without IndexedDB this is no DOMException.
            throw error instanceof DOMException ? storageFailure(error, 'storage_blocked') : new Failure('storage_blocked', {cause: error});
        }
    }

    static #open(userId: string): Promise<VaultDatabase> {
        return new Promise((resolve, reject) => {
            let isRefused = false;
            let database: VaultDatabase | undefined;
            openDB<VaultSchema>(databaseName(userId), VERSION, {
                upgrade: (connection, oldVersion) => {
                    const missing = ADDED.filter(({version}) => version > oldVersion).flatMap(({stores}) => stores);
                    missing.forEach((store) => connection.createObjectStore(store));
                },
                blocked: () => {
                    isRefused = true;
                    reject(new Failure('storage_in_use'));
                },
                blocking: (_current, _blocked, event) => {
                    // Closing is what lets the other tab go on; a deletion has no new version.
                    database?.close(event.newVersion === null ? 'storage_lost' : 'storage_newer');
                },
                terminated: () => database?.close('storage_lost'),
            }).then((connection) => {
                if (isRefused) {
                    connection.close();
                    return;
                }
                database = new VaultDatabase(connection);
                resolve(database);
            }, reject);
        });
    }

    /** Runs one use of the connection; what the storage rejects with becomes a `Failure`. */
    async use<T>(work: (connection: IDBPDatabase<VaultSchema>) => Promise<T>): Promise<T> {
        if (this.#closed) {
            throw new Failure(this.#closed);
        }
        try {
            return await work(this.#connection);
        } catch (error) {
            if (error instanceof DOMException) {
                throw this.#closed ? new Failure(this.#closed, {cause: error}) : storageFailure(error, 'storage_lost');
            }
            throw error;
        }
    }

    /** Later uses fail with `reason`. */
    close(reason: FailureCode = 'storage_lost'): void {
        this.#closed ??= reason;
        this.#connection.close();
    }
}

function storageFailure(error: DOMException, otherwise: FailureCode): Failure {
    return new Failure(CODES[error.name] ?? otherwise, {cause: error});
}
