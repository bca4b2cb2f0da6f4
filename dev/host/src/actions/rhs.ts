import {getPost} from 'mattermost-redux/selectors/entities/posts';

import {ActionTypes} from '../state/action_types';
import type {Thunk} from '../types';

const PLUGIN = 'plugin';

export function showRhsPlugin(pluggableId: string) {
    return {type: ActionTypes.updateRhsState, state: PLUGIN, pluggableId};
}

export function closeRhs() {
    return {type: ActionTypes.updateRhsState, state: null};
}

export function hideRhsPlugin(pluggableId: string): Thunk {
    return (dispatch, getState) => {
        if (getState().views.rhs.pluggableId === pluggableId) {
            dispatch(closeRhs());
        }
    };
}

export function toggleRhsPlugin(pluggableId: string): Thunk {
    return (dispatch, getState) => {
        const isShown = getState().views.rhs.pluggableId === pluggableId;
        dispatch(isShown ? closeRhs() : showRhsPlugin(pluggableId));
    };
}

/** Opens the thread of a post, given its root or any reply. */
export function selectThread(postId: string): Thunk {
    return (dispatch, getState) => {
        const post = getPost(getState(), postId);
        if (post) {
            dispatch({type: ActionTypes.selectPost, postId: post.root_id || post.id, channelId: post.channel_id});
        }
    };
}
