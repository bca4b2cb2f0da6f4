import type {WebSocketMessage} from '@mattermost/client';
import type {UserThread} from '@mattermost/types/threads';
import {getPostThread} from 'mattermost-redux/actions/posts';
import {handleReadChanged, handleThreadArrived, updateThreadRead} from 'mattermost-redux/actions/threads';
import {getCurrentTeamId} from 'mattermost-redux/selectors/entities/teams';
import {getThread} from 'mattermost-redux/selectors/entities/threads';
import {getCurrentUserId} from 'mattermost-redux/selectors/entities/users';

import type {Thunk} from '../types';

/** A thread that is open in front of the user is marked as read at once. */
export function receiveThread(data: Record<string, unknown>): Thunk {
    return (dispatch, getState) => {
        const state = getState();
        const thread = JSON.parse(data.thread as string) as UserThread;
        const teamId = getCurrentTeamId(state);
        const userId = getCurrentUserId(state);
        const isOpen = state.views.rhs.selectedPostId === thread.id && document.hasFocus();
        const lastViewedAt = isOpen ? Math.max(Date.now(), thread.last_reply_at + 1) : undefined;
        if (thread.post.user_id === userId) {
            thread.is_following = true;
        }
        const seen = lastViewedAt === undefined ? thread : {...thread, last_viewed_at: lastViewedAt, unread_replies: 0, unread_mentions: 0};
        const {previous_unread_replies: replies, previous_unread_mentions: mentions} = data as Record<string, number>;
        handleThreadArrived(dispatch, getState, seen, teamId, replies, mentions);
        if (lastViewedAt !== undefined) {
            void dispatch(updateThreadRead(userId, teamId, thread.id, lastViewedAt));
        }
    };
}

export function receiveThreadRead(data: Record<string, unknown>, message: WebSocketMessage): Thunk {
    return (dispatch, getState) => {
        const threadId = data.thread_id as string | undefined;
        if (!threadId) {
            return;
        }
        const thread = getThread(getState(), threadId);
        dispatch(
            handleReadChanged(threadId, message.broadcast.team_id, data.channel_id as string, {
                lastViewedAt: data.timestamp as number,
                prevUnreadMentions: thread?.unread_mentions ?? (data.previous_unread_mentions as number),
                newUnreadMentions: data.unread_mentions as number,
                prevUnreadReplies: thread?.unread_replies ?? (data.previous_unread_replies as number),
                newUnreadReplies: data.unread_replies as number,
            }),
        );
    };
}

/** A thread with replies that isn't known yet is asked for, then its posts; a thread without replies is only its posts. */
export function openThread(rootId: string): Thunk<Promise<void>> {
    return async (dispatch) => {
        await dispatch(getPostThread(rootId));
    };
}
