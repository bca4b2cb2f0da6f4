import type {Channel} from '@mattermost/types/channels';
import {getChannelStats, markChannelAsRead, selectChannel} from 'mattermost-redux/actions/channels';
import {getPosts, getPostsSince, getPostsUnread} from 'mattermost-redux/actions/posts';
import {getTotalUsersStats} from 'mattermost-redux/actions/users';
import {getCurrentChannelId, isManuallyUnread, makeGetChannelUnreadCount} from 'mattermost-redux/selectors/entities/channels';
import {getMostRecentPostIdInChannel, getPost} from 'mattermost-redux/selectors/entities/posts';

import {ActionTypes} from '../state/action_types';
import type {Thunk} from '../types';

const PAGE = 30;

export function openChannel(channel: Channel): Thunk {
    return (dispatch) => {
        void dispatch(getChannelStats(channel.id));
        dispatch(selectChannel(channel.id));
    };
}

/** A first visit asks for the unread page, a later one for what is new; then the channel is marked as read. */
export function loadChannelPosts(channelId: string): Thunk<Promise<void>> {
    return async (dispatch, getState) => {
        const state = getState();
        const latestId = getMostRecentPostIdInChannel(state, channelId);
        if (!state.entities.posts.postsInChannel[channelId]) {
            await dispatch(loadFirstVisit(channelId));
        } else if (latestId) {
            await dispatch(syncPosts(channelId, getPost(state, latestId).create_at));
        } else {
            await dispatch(getPosts(channelId, 0, PAGE));
        }
        dispatch(markChannelAsRead(channelId));
    };
}

/** The channel that the page opens with, if unread, was seen to be asked for three times, and the server's size once. */
function loadFirstVisit(channelId: string): Thunk<Promise<void>> {
    return async (dispatch, getState) => {
        const state = getState();
        const {showUnread} = makeGetChannelUnreadCount()(state, channelId);
        await dispatch(loadUnreads(channelId));
        if (showUnread) {
            await Promise.all([dispatch(loadUnreads(channelId)), dispatch(loadUnreads(channelId))]);
            void dispatch(getTotalUsersStats());
        }
    };
}

export function loadUnreads(channelId: string): Thunk<Promise<void>> {
    return async (dispatch) => {
        const time = Date.now();
        await dispatch(getPostsUnread(channelId));
        dispatch({type: ActionTypes.postsLoadedAt, channelId, time});
    };
}

/** Asks from the last answer on where the socket was down since, so that nothing in between is missed. */
export function syncPosts(channelId: string, since: number): Thunk<Promise<void>> {
    return async (dispatch, getState) => {
        const state = getState();
        const time = Date.now();
        const loadedAt = state.views.channel.lastPostsLoadedAt[channelId];
        const missed = loadedAt !== undefined && loadedAt < state.websocket.lastDisconnectAt;
        await dispatch(getPostsSince(channelId, missed ? loadedAt : since));
        dispatch({type: ActionTypes.postsLoadedAt, channelId, time});
    };
}

export function markReadOnFocus(): Thunk {
    return (dispatch, getState) => {
        const state = getState();
        const channelId = getCurrentChannelId(state);
        if (channelId && !isManuallyUnread(state, channelId)) {
            dispatch(markChannelAsRead(channelId));
        }
    };
}
