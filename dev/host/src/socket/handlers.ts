import type {WebSocketMessage} from '@mattermost/client';
import type {Draft} from '@mattermost/types/drafts';
import type {Post} from '@mattermost/types/posts';
import type {PreferenceType} from '@mattermost/types/preferences';
import {ChannelTypes, GeneralTypes, PreferenceTypes, UserTypes} from 'mattermost-redux/action_types';
import {fetchMyCategories} from 'mattermost-redux/actions/channel_categories';
import {getChannelAndMyMember, getChannelStats} from 'mattermost-redux/actions/channels';
import {setServerVersion} from 'mattermost-redux/actions/general';
import {postDeleted, receivedPost} from 'mattermost-redux/actions/posts';
import {getProfilesInGroupChannels} from 'mattermost-redux/actions/users';
import {Preferences} from 'mattermost-redux/constants';
import {getCurrentChannelId} from 'mattermost-redux/selectors/entities/channels';
import {isCollapsedThreadsEnabled} from 'mattermost-redux/selectors/entities/preferences';
import {getCurrentTeamId} from 'mattermost-redux/selectors/entities/teams';
import {getCurrentUser, getCurrentUserId} from 'mattermost-redux/selectors/entities/users';
import {batchActions} from 'redux-batched-actions';

import {draftKey, receiveServerDraft} from '../actions/drafts';
import type {PostedProps} from '../actions/posted_props';
import {receiveNewPost} from '../actions/receive';
import {receiveThread, receiveThreadRead} from '../actions/threads';
import {store} from '../host_store';
import {loadPlugin, removePlugin} from '../plugins/loader';
import {ActionTypes} from '../state/action_types';
import {setGlobalItem} from '../state/storage_actions';
import type {PluginManifest} from '../types';
import {showTyping} from './typing_events';

type Data = Record<string, unknown>;
type Handler = (data: Data, message: WebSocketMessage) => void;

function parse<T>(value: unknown): T {
    return JSON.parse(value as string) as T;
}

function receivePreferences(data: Data): void {
    const preferences = parse<PreferenceType[]>(data.preferences);
    store.dispatch({type: PreferenceTypes.RECEIVED_PREFERENCES, data: preferences});
    const groups = preferences.filter(({category, value}) => category === Preferences.CATEGORY_GROUP_CHANNEL_SHOW && value === 'true');
    if (groups.length > 0) {
        void store.dispatch(getProfilesInGroupChannels(groups.map(({name}) => name)));
    }
}

function addChannelToSidebar(channelId: string): void {
    void store.dispatch(getChannelAndMyMember(channelId));
}

/** The host's own handler per event; a plugin's handlers of the same event run afterwards and cannot stop these. */
export const hostHandlers: Record<string, Handler> = {
    hello: (data) => {
        void store.dispatch(setServerVersion(data.server_version as string));
        store.dispatch({type: GeneralTypes.SET_CONNECTION_ID, payload: {connectionId: data.connection_id}});
        store.dispatch({type: GeneralTypes.SET_SERVER_HOSTNAME, payload: {serverHostname: data.server_hostname}});
    },
    posted: (data) => void store.dispatch(receiveNewPost(parse<Post>(data.post), data as unknown as PostedProps)),
    ephemeral_message: (data) => void store.dispatch(receiveNewPost(parse<Post>(data.post), data as unknown as PostedProps)),
    post_edited: (data) => store.dispatch(receivedPost(parse<Post>(data.post), isCollapsedThreadsEnabled(store.getState()))),
    post_deleted: (data) => store.dispatch(postDeleted(parse<Post>(data.post))),
    typing: (data, message) => showTyping(message.broadcast.channel_id, data),
    channel_updated: (data) => store.dispatch({type: ChannelTypes.RECEIVED_CHANNEL, data: parse(data.channel)}),
    channel_created: (data) => addChannelToSidebar(data.channel_id as string),
    direct_added: (_data, message) => addChannelToSidebar(message.broadcast.channel_id),
    group_added: (_data, message) => addChannelToSidebar(message.broadcast.channel_id),
    channel_member_updated: (data) => store.dispatch({type: ChannelTypes.RECEIVED_MY_CHANNEL_MEMBER, data: parse(data.channelMember)}),
    user_added: (data, message) => userAdded(data.user_id as string, message.broadcast.channel_id),
    user_removed: (data, message) => userRemoved(data, message),
    user_updated: (data) => userUpdated(data),
    preferences_changed: receivePreferences,
    preference_changed: (data) =>
        store.dispatch({type: PreferenceTypes.RECEIVED_PREFERENCES, data: [parse<PreferenceType>(data.preference)]}),
    preferences_deleted: (data) =>
        store.dispatch({type: PreferenceTypes.DELETED_PREFERENCES, data: parse<PreferenceType[]>(data.preferences)}),
    sidebar_category_updated: () => void store.dispatch(fetchMyCategories(getCurrentTeamId(store.getState()))),
    status_change: (data) => store.dispatch({type: UserTypes.RECEIVED_STATUSES, data: {[data.user_id as string]: data.status}}),
    plugin_enabled: (data) => pluginEnabled(data.manifest as PluginManifest),
    plugin_disabled: (data) => removePlugin(data.manifest as PluginManifest),
    config_changed: (data) => store.dispatch({type: GeneralTypes.CLIENT_CONFIG_RECEIVED, data: data.config}),
    thread_updated: (data) => store.dispatch(receiveThread(data)),
    thread_read_changed: (data, message) => store.dispatch(receiveThreadRead(data, message)),
    draft_created: (data) => draftChanged(parse<Draft>(data.draft)),
    draft_updated: (data) => draftChanged(parse<Draft>(data.draft)),
    draft_deleted: (data) => draftDeleted(parse<Draft>(data.draft)),
};

function userAdded(userId: string, channelId: string): void {
    if (channelId === getCurrentChannelId(store.getState())) {
        void store.dispatch(getChannelStats(channelId));
        store.dispatch({type: UserTypes.RECEIVED_PROFILE_IN_CHANNEL, data: {id: channelId, user_id: userId}});
    }
    if (userId === getCurrentUserId(store.getState())) {
        addChannelToSidebar(channelId);
    }
}

/** Sent to the removed user with the channel in the data, to the others with it in the broadcast. */
function userRemoved(data: Data, message: WebSocketMessage): void {
    const currentUserId = getCurrentUserId(store.getState());
    const userId = (data.user_id as string | undefined) ?? currentUserId;
    const channelId = (data.channel_id as string | undefined) ?? message.broadcast.channel_id;
    store.dispatch(
        batchActions([
            {type: UserTypes.RECEIVED_PROFILE_NOT_IN_CHANNEL, data: {id: channelId, user_id: userId}},
            {type: ChannelTypes.REMOVE_MEMBER_FROM_CHANNEL, data: {id: channelId, user_id: userId}},
        ]),
    );
    if (userId === currentUserId) {
        store.dispatch({type: ChannelTypes.LEAVE_CHANNEL, data: {id: channelId, user_id: userId}});
    }
}

function userUpdated(data: Data): void {
    const user = data.user as {id: string; update_at: number};
    const current = getCurrentUser(store.getState());
    if (user.id === current.id) {
        if (user.update_at > current.update_at) {
            store.dispatch({type: UserTypes.RECEIVED_ME, data: user});
        }
    } else {
        store.dispatch({type: UserTypes.RECEIVED_PROFILE, data: user});
    }
}

function pluginEnabled(manifest: PluginManifest): void {
    store.dispatch({type: ActionTypes.receivedPlugin, data: manifest});
    loadPlugin(manifest).catch((error: unknown) => console.error(error));
}

function draftChanged(draft: Draft): void {
    store.dispatch(receiveServerDraft(draft));
}

function draftDeleted(draft: Draft): void {
    store.dispatch(setGlobalItem(draftKey(draft.channel_id, draft.root_id), {message: '', fileInfos: [], uploadsInProgress: []}));
}
