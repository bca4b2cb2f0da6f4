import type {FileInfo} from '@mattermost/types/files';
import type {Post} from '@mattermost/types/posts';
import {ChannelTypes, FileTypes, PostTypes} from 'mattermost-redux/action_types';
import {receivedPost, removePost} from 'mattermost-redux/actions/posts';
import {Client4} from 'mattermost-redux/client';
import {getPostRepliesCount, isPostIdSending} from 'mattermost-redux/selectors/entities/posts';
import {isCollapsedThreadsEnabled} from 'mattermost-redux/selectors/entities/preferences';
import {batchActions} from 'redux-batched-actions';

import {setGlobalItem} from '../state/storage_actions';
import type {Thunk} from '../types';
import {draftKey} from './drafts';

const DROPPED: ReadonlySet<string> = new Set([
    'api.post.create_post.root_id.app_error',
    'api.post.create_post.town_square_read_only',
    'plugin.message_will_be_posted.dismiss_post',
]);

/**
 * Shows the post at once and sends it; nobody waits for the answer. A refusal leaves it as a failed post, but for those that
 * say that it is to be dropped.
 * (mattermost-redux has this too, but its 11.9 adds a property to direct messages that 11.2 was not seen to send.)
 */
export function createPost(post: Post, files: FileInfo[]): Thunk {
    return (dispatch, getState) => {
        const state = getState();
        if (isPostIdSending(state, post.pending_post_id)) {
            return;
        }
        const now = Date.now();
        const optimistic: Post = {
            ...post,
            create_at: now,
            update_at: now,
            reply_count: post.root_id ? getPostRepliesCount(state, post.root_id) + 1 : 0,
        };
        if (files.length > 0) {
            optimistic.file_ids = files.map((file) => file.id);
        }
        const crtEnabled = isCollapsedThreadsEnabled(state);
        dispatch(
            batchActions([
                ...filesOf(optimistic.pending_post_id, files),
                {type: PostTypes.RECEIVED_NEW_POST, data: {...optimistic, id: optimistic.pending_post_id}, features: {crtEnabled}},
            ]),
        );
        void dispatch(send(optimistic, files));
        dispatch(setGlobalItem(draftKey(post.channel_id, post.root_id), null));
    };
}

/** Sends a failed post once more, as it stands in the store: no hook runs. */
export function retryPost(post: Post): Thunk {
    return (dispatch, getState) => {
        const {files} = getState().entities.files;
        const {id: _pending, ...rest} = post;
        const attached = (post.file_ids ?? []).map((id) => files[id]).filter((file) => file !== undefined);
        dispatch(createPost(rest as Post, attached));
    };
}

function filesOf(postId: string, files: FileInfo[]) {
    return files.length > 0 ? [{type: FileTypes.RECEIVED_FILES_FOR_POST, postId, data: files}] : [];
}

function send(post: Post, files: FileInfo[]): Thunk<Promise<void>> {
    return async (dispatch, getState) => {
        const crtEnabled = isCollapsedThreadsEnabled(getState());
        const channelCount = {channelId: post.channel_id, amount: 1, amountRoot: post.root_id ? 0 : 1};
        try {
            const created = await Client4.createPost({...post, create_at: 0});
            dispatch(
                batchActions([
                    receivedPost(created, crtEnabled),
                    {type: PostTypes.CREATE_POST_SUCCESS},
                    {type: ChannelTypes.INCREMENT_TOTAL_MSG_COUNT, data: channelCount},
                    {type: ChannelTypes.DECREMENT_UNREAD_MSG_COUNT, data: channelCount},
                    ...filesOf(created.id, files),
                ]),
            );
        } catch (error) {
            const failed = {...post, id: post.pending_post_id, failed: true, update_at: Date.now()} as Post;
            if (saysToDrop(error)) {
                dispatch(removePost(failed));
                dispatch({type: PostTypes.CREATE_POST_FAILURE, error});
            } else {
                dispatch(batchActions([{type: PostTypes.CREATE_POST_FAILURE, error}, receivedPost(failed, crtEnabled)]));
            }
        }
    };
}

function saysToDrop(error: unknown): boolean {
    const id = typeof error === 'object' && error !== null && 'server_error_id' in error ? error.server_error_id : undefined;
    return typeof id === 'string' && DROPPED.has(id);
}
