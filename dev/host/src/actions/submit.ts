import type {Post} from '@mattermost/types/posts';
import {addMessageIntoHistory} from 'mattermost-redux/actions/posts';
import {Client4} from 'mattermost-redux/client';
import {getChannel} from 'mattermost-redux/selectors/entities/channels';
import {getCurrentTeamId} from 'mattermost-redux/selectors/entities/teams';
import {getCurrentUserId} from 'mattermost-redux/selectors/entities/users';

import {runMessageWillBePosted, runSlashCommandWillBePosted} from '../plugins/run_hooks';
import type {PostDraft, ServerError, Thunk} from '../types';
import {createPost} from './create_post';
import {openSettings} from './user_settings';

const UNKNOWN_COMMAND = 'api.command.execute_command.not_found.app_error';

/** What went wrong, for the composer's footer; nothing when it went well. A throwing hook throws through here. */
type Outcome = Promise<ServerError | undefined>;

export function isUnknownCommand(error: ServerError | null | undefined): boolean {
    return error?.server_error_id === UNKNOWN_COMMAND;
}

export function submitDraft(draft: PostDraft, {ignoreSlash}: {ignoreSlash: boolean}): Thunk<Outcome> {
    return (dispatch) => {
        dispatch(addMessageIntoHistory(draft.message));
        return draft.message.startsWith('/') && !ignoreSlash ? dispatch(submitCommand(draft)) : dispatch(submitPost(draft));
    };
}

function submitPost(draft: PostDraft): Thunk<Outcome> {
    return async (dispatch, getState) => {
        const state = getState();
        const userId = getCurrentUserId(state);
        const now = Date.now();
        if (!getChannel(state, draft.channelId)) {
            return {message: 'cannot find channel'};
        }

        // Attachments are added after the hooks have run; without a licence every post carries the group highlight mark.
        const post = {
            file_ids: [] as string[],
            message: draft.message,
            channel_id: draft.channelId,
            root_id: draft.rootId,
            pending_post_id: `${userId}:${now}`,
            user_id: userId,
            create_at: now,
            metadata: {...draft.metadata},
            props: {...draft.props, disable_group_highlight: true},
        } as unknown as Post;

        const hooked = await dispatch(runMessageWillBePosted(post));
        if (hooked.error) {
            return hooked.error;
        }
        dispatch(createPost(hooked.data, draft.fileInfos));
        return undefined;
    };
}

function submitCommand(draft: PostDraft): Thunk<Outcome> {
    return async (dispatch, getState) => {
        const original = {channel_id: draft.channelId, team_id: getCurrentTeamId(getState()), root_id: draft.rootId};
        const hooked = await dispatch(runSlashCommandWillBePosted(draft.message, original));
        if (hooked.error) {
            return hooked.error;
        }
        const {message, args} = hooked.data;
        if (!message || !args) {
            return undefined;
        }
        if (message.trim() === '/settings') {
            dispatch(openSettings());
            return undefined;
        }
        try {
            await Client4.executeCommand(withLowerCaseName(message), args);
        } catch (error) {
            return error as ServerError;
        }
        return undefined;
    };
}

function withLowerCaseName(line: string): string {
    const [name = '', ...rest] = line.split(' ');
    return `${name.toLowerCase()} ${rest.join(' ').trim()}`;
}
