import {getAllChannels, getMyChannelMemberships, makeGetChannelUnreadCount} from 'mattermost-redux/selectors/entities/channels';
import {getMostRecentPostIdInChannel, getPost} from 'mattermost-redux/selectors/entities/posts';

import type {HostState, Thunk} from '../types';
import {loadUnreads, syncPosts} from './channel_view';

/** Channels whose posts were loaded ahead since the page was loaded: each once. */
const prefetched = new Set<string>();

export function unreadChannelIds(state: HostState): string[] {
    const getUnreadCount = makeGetChannelUnreadCount();
    const memberships = getMyChannelMemberships(state);
    return Object.keys(getAllChannels(state)).filter((id) => memberships[id] && getUnreadCount(state, id).showUnread);
}

/** The first channel of a page is loaded by its own list. */
export function skipPrefetch(channelId: string): void {
    prefetched.add(channelId);
}

/** Loads ahead what is unread; a channel that has posts already is only brought up to date. */
export function prefetchUnread(): Thunk {
    return (dispatch, getState) => {
        for (const id of unreadChannelIds(getState())) {
            if (prefetched.has(id)) {
                continue;
            }
            prefetched.add(id);
            const latestId = getMostRecentPostIdInChannel(getState(), id);
            void dispatch(latestId ? syncPosts(id, getPost(getState(), latestId).create_at) : loadUnreads(id));
        }
    };
}
