import 'fake-indexeddb/auto';
import {IDBFactory} from 'fake-indexeddb';

import type {Bytes} from '../../lib/bytes';
import type {PrivateKey} from '../crypto/keys';
import type {KeyStore, OwnGeneration, PendingIdentity} from '../identity/key_store';
import {VaultDatabase} from './database';
import {IdbKeyStore} from './key_store_idb';
import {IdbTrustStore} from './trust_store_idb';
import {MemoryDatabase} from './memory/memory_database';
import {MemoryKeyStore} from './memory/key_store_memory';
import {MemoryTrustStore} from './memory/trust_store_memory';
import type {TrustStore} from '../trust/trust_store';

interface Opened {
    readonly keys: KeyStore;
    readonly trust: TrustStore;
}

const KINDS: ReadonlyArray<readonly [string, () => Promise<Opened>]> = [
    [
        'IndexedDB',
        async () => {
            const database = await VaultDatabase.open('u'.repeat(26));
            return {keys: new IdbKeyStore(database), trust: new IdbTrustStore(database)};
        },
    ],
    [
        'memory',
        () => {
            const database = new MemoryDatabase();
            return Promise.resolve({keys: new MemoryKeyStore(database), trust: new MemoryTrustStore(database)});
        },
    ],
];

const bytes = (...values: number[]): Bytes => new Uint8Array(values);

async function generation(recordHash: string, number = 0): Promise<OwnGeneration> {
    const encryption = await crypto.subtle.generateKey({name: 'ECDH', namedCurve: 'P-256'}, false, ['deriveBits']);
    const signing = await crypto.subtle.generateKey({name: 'ECDSA', namedCurve: 'P-256'}, false, ['sign', 'verify']);
    return {
        recordHash,
        generation: number,
        record: bytes(number),
        encryptionKey: encryption.privateKey as PrivateKey<'encryption'>,
        signingKey: signing.privateKey as PrivateKey<'signing'>,
    };
}

async function pending(recordHash: string, createdAtMs: number): Promise<PendingIdentity> {
    return {generation: await generation(recordHash), bundle: bytes(2), wrappedRecoveryKey: bytes(3), createdAtMs};
}

const own = {userId: 'u'.repeat(26), head: 'one', generation: 0};

beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
});

describe.each(KINDS)('own keys in %s', (_name, open) => {
    test('the first server id stays pinned', async () => {
        const {keys} = await open();
        await expect(keys.pinServerId('first')).resolves.toBe('first');
        await expect(keys.pinServerId('second')).resolves.toBe('first');
    });

    test('pending identities are kept side by side, oldest first', async () => {
        const {keys} = await open();
        await keys.addPending(await pending('later', 2));
        await keys.addPending(await pending('earlier', 1));

        const stored = await keys.read();
        expect(stored.pending.map((entry) => entry.generation.recordHash)).toEqual(['earlier', 'later']);
        expect(stored.generations).toEqual([]);
    });

    test('activation keeps the keys, pins the own chain and removes what was pending', async () => {
        const {keys, trust} = await open();
        const entry = await pending('one', 1);
        await keys.addPending(entry);
        await keys.activate([entry.generation], own);

        const stored = await keys.read();
        expect(stored.generations.map(({recordHash}) => recordHash)).toEqual(['one']);
        expect(stored.pending).toEqual([]);
        expect((await trust.read({userIds: [own.userId]})).pins.get(own.userId)).toEqual(own);
    });

    test('a second activation of the same generation number overwrites nothing', async () => {
        const {keys} = await open();
        await keys.activate([await generation('one')], own);
        await keys.activate([await generation('two')], {...own, head: 'two'});
        expect((await keys.read()).generations.map(({recordHash}) => recordHash).sort()).toEqual(['one', 'two']);
    });

    test('a stored private key works and cannot be exported', async () => {
        const {keys} = await open();
        await keys.activate([await generation('one')], own);

        const [stored] = (await keys.read()).generations;
        const signature = await crypto.subtle.sign({name: 'ECDSA', hash: 'SHA-256'}, stored?.signingKey as CryptoKey, bytes(1));
        expect(signature.byteLength).toBe(64);
        await expect(crypto.subtle.exportKey('pkcs8', stored?.signingKey as CryptoKey)).rejects.toThrow();
        await expect(crypto.subtle.exportKey('pkcs8', stored?.encryptionKey as CryptoKey)).rejects.toThrow();
    });

    test('forgetting leaves nothing, the server id included', async () => {
        const {keys, trust} = await open();
        await keys.pinServerId('first');
        await keys.activate([await generation('one')], own);
        await keys.addPending(await pending('two', 1));
        await trust.commit({seen: [{key: 'key', channelId: 'c', postId: 'p', revision: 0, revisionHash: 'h'}]});
        await keys.forget();

        expect(await keys.read()).toEqual({generations: [], pending: []});
        expect((await trust.read({userIds: [own.userId]})).pins.size).toBe(0);
        expect((await trust.read({seenKeys: ['key']})).seen.size).toBe(0);
        await expect(keys.pinServerId('second')).resolves.toBe('second');
    });

    test('what was backed up last is noted, and forgotten with everything else', async () => {
        const {keys} = await open();
        await expect(keys.readBackedUp()).resolves.toBeUndefined();
        await keys.noteBackedUp({digest: 'one', isOutdated: false});
        await keys.noteBackedUp({digest: 'two', isOutdated: true});
        await expect(keys.readBackedUp()).resolves.toEqual({digest: 'two', isOutdated: true});
        await keys.forget();
        await expect(keys.readBackedUp()).resolves.toBeUndefined();
    });

    test('settings of the backup are changed one by one, and forgotten with everything else', async () => {
        const {keys} = await open();
        const mailKey = {fingerprint: 'AB', userIds: [], createdAtMs: 1, key: Uint8Array.of(1, 2), source: 'pasted'};
        await expect(keys.readBackupSettings()).resolves.toEqual({});
        await keys.changeBackupSettings({checked: {atMs: 1, recoveryKey: 'one'}, mailKey});
        await keys.changeBackupSettings({checked: {atMs: 2, recoveryKey: 'two'}});
        await expect(keys.readBackupSettings()).resolves.toEqual({checked: {atMs: 2, recoveryKey: 'two'}, mailKey});
        await keys.forget();
        await expect(keys.readBackupSettings()).resolves.toEqual({});
    });
});
