import type {WebSocketMessage} from '@mattermost/client';
import {GeneralTypes} from 'mattermost-redux/action_types';
import {getClientConfig} from 'mattermost-redux/actions/general';
import {Client4} from 'mattermost-redux/client';
import {getCurrentChannelId} from 'mattermost-redux/selectors/entities/channels';
import {getMostRecentPostIdInChannel, getPost} from 'mattermost-redux/selectors/entities/posts';
import {getCurrentTeamId} from 'mattermost-redux/selectors/entities/teams';

import {syncPosts} from '../actions/channel_view';
import {store} from '../host_store';
import {synchronizePlugins} from '../plugins/loader';
import {socket} from './client';
import {hostHandlers} from './handlers';
import {pluginSocketHandlers} from './plugin_handlers';

function handleMessage(message: WebSocketMessage): void {
    hostHandlers[message.event]?.(message.data as Record<string, unknown>, message);
    pluginSocketHandlers.dispatch(message);
}

function connected(): void {
    store.dispatch({type: GeneralTypes.WEBSOCKET_SUCCESS, timestamp: Date.now()});
}

function closed(): void {
    store.dispatch({type: GeneralTypes.WEBSOCKET_FAILURE, timestamp: Date.now()});
}

function reconnected(): void {
    connected();
    const state = store.getState();
    const channelId = getCurrentChannelId(state);
    const latestId = getMostRecentPostIdInChannel(state, channelId);
    if (channelId && latestId) {
        void store.dispatch(syncPosts(channelId, getPost(state, latestId).create_at));
    }
    socket.updateActiveChannel(channelId);
    socket.updateActiveTeam(getCurrentTeamId(state));
    void synchronizePlugins();
    pluginSocketHandlers.reconnected();
}

function missedMessages(): void {
    reconnected();
    void store.dispatch(getClientConfig());
}

export function openSocket(): void {
    const url = new URL(`${Client4.getUrlVersion()}/websocket`, window.location.origin);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    socket.addMessageListener(handleMessage);
    socket.addFirstConnectListener(connected);
    socket.addReconnectListener(reconnected);
    socket.addMissedMessageListener(missedMessages);
    socket.addCloseListener(closed);
    socket.initialize(url.toString(), undefined, true);
}

export function closeSocket(): void {
    socket.close();
    socket.removeMessageListener(handleMessage);
    socket.removeFirstConnectListener(connected);
    socket.removeReconnectListener(reconnected);
    socket.removeMissedMessageListener(missedMessages);
    socket.removeCloseListener(closed);
}
