/**
 * The page's end of the channel to the vault.
 *
 * The vault is a worker whose file an update of the plugin deletes: an old page can't start it again. So no call waits
 * for ever, and whatever is wrong with the worker is the value `vault_gone`, upon which the page says "reload".
 *
 * @packageDocumentation
 */
import type {Account, Failed, Vault, VaultEvent, VaultMessage, VaultRequest} from '../vault/api';

type Method = keyof Vault;
type Args<Name extends Method> = Parameters<Vault[Name]>;
type Result<Name extends Method> = Awaited<ReturnType<Vault[Name]>>;

/** What this needs of a `Worker`. */
export interface VaultWorker {
    postMessage(message: VaultRequest): void;
    terminate(): void;
    onmessage: ((event: MessageEvent<VaultMessage>) => void) | null;
    onerror: ((event: ErrorEvent) => void) | null;
    onmessageerror: ((event: MessageEvent) => void) | null;
}

interface Waiting {
    readonly resolve: (result: unknown) => void;
    readonly timer: ReturnType<typeof setTimeout>;
}

export interface VaultClientOptions {
    readonly createWorker: () => VaultWorker;
    readonly csrfToken: () => string;

    /** Shortens every deadline; a test need not wait. */
    readonly deadlineFactor?: number;
}

const GONE: Failed = {kind: 'failed', code: 'vault_gone'};

/** Longer than the worker's own time-outs towards the server half, which give the better reason. */
const DEADLINE_MS = 40_000;
const DEADLINES_MS: Partial<Record<Method, number>> = {
    create: 60_000,
    publish: 60_000,
    rotate: 60_000,
    reset: 60_000,
    compareBackup: 120_000,
    restoreBackup: 120_000,
    checkBackup: 120_000,

    // Other machines take part, and a large key is read slowly.
    readMailKeys: 60_000,
    lookUpMailKey: 90_000,
    suggestMailKeys: 90_000,
    mailBackup: 90_000,

    // Thousands of keys, yielding to everything else.
    prepare: 300_000,
};

export class VaultClient implements Vault {
    readonly #options: VaultClientOptions;
    readonly #waiting = new Map<number, Waiting>();
    readonly #listeners = new Set<(event: VaultEvent) => void>();
    #worker: VaultWorker | undefined;
    #account: Account | undefined;
    #lastId = 0;

    /** `fresh`: never started. `lost`: died while idle, may be started once more. */
    #state: 'fresh' | 'running' | 'lost' | 'restarted' | 'gone' = 'fresh';

    constructor(options: VaultClientOptions) {
        this.#options = options;
    }

    /** The returned function ends it. */
    onEvent(listener: (event: VaultEvent) => void): () => void {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }

    start(...args: Args<'start'>): Promise<Result<'start'>> {
        this.#account = args[0];
        return this.#call('start', ...args);
    }

    stop(): Promise<Result<'stop'>> {
        this.#account = undefined;
        return this.#call('stop');
    }

    own(): Promise<Result<'own'>> {
        return this.#call('own');
    }

    create(...args: Args<'create'>): Promise<Result<'create'>> {
        return this.#call('create', ...args);
    }

    publish(...args: Args<'publish'>): Promise<Result<'publish'>> {
        return this.#call('publish', ...args);
    }

    rotate(...args: Args<'rotate'>): Promise<Result<'rotate'>> {
        return this.#call('rotate', ...args);
    }

    reset(...args: Args<'reset'>): Promise<Result<'reset'>> {
        return this.#call('reset', ...args);
    }

    makeRecoveryCode(...args: Args<'makeRecoveryCode'>): Promise<Result<'makeRecoveryCode'>> {
        return this.#call('makeRecoveryCode', ...args);
    }

    confirmRecoveryCode(): Promise<Result<'confirmRecoveryCode'>> {
        return this.#call('confirmRecoveryCode');
    }

    compareBackup(...args: Args<'compareBackup'>): Promise<Result<'compareBackup'>> {
        return this.#call('compareBackup', ...args);
    }

    restoreBackup(...args: Args<'restoreBackup'>): Promise<Result<'restoreBackup'>> {
        return this.#call('restoreBackup', ...args);
    }

    checkBackup(...args: Args<'checkBackup'>): Promise<Result<'checkBackup'>> {
        return this.#call('checkBackup', ...args);
    }

    backupFile(): Promise<Result<'backupFile'>> {
        return this.#call('backupFile');
    }

    ownBackup(): Promise<Result<'ownBackup'>> {
        return this.#call('ownBackup');
    }

    readMailKeys(...args: Args<'readMailKeys'>): Promise<Result<'readMailKeys'>> {
        return this.#call('readMailKeys', ...args);
    }

    lookUpMailKey(...args: Args<'lookUpMailKey'>): Promise<Result<'lookUpMailKey'>> {
        return this.#call('lookUpMailKey', ...args);
    }

    suggestMailKeys(): Promise<Result<'suggestMailKeys'>> {
        return this.#call('suggestMailKeys');
    }

    mailBackup(...args: Args<'mailBackup'>): Promise<Result<'mailBackup'>> {
        return this.#call('mailBackup', ...args);
    }

    forget(): Promise<Result<'forget'>> {
        return this.#call('forget');
    }

    channels(): Promise<Result<'channels'>> {
        return this.#call('channels');
    }

    channel(...args: Args<'channel'>): Promise<Result<'channel'>> {
        return this.#call('channel', ...args);
    }

    setEncrypted(...args: Args<'setEncrypted'>): Promise<Result<'setEncrypted'>> {
        return this.#call('setEncrypted', ...args);
    }

    confirmOff(...args: Args<'confirmOff'>): Promise<Result<'confirmOff'>> {
        return this.#call('confirmOff', ...args);
    }

    confirmMissing(...args: Args<'confirmMissing'>): Promise<Result<'confirmMissing'>> {
        return this.#call('confirmMissing', ...args);
    }

    people(...args: Args<'people'>): Promise<Result<'people'>> {
        return this.#call('people', ...args);
    }

    prepare(...args: Args<'prepare'>): Promise<Result<'prepare'>> {
        return this.#call('prepare', ...args);
    }

    askAgain(...args: Args<'askAgain'>): Promise<Result<'askAgain'>> {
        return this.#call('askAgain', ...args);
    }

    safetyNumber(...args: Args<'safetyNumber'>): Promise<Result<'safetyNumber'>> {
        return this.#call('safetyNumber', ...args);
    }

    compareSafetyNumber(...args: Args<'compareSafetyNumber'>): Promise<Result<'compareSafetyNumber'>> {
        return this.#call('compareSafetyNumber', ...args);
    }

    setVerified(...args: Args<'setVerified'>): Promise<Result<'setVerified'>> {
        return this.#call('setVerified', ...args);
    }

    seal(...args: Args<'seal'>): Promise<Result<'seal'>> {
        return this.#call('seal', ...args);
    }

    acknowledged(...args: Args<'acknowledged'>): Promise<Result<'acknowledged'>> {
        return this.#call('acknowledged', ...args);
    }

    open(...args: Args<'open'>): Promise<Result<'open'>> {
        return this.#call('open', ...args);
    }

    async #call<Name extends Method>(method: Name, ...args: Args<Name>): Promise<Result<Name>> {
        const worker = this.#ready(method);

        // Every result of the interface may be `Failed`; the worker is this bundle's own other half.
        return (worker ? await this.#send(worker, method, args) : GONE) as Result<Name>;
    }

    #send(worker: VaultWorker, method: Method, args: readonly unknown[]): Promise<unknown> {
        const id = ++this.#lastId;
        return new Promise((resolve) => {
            const deadlineMs = (DEADLINES_MS[method] ?? DEADLINE_MS) * (this.#options.deadlineFactor ?? 1);
            const timer = setTimeout(() => this.#settle(id, GONE), deadlineMs);
            this.#waiting.set(id, {resolve, timer});
            try {
                worker.postMessage({id, method, args, csrfToken: this.#options.csrfToken()});
            } catch {
                // Something that can't be cloned: a bug of the page's, not the worker's end.
                this.#settle(id, {kind: 'failed', code: 'invariant'});
            }
        });
    }

    /** The worker that takes calls now, made at the first call; undefined where there is none any more. */
    #ready(method: Method): VaultWorker | undefined {
        if (this.#state === 'gone') {
            return undefined;
        }
        if (this.#worker) {
            return this.#worker;
        }
        const isRestart = this.#state === 'lost';
        try {
            this.#worker = this.#listenTo(this.#options.createWorker());
        } catch {
            this.#state = 'gone';
            return undefined;
        }
        this.#state = isRestart ? 'restarted' : 'running';
        if (isRestart && this.#account && method !== 'start' && method !== 'stop') {
            // The worker handles calls in order, so whatever follows finds the account there.
            void this.#send(this.#worker, 'start', [this.#account]);
        }
        return this.#worker;
    }

    #listenTo(worker: VaultWorker): VaultWorker {
        worker.onmessage = ({data}) => {
            if (data.kind === 'result') {
                this.#settle(data.id, data.result);
            } else if (data.userId === this.#account?.userId) {
                // What was told of the member before may still have been on its way when the next one logged in.
                this.#listeners.forEach((listener) => listener(data.event));
            }
        };
        worker.onerror = () => this.#lose(worker);
        worker.onmessageerror = () => this.#lose(worker);
        return worker;
    }

    /**
     * The worker died, or never came to life. It is started once more if nobody was waiting for it: then nothing can
     * have been done halfway. Otherwise, and the second time, only a new page helps.
     */
    #lose(worker: VaultWorker): void {
        if (worker !== this.#worker) {
            return;
        }
        this.#state = this.#state === 'running' && this.#waiting.size === 0 ? 'lost' : 'gone';
        this.#worker = undefined;
        worker.terminate();
        for (const id of [...this.#waiting.keys()]) {
            this.#settle(id, GONE);
        }
    }

    #settle(id: number, result: unknown): void {
        const waiting = this.#waiting.get(id);
        if (waiting) {
            this.#waiting.delete(id);
            clearTimeout(waiting.timer);
            waiting.resolve(result);
        }
    }
}
