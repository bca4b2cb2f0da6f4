import type {Draft as ServerDraft} from '@mattermost/types/drafts';
import {Client4} from 'mattermost-redux/client';
import {syncedDraftsAreAllowedAndEnabled} from 'mattermost-redux/selectors/entities/preferences';
import {getCurrentUserId} from 'mattermost-redux/selectors/entities/users';

import {ActionTypes} from '../state/action_types';
import {getGlobalItem, setGlobalItem} from '../state/storage_actions';
import type {HostState, PostDraft, Thunk} from '../types';

const DRAFT = 'draft_';
const COMMENT_DRAFT = 'comment_draft_';

export function draftKey(channelId: string, rootId: string): string {
    return rootId ? `${COMMENT_DRAFT}${rootId}` : `${DRAFT}${channelId}`;
}

export function editDraftKey(postId: string): string {
    return `edit_draft_${postId}`;
}

export function emptyDraft(channelId: string, rootId: string): PostDraft {
    return {message: '', fileInfos: [], uploadsInProgress: [], createAt: 0, updateAt: 0, channelId, rootId};
}

export function isEmpty(draft: PostDraft): boolean {
    return !draft.message && draft.fileInfos.length === 0 && draft.uploadsInProgress.length === 0;
}

/** What is stored, with the fields that a seeded or blanked entry leaves out. */
export function readDraft(state: HostState, key: string, channelId: string, rootId: string): PostDraft {
    const stored = getGlobalItem(state, key) as Partial<PostDraft> | null | undefined;
    return {...emptyDraft(channelId, rootId), ...stored, channelId, rootId};
}

/** Blanks the local entry and deletes the channel's (or the thread's) draft on the server. */
export function removeDraft(key: string, channelId: string, rootId: string): Thunk<Promise<void>> {
    return async (dispatch, getState) => {
        dispatch(setGlobalItem(key, {message: '', fileInfos: [], uploadsInProgress: [], metadata: {}}));
        if (syncedDraftsAreAllowedAndEnabled(getState())) {
            await Client4.deleteDraft(channelId, rootId, connectionId(getState())).catch(() => undefined);
        }
    };
}

export function updateDraft(key: string, draft: PostDraft, {upload}: {upload: boolean}): Thunk<Promise<void>> {
    return async (dispatch, getState) => {
        const state = getState();
        const stored = getGlobalItem(state, key) as Partial<PostDraft> | null | undefined;
        const now = Date.now();
        const updated = {...draft, createAt: stored?.createAt || now, updateAt: now};
        dispatch(setGlobalItem(key, updated));
        dispatch({type: ActionTypes.setDraftSource, data: {key, isRemote: false}});
        if (upload && syncedDraftsAreAllowedAndEnabled(state)) {
            await Client4.upsertDraft(toServerDraft(updated, getCurrentUserId(state)), connectionId(state)).catch(() => undefined);
        }
    };
}

/** Server and local drafts are reconciled by age. */
export function fetchDrafts(teamId: string): Thunk<Promise<void>> {
    return async (dispatch, getState) => {
        // The server answers null where there are none.
        const drafts: ServerDraft[] | null = await Client4.getUserDrafts(teamId).catch(() => null);
        for (const draft of drafts ?? []) {
            const key = draftKey(draft.channel_id, draft.root_id);
            const local = getGlobalItem(getState(), key) as Partial<PostDraft> | null | undefined;
            if (!local?.updateAt || local.updateAt < draft.update_at) {
                dispatch(receiveServerDraft(draft));
            }
        }
    };
}

export function receiveServerDraft(draft: ServerDraft): Thunk {
    return (dispatch) => {
        dispatch(setGlobalItem(draftKey(draft.channel_id, draft.root_id), fromServerDraft(draft)));
    };
}

function connectionId(state: HostState): string {
    return state.websocket.connectionId;
}

function toServerDraft(draft: PostDraft, userId: string): ServerDraft {
    return {
        create_at: draft.createAt || 0,
        update_at: draft.updateAt || 0,
        delete_at: 0,
        user_id: userId,
        channel_id: draft.channelId,
        root_id: draft.rootId,
        message: draft.message,
        props: draft.props as Record<string, string>,
        file_ids: draft.fileInfos.map((file) => file.id),
        priority: draft.metadata?.priority,
    };
}

function fromServerDraft(draft: ServerDraft): PostDraft {
    return {
        message: draft.message,
        fileInfos: draft.metadata?.files ?? [],
        props: draft.props,
        uploadsInProgress: [],
        channelId: draft.channel_id,
        rootId: draft.root_id,
        createAt: draft.create_at,
        updateAt: draft.update_at,
        metadata: draft.metadata ?? {},
        show: true,
    };
}
