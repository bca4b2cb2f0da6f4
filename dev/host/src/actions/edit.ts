import type {Post} from '@mattermost/types/posts';
import {editPost} from 'mattermost-redux/actions/posts';
import {getPost, getPostIdsInChannel} from 'mattermost-redux/selectors/entities/posts';
import {getCurrentUserId} from 'mattermost-redux/selectors/entities/users';
import {isSystemMessage} from 'mattermost-redux/utils/post_utils';
import {batchActions} from 'redux-batched-actions';

import {ActionTypes} from '../state/action_types';
import {getGlobalItem, removeGlobalItem, setGlobalItem} from '../state/storage_actions';
import type {PostDraft, ServerError, Thunk} from '../types';
import {editDraftKey} from './drafts';

/** Opens the edit box. Its text is what stands in `edit_draft_<id>`, else the stored post. */
export function startEditing(postId: string, isRHS: boolean): Thunk {
    return (dispatch, getState) => {
        const state = getState();
        const post = getPost(state, postId);
        if (!post || post.pending_post_id === postId || post.user_id !== getCurrentUserId(state) || isSystemMessage(post)) {
            return;
        }
        const key = editDraftKey(postId);
        const seeded = getGlobalItem(state, key) as Partial<PostDraft> | null | undefined;
        const toggle = {type: ActionTypes.toggleEditingPost, data: {postId, isRHS, show: true}};
        dispatch(batchActions(seeded?.message ? [toggle] : [toggle, setGlobalItem(key, post)]));
    };
}

export function stopEditing(): Thunk {
    return (dispatch, getState) => {
        const {postId} = getState().views.posts.editingPost;
        const toggle = {type: ActionTypes.toggleEditingPost, data: {show: false}};
        dispatch(batchActions(postId ? [toggle, removeGlobalItem(editDraftKey(postId))] : [toggle]));
    };
}

/** The whole draft object travels as the patch, the editor's own fields included. */
export function saveEdit(draft: PostDraft): Thunk<Promise<ServerError | undefined>> {
    return async (dispatch) => {
        const result = await dispatch(editPost(draft as unknown as Post));
        return result.error as ServerError | undefined;
    };
}

export function editLatestPost(channelId: string, rootId: string): Thunk {
    return (dispatch, getState) => {
        const state = getState();
        const userId = getCurrentUserId(state);
        const own = (getPostIdsInChannel(state, channelId) ?? []).find((id) => {
            const post = getPost(state, id);
            const isInThread = rootId ? post?.root_id === rootId || post?.id === rootId : true;
            return post?.user_id === userId && !isSystemMessage(post) && isInThread;
        });
        if (own) {
            dispatch(startEditing(own, Boolean(rootId)));
        }
    };
}
