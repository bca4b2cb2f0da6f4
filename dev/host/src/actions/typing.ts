import {getConfig} from 'mattermost-redux/selectors/entities/general';

import {socket} from '../socket/client';
import type {Thunk} from '../types';

const lastSent = {atMs: 0};

/** At most one event in the configured time, whatever the channel. */
export function emitTyping(channelId: string, rootId: string): Thunk {
    return (_dispatch, getState) => {
        const config = getConfig(getState());
        const now = Date.now();
        if (config.EnableUserTypingMessages === 'true' && now - lastSent.atMs > Number(config.TimeBetweenUserTypingUpdatesMilliseconds)) {
            socket.userTyping(channelId, rootId);
            lastSent.atMs = now;
        }
    };
}
