/**
 * Since when a channel is encrypted, as far as this browser can tell: clear posts from before are ordinary history.
 *
 * The time is the one that the member who switched it on signed, and never later than when this page learned of it, so that
 * nobody can date it into the future to keep clear posts unmarked. What it can't do is tell a post that the server dates back
 * behind that moment from true history: such a post stands among others that nothing proves (docs/threat-model.md).
 *
 * @packageDocumentation
 */
import type {ChannelId} from '../../vault/api';
import type {ChannelStates} from './channel_states';

/** In a channel of which the server contradicts what this browser knows, no clear post is history. */
const ALWAYS_MS = 0;

export class EncryptedSince {
    private readonly known = new Map<ChannelId, number>();

    constructor(
        private readonly states: Pick<ChannelStates, 'get'>,
        private readonly nowMs: () => number,
    ) {}

    /** Undefined where nothing says that the channel is encrypted. */
    of(channelId: ChannelId): number | undefined {
        const state = this.states.get(channelId);
        switch (state.kind) {
            case 'on':
                return this.learn(channelId, Math.min(state.changedAtMs, this.nowMs()));
            case 'off':
                this.known.delete(channelId);
                return undefined;
            case 'off_unconfirmed':
                return this.known.get(channelId) ?? state.changedAtMs;
            case 'unknown':
                return this.known.get(channelId) ?? (state.code === 'policy_contradicts' ? ALWAYS_MS : undefined);
        }
    }

    forgetAll(): void {
        this.known.clear();
    }

    private learn(channelId: ChannelId, sinceMs: number): number {
        const known = this.known.get(channelId);
        if (known !== undefined && known <= sinceMs) {
            return known;
        }
        this.known.set(channelId, sinceMs);
        return sinceMs;
    }
}
