/**
 * Whose vault this is. The page is loaded before anybody logs in, and a log-in doesn't load it anew (docs/platform-notes.md §1.3);
 * so the member is watched in the host's store, and with every change everything of the one before is dropped.
 *
 * @packageDocumentation
 */
import type {FailureCode} from '../../lib/errors';
import type {Account, ChannelId, ChannelResult, ChannelsResult, OwnState, UserId, Vault} from '../../vault/api';
import type {ChannelSource, ChannelStates} from './channel_states';
import {Subject} from './observable';

export interface AccountParts {
    readonly vault: Pick<Vault, 'start' | 'stop' | 'channels' | 'channel'>;
    readonly states: ChannelStates;

    /** '' where nobody is logged in. */
    readonly currentUserId: () => UserId;
    readonly accountOf: (userId: UserId) => Account;

    /** Used in the place of a vault that can't run here. */
    readonly keyless: (why: FailureCode) => ChannelSource;

    /** Empties every cache of the page. */
    readonly dropEverything: () => void;
}

const NOBODY: OwnState = {kind: 'failed', code: 'not_loaded'};

export class CurrentAccount {
    readonly own = new Subject<OwnState>(NOBODY);
    /** The member whom all this is about; empty where nobody is logged in. */
    userId: UserId = '';
    private starting: Promise<void> = Promise.resolve();
    private isRetired = false;

    constructor(private readonly parts: AccountParts) {}

    /** Call on every change of the host's store; does nothing but compare, unless the member changed. */
    readonly check = (): void => {
        const userId = this.parts.currentUserId();
        if (userId === this.userId || this.isRetired) {
            return;
        }
        this.userId = userId;
        this.own.set(NOBODY);
        this.parts.dropEverything();
        if (userId === '') {
            this.parts.states.clear();
            void this.parts.vault.stop();
            return;
        }
        this.parts.states.begin(this.source);
        this.starting = this.start(userId);
    };

    /** The socket was away, or the member asks to try again: everything is asked afresh. */
    async refresh(): Promise<void> {
        await this.ready();
        await this.parts.states.reload();
    }

    retire(): void {
        this.isRetired = true;
        this.parts.states.retire();
    }

    /** States are asked only of a vault that has opened this member's database. */
    private readonly source: ChannelSource = {
        channels: async (): Promise<ChannelsResult> => {
            await this.ready();
            return this.parts.vault.channels();
        },
        channel: async (channelId: ChannelId): Promise<ChannelResult> => {
            await this.ready();
            return this.parts.vault.channel(channelId);
        },
    };

    private async start(userId: UserId): Promise<void> {
        const result = await this.parts.vault.start(this.parts.accountOf(userId));
        if (userId !== this.userId || this.isRetired) {
            return;
        }
        const own: OwnState = result.kind === 'failed' ? result : result.own;
        this.own.set(own);
        if (own.kind === 'failed' && cannotRunHere(own.code)) {
            this.parts.states.begin(this.parts.keyless(own.code));
        }

        // Not awaited: `reload` waits for this very start.
        void this.parts.states.reload();
    }

    /** Starts again, once for all who wait, what could not start before, as with no network. */
    private async ready(): Promise<void> {
        const started = this.starting;
        await started;
        const own = this.own.get();
        if (own.kind === 'failed' && !cannotRunHere(own.code) && this.userId !== '' && !this.isRetired) {
            if (this.starting === started) {
                this.starting = this.restart(this.userId);
            }
            await this.starting;
        }
    }

    private async restart(userId: UserId): Promise<void> {
        const result = await this.parts.vault.start(this.parts.accountOf(userId));
        if (userId === this.userId && !this.isRetired) {
            this.own.set(result.kind === 'failed' ? result : result.own);
        }
    }
}

/**
 * Of this browser, and not before the page is loaded anew. Where keys are stored but can't be had now (`storage_newer`, `storage_full`,
 * `storage_in_use`, `vault_gone`) there are pins to go by, so everything waits for them.
 */
function cannotRunHere(code: FailureCode): boolean {
    return code === 'insecure_context' || code === 'unsupported_browser' || code === 'storage_blocked';
}
