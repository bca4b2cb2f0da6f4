import type {Post} from '@mattermost/types/posts';
import {
    actionsToMarkChannelAsRead,
    actionsToMarkChannelAsUnread,
    getMyChannelMember,
    markChannelAsViewedOnServer,
} from 'mattermost-redux/actions/channels';
import {getPostThread, receivedNewPost} from 'mattermost-redux/actions/posts';
import {getMissingProfilesByIds} from 'mattermost-redux/actions/users';
import {
    getCurrentChannelId,
    getMyChannelMember as selectMyChannelMember,
    isManuallyUnread,
} from 'mattermost-redux/selectors/entities/channels';
import {getPost} from 'mattermost-redux/selectors/entities/posts';
import {isCollapsedThreadsEnabled} from 'mattermost-redux/selectors/entities/preferences';
import {getCurrentUserId} from 'mattermost-redux/selectors/entities/users';
import {isFromWebhook, isSystemMessage} from 'mattermost-redux/utils/post_utils';
import type {AnyAction} from 'redux';
import {batchActions} from 'redux-batched-actions';

import {socket} from '../socket/client';
import type {Thunk} from '../types';
import {notifyOfPost} from './notifications';
import type {PostedProps} from './posted_props';

/** The post is in the store before any plugin handler runs, when the channel is one that the user is known to be in. */
export function receiveNewPost(post: Post, props: PostedProps): Thunk<Promise<void>> {
    return async (dispatch, getState) => {
        void dispatch(getMissingProfilesByIds([post.user_id]));
        const isNewChannel = !selectMyChannelMember(getState(), post.channel_id);
        if (isNewChannel) {
            await dispatch(getMyChannelMember(post.channel_id));
        }
        const isOpenChannel = post.channel_id === getCurrentChannelId(getState());
        if (post.root_id && !getPost(getState(), post.root_id) && isOpenChannel) {
            await dispatch(getPostThread(post.root_id));
        }

        const crtEnabled = isCollapsedThreadsEnabled(getState());
        const isOwnReply = crtEnabled && post.root_id !== '' && post.user_id === getCurrentUserId(getState());
        const counters = isOwnReply ? [] : dispatch(readOrUnread(post, props, isNewChannel));
        dispatch(batchActions([receivedNewPost(post, crtEnabled), ...counters]));

        const status = await dispatch(notifyOfPost(post, props));
        if (props.should_ack) {
            socket.acknowledgePostedNotification(post.id, status.status, status.reason);
        }
    };
}

function readOrUnread(post: Post, props: PostedProps, isNewChannel: boolean): Thunk<AnyAction[]> {
    return (dispatch, getState) => {
        const state = getState();
        const isOwn = post.user_id === getCurrentUserId(state) && !isSystemMessage(post) && !isFromWebhook(post);
        const isSeen = post.channel_id === getCurrentChannelId(state) && document.hasFocus();
        if (!isManuallyUnread(state, post.channel_id) && (isOwn || isSeen)) {
            if (!isOwn) {
                void dispatch(markChannelAsViewedOnServer(post.channel_id));
            }
            return actionsToMarkChannelAsRead(getState, post.channel_id);
        }
        const isRoot = post.root_id === '';
        return actionsToMarkChannelAsUnread(getState, props.team_id, post.channel_id, props.mentions ?? '', isNewChannel, isRoot);
    };
}
