/**
 * Browsers, tabs and people for scenarios: the whole vault over in-memory stores, and a host that carries posts.
 *
 * @packageDocumentation
 */
import type {Account, CarriedPost, Member, Opened, SealRequest, SealResult, Vault, VaultEvent} from '../../src/vault/api';
import {MemoryDatabase} from '../../src/vault/adapters/memory/memory_database';
import {MemoryKeyLock} from '../../src/vault/adapters/memory/key_lock_memory';
import {MemoryKeyStore} from '../../src/vault/adapters/memory/key_store_memory';
import {MemoryTabs} from '../../src/vault/adapters/memory/tabs_memory';
import {MemoryTrustStore} from '../../src/vault/adapters/memory/trust_store_memory';
import {AccountSwitch} from '../../src/vault/tasks/vault';
import {makePlaceholder} from '../../src/lib/placeholder';
import {CHANNEL_ID, START_MS, userIdOf} from './people';
import type {MemoryServer} from './memory_server';
import {provider} from './provider';

export type Sealed = Extract<SealResult, {kind: 'sealed'}>;
export type Message = Extract<Opened, {kind: 'message'}>;

/** What one member has in one browser. */
interface Profile {
    readonly database: MemoryDatabase;
    readonly keyLock: MemoryKeyLock;
    readonly tabs: Set<MemoryTabs>;
}

export class Clock {
    ms = START_MS;

    /** Every look is a little later. */
    readonly now = (): number => ++this.ms;
}

/** One browser; its profiles outlive its tabs. */
export class Browser {
    private readonly profiles = new Map<string, Profile>();

    /** What the browser says of its storage. */
    isPersistent: boolean | undefined = true;

    constructor(
        private readonly server: MemoryServer,
        readonly clock: Clock,
    ) {}

    profile(userId: string): Profile {
        const known = this.profiles.get(userId);
        if (known) {
            return known;
        }
        const profile = {database: new MemoryDatabase(), keyLock: new MemoryKeyLock(), tabs: new Set<MemoryTabs>()};
        this.profiles.set(userId, profile);
        return profile;
    }

    /** All workers end where they are: what they wait for never comes, and their locks are free (Web Locks go with their worker). */
    killWorkers(): void {
        for (const [userId, {database}] of this.profiles) {
            this.profiles.set(userId, {database, keyLock: new MemoryKeyLock(), tabs: new Set<MemoryTabs>()});
        }
    }

    /** A new worker: nothing in its memory. `through` stands between it and what it stores and asks. */
    openTab(through: <Part extends object>(part: Part) => Part = (part) => part): Tab {
        const events: VaultEvent[] = [];
        const timers: Array<() => void> = [];
        let lock: MemoryKeyLock | undefined;
        const vault = new AccountSwitch({
            surroundings: {
                provider,
                nowMs: () => this.clock.ms,
                waitMs: () => new Promise((resolve) => timers.push(resolve)),
                pause: () => new Promise((resolve) => setImmediate(resolve)),
                mailCrypto: async () => (await import('../../src/vault/mail_keys/openpgp')).openPgp,
                isPersistent: () => Promise.resolve(this.isPersistent),
            },
            tell: (_, event) => events.push(event),
            open: ({userId}) => {
                const {database, keyLock, tabs} = this.profile(userId);
                lock = keyLock;
                const session = through(this.server.as(userId));
                return Promise.resolve({
                    directory: session,
                    mailing: this.server.mailing,
                    policySource: session,
                    keyStore: through(new MemoryKeyStore(database)),
                    trustStore: new MemoryTrustStore(database),
                    keyLock,
                    tabs: new MemoryTabs(tabs),
                    close: () => undefined,
                });
            },
        });
        const elapse = async () => {
            timers.splice(0).forEach((ring) => ring());
            await new Promise((resolve) => setImmediate(resolve));

            // What a timer began is done under this lock.
            await lock?.run(() => Promise.resolve());
        };
        return new Tab(vault, events, this.clock, elapse);
    }
}

export function accountOf(name: string): Account {
    return {userId: userIdOf(name), routes: 'https://chat.test/plugins/app.e2ee'};
}

export function members(...names: readonly string[]): readonly Member[] {
    return names.map((name) => ({userId: userIdOf(name), username: name}));
}

/** A page of the host with its vault. */
export class Tab {
    constructor(
        readonly vault: Vault,
        readonly events: readonly VaultEvent[],
        private readonly clock: Clock,

        /** Lets all timers of the worker ring, and what they began be done. */
        readonly elapse: () => Promise<void>,
    ) {}

    async logIn(name: string) {
        const result = await this.vault.start(accountOf(name));
        if (result.kind === 'failed') {
            throw new Error(`start: ${result.code}`);
        }
        return result.own;
    }

    /** From nothing to active; the recovery code. */
    async setUp(): Promise<string> {
        const created = await this.vault.create(this.clock.now());
        if (created.kind === 'failed') {
            throw new Error(`create: ${created.code}`);
        }
        const published = await this.vault.publish();
        if (published.kind === 'failed' || published.own.kind !== 'active') {
            throw new Error(`publish: ${JSON.stringify(published)}`);
        }
        return created.recoveryCode;
    }

    /** From what the server half keeps. */
    restore(recoveryCode: string) {
        return this.vault.restoreBackup({kind: 'code', recoveryCode});
    }

    encrypt(channelId: string = CHANNEL_ID) {
        return this.vault.setEncrypted(channelId, true, this.clock.now());
    }

    write(text: string, to: readonly Member[], more: Partial<SealRequest> = {}): Promise<SealResult> {
        return this.vault.seal({
            channelId: CHANNEL_ID,
            rootId: '',
            text,
            mentions: [],
            isDirect: false,
            members: to,
            decisions: [],
            nowMs: this.clock.now(),
            ...more,
        });
    }

    async send(text: string, to: readonly Member[], more: Partial<SealRequest> = {}): Promise<Sealed> {
        const result = await this.write(text, to, more);
        if (result.kind !== 'sealed') {
            throw new Error(`seal: ${JSON.stringify(result)}`);
        }
        await this.vault.acknowledged(more.channelId ?? CHANNEL_ID, result.uid);
        return result;
    }

    async read(...posts: readonly CarriedPost[]): Promise<readonly Opened[]> {
        const result = await this.vault.open(posts);
        if (result.kind === 'failed') {
            throw new Error(`open: ${result.code}`);
        }
        return result.results;
    }

    /** Text, or the reason for which there is none. */
    async readTexts(...posts: readonly CarriedPost[]): Promise<readonly string[]> {
        return (await this.read(...posts)).map((opened) => (opened.kind === 'message' ? opened.text : opened.code));
    }
}

/** A host that stores posts and gives them ids. */
export class Host {
    private stored = 0;

    constructor(private readonly clock: Clock) {}

    post(author: string, {envelope}: Pick<Sealed, 'envelope'>, more: Partial<CarriedPost> = {}): CarriedPost {
        this.stored++;
        return {
            postId: `post${this.stored}`.padEnd(26, '0'),
            channelId: CHANNEL_ID,
            userId: userIdOf(author),
            rootId: '',
            type: 'custom_e2ee',
            message: makePlaceholder([]),
            createAtMs: this.clock.now(),
            envelope,
            otherProps: [],
            ...more,
        };
    }
}
