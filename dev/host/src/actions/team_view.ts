import type {Channel} from '@mattermost/types/channels';
import type {Team} from '@mattermost/types/teams';
import {getPrevTrialLicense} from 'mattermost-redux/actions/admin';
import {fetchMyCategories} from 'mattermost-redux/actions/channel_categories';
import {
    createDirectChannel,
    markGroupChannelOpen,
    fetchAllMyChannelMembers,
    fetchAllMyTeamsChannels,
    fetchChannelsAndMembers,
    getMyChannelMember,
} from 'mattermost-redux/actions/channels';
import {getServerLimits} from 'mattermost-redux/actions/limits';
import {addUserIdsForStatusFetchingPoll} from 'mattermost-redux/actions/status_profile_polling';
import {getInProductNotices, getTeams, selectTeam} from 'mattermost-redux/actions/teams';
import {getThreadCounts} from 'mattermost-redux/actions/threads';
import {autoUpdateTimezone} from 'mattermost-redux/actions/timezone';
import {getProfiles, getProfilesInGroupChannels, getStatusesByIds, getUserByUsername} from 'mattermost-redux/actions/users';
import {Preferences} from 'mattermost-redux/constants';
import {getAllChannels, getChannelsInTeam, getMyChannelMemberships} from 'mattermost-redux/selectors/entities/channels';
import {getBool} from 'mattermost-redux/selectors/entities/preferences';
import {getCurrentUserId, getUsersByUsername} from 'mattermost-redux/selectors/entities/users';

import {socket, socketOpened} from '../socket/client';
import type {Thunk} from '../types';
import {fetchDrafts} from './drafts';
import {prefetchUnread, skipPrefetch} from './prefetch';

const SOCKET_WAIT_MS = 1000;

/** What the page of a member asks for once. Some answers have no surface here; a plugin's guard sees the requests all the same. */
export function loadMemberPage(): Thunk {
    return (dispatch) => {
        void dispatch(autoUpdateTimezone(Intl.DateTimeFormat().resolvedOptions().timeZone));
        void dispatch(getServerLimits());
    };
}

/** What a team's page asks for before its first channel opens. It waits a moment for the socket, which loads in parallel. */
export function loadTeam(team: Team): Thunk<Promise<void>> {
    return async (dispatch, getState) => {
        dispatch(selectTeam(team.id));
        if (!getChannelsInTeam(getState())[team.id]) {
            await dispatch(fetchChannelsAndMembers(team.id));
        }
        await socketOpened(SOCKET_WAIT_MS);
        const userId = getCurrentUserId(getState());
        void dispatch(getPrevTrialLicense());
        void dispatch(getTeams(0, 200));
        void dispatch(fetchAllMyChannelMembers());
        const channels = dispatch(fetchAllMyTeamsChannels());
        socket.updateActiveTeam(team.id);
        void dispatch(getStatusesByIds([userId]));
        await Promise.all([channels, dispatch(fetchMyCategories(team.id))]);
        void dispatch(getInProductNotices(team.id, 'web', getState().entities.general.config.Version ?? ''));
        void dispatch(getThreadCounts(userId, team.id));
        void dispatch(fetchDrafts(team.id));
    };
}

/** After the first channel is known: the unread ones are loaded ahead, and people for the sidebar. */
export function loadSidebar(openChannelId: string): Thunk {
    return (dispatch, getState) => {
        skipPrefetch(openChannelId);
        dispatch(prefetchUnread());
        void dispatch(getProfiles(0, 100));
        const groups = Object.values(getAllChannels(getState())).filter(({type}) => type === 'G');
        if (groups.length > 0) {
            void dispatch(getProfilesInGroupChannels(groups.map(({id}) => id)));
        }
        dispatch(addUserIdsForStatusFetchingPoll([getCurrentUserId(getState())]));
    };
}

/** The channel that a path names: by name, `@username`, or the name of a group. */
export function resolveChannel(team: Team, kind: string, identifier: string): Thunk<Promise<Channel | undefined>> {
    return async (dispatch, getState) => {
        const memberships = getMyChannelMemberships(getState());
        if (kind === 'messages' && identifier.startsWith('@')) {
            return dispatch(resolveDirect(identifier.slice(1)));
        }
        const found = Object.values(getAllChannels(getState())).find(
            (channel) => memberships[channel.id] && channel.name === identifier && (channel.team_id === team.id || channel.team_id === ''),
        );
        if (found?.type === 'G') {
            dispatch(showGroup(found.id));
        }
        return found;
    };
}

/** Opening a group for the first time puts it into the sidebar. */
function showGroup(channelId: string): Thunk {
    return (dispatch, getState) => {
        if (!getBool(getState(), Preferences.CATEGORY_GROUP_CHANNEL_SHOW, channelId, false)) {
            void dispatch(markGroupChannelOpen(channelId));
            void dispatch(getProfilesInGroupChannels([channelId]));
        }
    };
}

function resolveDirect(username: string): Thunk<Promise<Channel | undefined>> {
    return async (dispatch, getState) => {
        if (!getUsersByUsername(getState())[username]) {
            await dispatch(getUserByUsername(username));
        }
        const other = getUsersByUsername(getState())[username];
        if (!other) {
            return undefined;
        }
        const userId = getCurrentUserId(getState());
        const names = [`${userId}__${other.id}`, `${other.id}__${userId}`];
        const existing = Object.values(getAllChannels(getState())).find((channel) => channel.type === 'D' && names.includes(channel.name));
        if (existing) {
            return existing;
        }
        const {data} = await dispatch(createDirectChannel(userId, other.id));
        if (data) {
            // The library makes up a membership without the counters of root posts, by which a badge would never come.
            void dispatch(getMyChannelMember(data.id));
        }
        return data;
    };
}
