import 'fake-indexeddb/auto';
import {IDBFactory} from 'fake-indexeddb';

import {mailKeyFixture} from '../../tests/support/mail_keys';
import {memoryFetch} from '../../tests/support/memory_fetch';
import {MemoryServer} from '../../tests/support/memory_server';
import {CHANNEL_ID, START_MS, userIdOf} from '../../tests/support/people';
import {makePlaceholder} from '../lib/placeholder';
import type {Account, Vault, VaultMessage, VaultRequest} from './api';

const ANN = userIdOf('ann');
const ACCOUNT: Account = {userId: ANN, routes: 'https://chat.test/plugins/app.e2ee'};

/** The global scope of a worker, and its page. */
class Scope {
    onmessage: ((event: MessageEvent<VaultRequest>) => void) | null = null;
    private readonly waiting = new Map<number, (result: unknown) => void>();
    private lastId = 0;

    readonly postMessage = (message: VaultMessage): void => {
        if (message.kind === 'result') {
            this.waiting.get(message.id)?.(structuredClone(message.result));
        }
    };

    ask<Name extends keyof Vault>(method: Name, ...args: Parameters<Vault[Name]>): Promise<Awaited<ReturnType<Vault[Name]>>> {
        const id = ++this.lastId;
        return new Promise((resolve) => {
            this.waiting.set(id, resolve as (result: unknown) => void);
            this.onmessage?.({data: structuredClone({id, method, args, csrfToken: 'token'})} as unknown as MessageEvent<VaultRequest>);
        });
    }
}

const channels: BroadcastChannel[] = [];

/** An open one would keep the test process alive. */
class ClosedInTheEnd extends BroadcastChannel {
    constructor(name: string) {
        super(name);
        channels.push(this);
    }
}

/** Loads the worker's file into a scope of its own, as a browser does for each tab. */
function load(
    server: MemoryServer,
    platform: {isSecureContext?: boolean; locks?: unknown; storage?: unknown} = {},
    before = (): void => undefined,
): Scope {
    const scope = new Scope();
    const locks = {request: (_name: string, task: () => Promise<unknown>) => task()};
    Object.defineProperties(globalThis, {
        self: {value: scope, configurable: true},
        isSecureContext: {value: platform.isSecureContext ?? true, configurable: true},
        navigator: {value: {locks: 'locks' in platform ? platform.locks : locks, storage: platform.storage}, configurable: true},
        fetch: {value: memoryFetch(server, ANN, `${ACCOUNT.routes}/api/v1`), configurable: true, writable: true},
        BroadcastChannel: {value: ClosedInTheEnd, configurable: true},
    });
    jest.isolateModules(() => {
        before();
        // A worker's file is loaded for what it does; it exports nothing.
        jest.requireActual('./worker');
    });
    return scope;
}

beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
});

afterEach(() => channels.splice(0).forEach((channel) => channel.close()));

describe('the worker', () => {
    test('seals, opens and finds its keys again, over the platform’s own parts', async () => {
        const server = new MemoryServer();
        const first = load(server);
        await expect(first.ask('start', ACCOUNT)).resolves.toEqual({kind: 'own', own: {kind: 'absent'}});
        await expect(first.ask('create', START_MS)).resolves.toMatchObject({kind: 'created'});
        await expect(first.ask('publish')).resolves.toMatchObject({own: {kind: 'active'}});
        await expect(first.ask('setEncrypted', CHANNEL_ID, true, START_MS)).resolves.toMatchObject({channel: {kind: 'on'}});
        const sealed = await first.ask('seal', {
            channelId: CHANNEL_ID,
            rootId: '',
            text: 'through the worker',
            mentions: [],
            isDirect: true,
            members: [{userId: ANN, username: 'ann'}],
            decisions: [],
            nowMs: START_MS,
        });
        expect(sealed).toMatchObject({kind: 'sealed', recipients: 1});

        const post = {
            postId: 'post'.padEnd(26, '0'),
            channelId: CHANNEL_ID,
            userId: ANN,
            rootId: '' as const,
            type: 'custom_e2ee',
            message: makePlaceholder([]),
            createAtMs: START_MS,
            envelope: sealed.kind === 'sealed' ? sealed.envelope : '',
            otherProps: [],
        };
        const opened = {kind: 'opened', results: [{kind: 'message', text: 'through the worker', marks: []}]};
        await expect(first.ask('open', [post])).resolves.toMatchObject(opened);

        const reloaded = load(server);
        await expect(reloaded.ask('start', ACCOUNT)).resolves.toMatchObject({own: {kind: 'active'}});
        await expect(reloaded.ask('open', [post])).resolves.toMatchObject(opened);
        await expect(reloaded.ask('channel', CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on'}});

        // Timers too would keep the test process alive.
        await Promise.all([first.ask('stop'), reloaded.ask('stop')]);
    });

    test('says what the browser promised of its storage, where it says anything', async () => {
        const server = new MemoryServer();
        const promising = load(server, {storage: {persisted: () => Promise.resolve(true)}});
        await promising.ask('start', ACCOUNT);
        await promising.ask('create', START_MS);
        await promising.ask('publish');
        await expect(promising.ask('ownBackup')).resolves.toMatchObject({kind: 'own_backup', isPersistent: true});

        const silent = load(server);
        await silent.ask('start', ACCOUNT);
        await expect(silent.ask('ownBackup')).resolves.toMatchObject({kind: 'own_backup', isPersistent: undefined});
        await Promise.all([promising.ask('stop'), silent.ask('stop')]);
    });

    test('reads OpenPGP keys with a file of its own; where that is gone, only a new page helps', async () => {
        const server = new MemoryServer();
        const worker = load(server);
        await worker.ask('start', ACCOUNT);
        await expect(worker.ask('readMailKeys', mailKeyFixture('nistp384'))).resolves.toMatchObject({keys: [{source: 'pasted'}]});

        const updated = load(server, {}, () => {
            jest.doMock('./mail_keys/openpgp', () => {
                throw new Error('no such file');
            });
        });
        await updated.ask('start', ACCOUNT);
        const gone = {kind: 'failed', code: 'vault_gone'};
        await expect(updated.ask('readMailKeys', mailKeyFixture('nistp384'))).resolves.toEqual(gone);
    });

    test('says in which surroundings it can do nothing', async () => {
        const insecure = load(new MemoryServer(), {isSecureContext: false});
        await expect(insecure.ask('start', ACCOUNT)).resolves.toEqual({kind: 'failed', code: 'insecure_context'});
        await expect(insecure.ask('open', [])).resolves.toEqual({kind: 'failed', code: 'insecure_context'});

        const old = load(new MemoryServer(), {locks: undefined});
        await expect(old.ask('start', ACCOUNT)).resolves.toEqual({kind: 'failed', code: 'unsupported_browser'});
    });
});
