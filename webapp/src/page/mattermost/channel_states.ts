/**
 * The page's mirror of what the vault knows about channels: answers at once, for the egress guard, which must decide
 * a draft at `beforeunload` without waiting.
 *
 * Whatever isn't in here is unknown, and unknown is never off. So every way in which an entry could be wrong ends in
 * removing it: another member, a lost socket, news about the channel that haven't been read yet.
 *
 * @packageDocumentation
 */
import type {FailureCode} from '../../lib/errors';
import type {ChannelId, ChannelResult, ChannelState, ChannelsResult} from '../../vault/api';

/** Who knows: the vault, or for a browser that can't run one, the server half alone. */
export interface ChannelSource {
    channels(): Promise<ChannelsResult>;
    channel(channelId: ChannelId): Promise<ChannelResult>;
}

const NOT_LOADED: ChannelState = {kind: 'unknown', code: 'not_loaded'};
const NOBODY_TO_ASK: ChannelState = {kind: 'unknown', code: 'vault_gone'};

export class ChannelStates {
    private readonly states = new Map<ChannelId, ChannelState>();
    private readonly asking = new Map<ChannelId, Promise<ChannelState>>();
    private readonly listeners = new Set<() => void>();
    private source: ChannelSource | undefined;

    /** Of a channel that isn't in here. */
    private missing = NOT_LOADED;

    /** For each question about all channels that is under way: what was told since it was asked. */
    private readonly toldSince = new Set<Map<ChannelId, ChannelState>>();

    /** Raised by every `begin` and `retire`: answers to questions from before it are dropped. */
    private epoch = 0;

    readonly subscribe = (listener: () => void): (() => void) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    };

    /** Forgets everything and asks `source` from now on. */
    begin(source: ChannelSource): void {
        this.epoch++;
        this.source = source;
        this.missing = NOT_LOADED;
        this.states.clear();
        this.asking.clear();
        this.tell();
    }

    /** Nobody to ask any more. What was known last stays: the guard lives on after the plugin is gone. For the rest only a new page helps. */
    retire(): void {
        this.stopAsking();
        this.missing = NOBODY_TO_ASK;
        for (const [channelId, state] of this.states) {
            if (state.kind === 'unknown') {
                this.states.delete(channelId);
            }
        }
    }

    /** Nobody is logged in. */
    clear(): void {
        this.stopAsking();
        this.states.clear();
        this.tell();
    }

    get(channelId: ChannelId): ChannelState {
        return this.states.get(channelId) ?? this.missing;
    }

    isListed(channelId: ChannelId): boolean {
        return this.states.has(channelId);
    }

    set(channelId: ChannelId, state: ChannelState): void {
        this.toldSince.forEach((told) => told.set(channelId, state));
        this.put(channelId, state);
    }

    /** The channel's state is about to be another one: not known until it was asked afresh. */
    async news(channelId: ChannelId): Promise<void> {
        if (this.get(channelId).kind === 'off') {
            this.set(channelId, NOT_LOADED);
        }
        this.asking.delete(channelId);
        await this.ask(channelId);
    }

    /** What is known, or found out by asking; unknown if that failed. */
    async resolve(channelId: ChannelId): Promise<ChannelState> {
        const known = this.get(channelId);
        return known.kind === 'unknown' ? this.ask(channelId) : known;
    }

    /** All channels in one request; at the start and after the socket was away. */
    async reload(): Promise<void> {
        const {source, epoch} = this;
        if (source === undefined) {
            return;
        }
        const told = new Map<ChannelId, ChannelState>();
        this.toldSince.add(told);
        const result = await source.channels().finally(() => this.toldSince.delete(told));
        if (epoch !== this.epoch) {
            return;
        }
        if (result.kind === 'failed') {
            this.forgetOff(result.code);
            return;
        }
        this.states.clear();
        for (const [channelId, state] of Object.entries(result.channels)) {
            this.states.set(channelId, state);
        }

        // An answer that may be older than what was told makes no channel clear.
        for (const [channelId, state] of told) {
            if (this.get(channelId).kind === 'off') {
                this.states.set(channelId, state);
            }
        }
        this.tell();
    }

    private stopAsking(): void {
        this.epoch++;
        this.source = undefined;
        this.asking.clear();
    }

    private ask(channelId: ChannelId): Promise<ChannelState> {
        const before = this.asking.get(channelId);
        if (before !== undefined) {
            return before;
        }
        const question: Promise<ChannelState> = this.askSource(channelId, () => this.asking.get(channelId) === question).finally(() => {
            if (this.asking.get(channelId) === question) {
                this.asking.delete(channelId);
            }
        });
        this.asking.set(channelId, question);
        return question;
    }

    /** `isNewest`: whether no later question about this channel has taken the place of this one. */
    private async askSource(channelId: ChannelId, isNewest: () => boolean): Promise<ChannelState> {
        const {source, epoch} = this;
        if (source === undefined) {
            return this.get(channelId);
        }
        const result = await source.channel(channelId);
        if (epoch !== this.epoch) {
            return this.get(channelId);
        }
        if (!isNewest()) {
            return this.asking.get(channelId) ?? this.get(channelId);
        }
        if (result.kind === 'failed') {
            // Says nothing of the channel, so it isn't told against the answer about all of them.
            this.put(channelId, {kind: 'unknown', code: result.code});
        } else {
            this.set(channelId, result.channel);
        }
        return this.get(channelId);
    }

    /** A failed look at all channels says nothing of any: those believed off may have been switched on meanwhile. */
    private forgetOff(code: FailureCode): void {
        for (const [channelId, state] of this.states) {
            if (state.kind === 'off') {
                this.states.set(channelId, {kind: 'unknown', code});
            }
        }
        this.tell();
    }

    private put(channelId: ChannelId, state: ChannelState): void {
        this.states.set(channelId, state);
        this.tell();
    }

    private tell(): void {
        for (const listener of [...this.listeners]) {
            listener();
        }
    }
}
