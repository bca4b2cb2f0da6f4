import type {Account, VaultEvent, VaultMessage, VaultRequest} from '../vault/api';
import {VaultClient} from './vault_client';
import type {VaultWorker} from './vault_client';

const ACCOUNT: Account = {userId: 'ann', routes: 'https://chat.test/plugins/app.e2ee'};
const GONE = {kind: 'failed', code: 'vault_gone'};

/** A worker that answers what it is told to, or nothing. */
class FakeWorker implements VaultWorker {
    onmessage: ((event: MessageEvent<VaultMessage>) => void) | null = null;
    onerror: ((event: ErrorEvent) => void) | null = null;
    onmessageerror: ((event: MessageEvent) => void) | null = null;
    readonly requests: VaultRequest[] = [];
    isTerminated = false;

    constructor(private readonly answer?: (request: VaultRequest) => unknown) {}

    postMessage(message: VaultRequest): void {
        this.requests.push(message);
        if (this.answer) {
            const result = this.answer(message);
            queueMicrotask(() => this.say({kind: 'result', id: message.id, result}));
        }
    }

    say(data: VaultMessage): void {
        this.onmessage?.({data} as MessageEvent<VaultMessage>);
    }

    fail(): void {
        this.onerror?.({} as ErrorEvent);
    }

    terminate(): void {
        this.isTerminated = true;
    }
}

function clientOf(...workers: FakeWorker[]): {client: VaultClient; made: FakeWorker[]} {
    const made: FakeWorker[] = [];
    const left = [...workers];
    const createWorker = () => {
        const worker = left.shift();
        if (!worker) {
            throw new Error('no more workers');
        }
        made.push(worker);
        return worker;
    };
    return {client: new VaultClient({createWorker, csrfToken: () => 'token', deadlineFactor: 0.0005}), made};
}

const answering = () => new FakeWorker(({method}) => ({kind: 'done', method}));

describe('the channel to the vault', () => {
    test('a call crosses with its arguments, and its result comes back', async () => {
        const {client, made} = clientOf(answering());
        expect(made).toHaveLength(0);
        await expect(client.start(ACCOUNT)).resolves.toMatchObject({method: 'start'});
        await expect(client.setEncrypted('channel', true, 5)).resolves.toMatchObject({method: 'setEncrypted'});
        expect(made[0]?.requests.map(({method, args}) => [method, args])).toEqual([
            ['start', [ACCOUNT]],
            ['setEncrypted', ['channel', true, 5]],
        ]);
    });

    test('answers find their calls, whatever their order', async () => {
        const worker = new FakeWorker();
        const {client} = clientOf(worker);
        const first = client.channel('one');
        const second = client.channel('two');
        worker.say({kind: 'result', id: 2, result: 'second'});
        worker.say({kind: 'result', id: 1, result: 'first'});
        await expect(Promise.all([first, second])).resolves.toEqual(['first', 'second']);
    });

    test('every method of the interface crosses under its own name', async () => {
        const {client, made} = clientOf(answering());
        const request = {
            channelId: 'c',
            rootId: '',
            text: 't',
            mentions: [],
            isDirect: false,
            members: [],
            decisions: [],
            nowMs: 1,
        } as const;
        await Promise.all([
            client.own(),
            client.stop(),
            client.create(1),
            client.publish(),
            client.backupFile(),
            client.forget(),
            client.channels(),
            client.confirmOff('c', 1),
            client.confirmMissing('c', 1),
            client.people('c', []),
            client.prepare('c', []),
            client.seal(request),
            client.acknowledged('c', 'uid'),
            client.open([]),
        ]);
        expect(made[0]?.requests.map(({method}) => method)).toEqual([
            'own',
            'stop',
            'create',
            'publish',
            'backupFile',
            'forget',
            'channels',
            'confirmOff',
            'confirmMissing',
            'people',
            'prepare',
            'seal',
            'acknowledged',
            'open',
        ]);
    });

    test('every call carries the token of that moment', async () => {
        const worker = answering();
        let csrfToken = 'first';
        const client = new VaultClient({createWorker: () => worker, csrfToken: () => csrfToken});
        await client.start(ACCOUNT);
        csrfToken = 'renewed';
        await client.channels();
        expect(worker.requests.map(({csrfToken: token}) => token)).toEqual(['first', 'renewed']);
    });

    test('events reach every listener until it leaves', () => {
        const worker = new FakeWorker();
        const {client} = clientOf(worker);
        void client.start(ACCOUNT);
        const heard: VaultEvent[] = [];
        const leave = client.onEvent((event) => heard.push(event));
        const event: VaultEvent = {kind: 'own_changed', own: {kind: 'absent'}};
        worker.say({kind: 'event', userId: 'ann', event});
        leave();
        worker.say({kind: 'event', userId: 'ann', event});
        expect(heard).toEqual([event]);
    });

    test('an event about the member before reaches nobody', () => {
        const worker = new FakeWorker();
        const {client} = clientOf(worker);
        const heard: VaultEvent[] = [];
        client.onEvent((event) => heard.push(event));
        const event: VaultEvent = {kind: 'channel_changed', channelId: 'channel', channel: {kind: 'off'}};
        void client.start(ACCOUNT);
        void client.start({...ACCOUNT, userId: 'ben'});
        worker.say({kind: 'event', userId: 'ann', event});
        void client.stop();
        worker.say({kind: 'event', userId: 'ben', event});
        expect(heard).toEqual([]);
    });

    test('a vault that does not answer in time is gone, and a late answer changes nothing', async () => {
        const worker = new FakeWorker();
        const {client} = clientOf(worker);
        await expect(client.own()).resolves.toEqual(GONE);
        worker.say({kind: 'result', id: 1, result: 'late'});
    });

    test('a worker that cannot be made is gone', async () => {
        const {client} = clientOf();
        await expect(client.own()).resolves.toEqual(GONE);
        await expect(client.channels()).resolves.toEqual(GONE);
    });

    test('a worker that dies under a call is gone for good', async () => {
        const [first, second] = [new FakeWorker(), answering()];
        const {client, made} = clientOf(first, second);
        const call = client.own();
        first.fail();
        await expect(call).resolves.toEqual(GONE);
        await expect(client.own()).resolves.toEqual(GONE);
        expect(made).toEqual([first]);
        expect(first.isTerminated).toBe(true);
    });

    test('a worker that dies while idle is started once more, for the same account', async () => {
        const [first, second, third] = [answering(), answering(), answering()];
        const {client, made} = clientOf(first, second, third);
        await client.start(ACCOUNT);
        first.fail();

        await expect(client.own()).resolves.toMatchObject({method: 'own'});
        expect(second.requests.map(({method, args}) => [method, args])).toEqual([
            ['start', [ACCOUNT]],
            ['own', []],
        ]);

        second.onmessageerror?.({} as MessageEvent);
        await expect(client.own()).resolves.toEqual(GONE);
        expect(made).toEqual([first, second]);
    });

    test('after a log-out a new worker starts for nobody', async () => {
        const [first, second] = [answering(), answering()];
        const {client} = clientOf(first, second);
        await client.start(ACCOUNT);
        await client.stop();
        first.fail();
        await client.own();
        expect(second.requests.map(({method}) => method)).toEqual(['own']);
    });

    test('arguments that cannot cross are a bug and nothing else', async () => {
        const worker = answering();
        const {client} = clientOf(worker);
        const post = jest.spyOn(worker, 'postMessage').mockImplementationOnce(() => {
            throw new DOMException('', 'DataCloneError');
        });
        await expect(client.channel('one')).resolves.toEqual({kind: 'failed', code: 'invariant'});
        post.mockRestore();
        await expect(client.own()).resolves.toMatchObject({method: 'own'});
    });
});
