import {ChannelTypes, UserTypes} from 'mattermost-redux/action_types';
import {combineReducers} from 'redux';
import type {AnyAction} from 'redux';

import {ActionTypes} from './action_types';
import {modalsReducer} from './modals_reducer';

export interface RhsState {
    selectedPostId: string;
    selectedChannelId: string;
    pluggableId: string;
    rhsState: string | null;
    isSidebarOpen: boolean;
}

export interface EditingPost {
    postId: string;
    isRHS: boolean;
}

export interface ViewsState {
    rhs: RhsState;
    posts: {editingPost: EditingPost};
    channel: {lastPostsLoadedAt: Record<string, number>};
    i18n: {translations: Record<string, Record<string, string>>};
}

const rhsClosed: RhsState = {selectedPostId: '', selectedChannelId: '', pluggableId: '', rhsState: null, isSidebarOpen: false};

function rhs(state: RhsState = rhsClosed, action: AnyAction): RhsState {
    switch (action.type) {
        case ActionTypes.selectPost: {
            const postId = action.postId as string;
            return postId === ''
                ? rhsClosed
                : {...rhsClosed, selectedPostId: postId, selectedChannelId: action.channelId as string, isSidebarOpen: true};
        }
        case ActionTypes.updateRhsState: {
            const rhsState = action.state as string | null;
            return rhsState === null
                ? rhsClosed
                : {...rhsClosed, rhsState, pluggableId: (action.pluggableId as string) ?? '', isSidebarOpen: true};
        }
        case UserTypes.LOGOUT_SUCCESS:
            return rhsClosed;
        default:
            return state;
    }
}

const notEditing: EditingPost = {postId: '', isRHS: false};

function posts(state: ViewsState['posts'] = {editingPost: notEditing}, action: AnyAction): ViewsState['posts'] {
    switch (action.type) {
        case ActionTypes.toggleEditingPost: {
            const {show, postId, isRHS} = action.data as {show: boolean; postId?: string; isRHS?: boolean};
            return {editingPost: show && postId ? {postId, isRHS: Boolean(isRHS)} : notEditing};
        }
        case UserTypes.LOGOUT_SUCCESS:
            return {editingPost: notEditing};
        default:
            return state;
    }
}

function channel(state: ViewsState['channel'] = {lastPostsLoadedAt: {}}, action: AnyAction): ViewsState['channel'] {
    switch (action.type) {
        case ActionTypes.postsLoadedAt:
            return {lastPostsLoadedAt: {...state.lastPostsLoadedAt, [action.channelId as string]: action.time as number}};
        case ChannelTypes.LEAVE_CHANNEL:
        case UserTypes.LOGOUT_SUCCESS:
            return {lastPostsLoadedAt: {}};
        default:
            return state;
    }
}

function i18n(state: ViewsState['i18n'] = {translations: {}}, action: AnyAction): ViewsState['i18n'] {
    if (action.type !== ActionTypes.receivedTranslations) {
        return state;
    }
    const {locale, translations} = action.data as {locale: string; translations: Record<string, string>};
    return {translations: {...state.translations, [locale]: {...state.translations[locale], ...translations}}};
}

export const viewsReducer = combineReducers({rhs, posts, channel, i18n, modals: modalsReducer});
