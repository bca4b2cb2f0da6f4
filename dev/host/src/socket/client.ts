import {WebSocketClient} from '@mattermost/client';

/** One socket per page. */
export const socket = new WebSocketClient();

/** Resolves with the first connection, and at the latest after the given time. */
export function socketOpened(atMostMs: number): Promise<void> {
    return Promise.race([firstConnection, new Promise<void>((resolve) => setTimeout(resolve, atMostMs))]);
}

const firstConnection = new Promise<void>((resolve) => socket.addFirstConnectListener(resolve));
