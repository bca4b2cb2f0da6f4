import type {TabMessage, Tabs} from '../identity/tabs';

/** The member's tabs by BroadcastChannel, one channel per member, so that another one's tabs hear nothing. */
export class BroadcastTabs implements Tabs {
    readonly #channel: BroadcastChannel;

    constructor(userId: string) {
        this.#channel = new BroadcastChannel(`app.e2ee/${userId}`);
    }

    tell(message: TabMessage): void {
        this.#channel.postMessage(message);
    }

    onMessage(listener: (message: TabMessage) => void): void {
        this.#channel.onmessage = ({data}: MessageEvent<unknown>) => {
            const message = readMessage(data);
            if (message) {
                listener(message);
            }
        };
    }

    close(): void {
        this.#channel.close();
    }
}

/** A tab with another version of the plugin may say things that this one doesn't know. */
function readMessage(data: unknown): TabMessage | undefined {
    if (typeof data !== 'object' || data === null || !('kind' in data)) {
        return undefined;
    }
    if (data.kind === 'own_changed') {
        return {kind: 'own_changed'};
    }
    if (data.kind === 'channel_changed' && 'channelId' in data && typeof data.channelId === 'string') {
        return {kind: 'channel_changed', channelId: data.channelId};
    }
    if (data.kind === 'person_changed' && 'userId' in data && typeof data.userId === 'string') {
        return {kind: 'person_changed', userId: data.userId};
    }
    return undefined;
}
