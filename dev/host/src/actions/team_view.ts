import type {Channel} from '@mattermost/types/channels';
import type {Team} from '@mattermost/types/teams';
import {fetchMyCategories} from 'mattermost-redux/actions/channel_categories';
import {
    createDirectChannel,
    fetchAllMyChannelMembers,
    fetchAllMyTeamsChannels,
    fetchChannelsAndMembers,
} from 'mattermost-redux/actions/channels';
import {getThreadCounts} from 'mattermost-redux/actions/threads';
import {selectTeam} from 'mattermost-redux/actions/teams';
import {getProfiles, getProfilesInGroupChannels, getUserByUsername} from 'mattermost-redux/actions/users';
import {getAllChannels, getMyChannelMemberships} from 'mattermost-redux/selectors/entities/channels';
import {getCurrentUserId, getUsersByUsername} from 'mattermost-redux/selectors/entities/users';

import {socket} from '../socket/client';
import type {Thunk} from '../types';
import {fetchDrafts} from './drafts';

/** What a team's page asks for before its first channel opens. */
export function loadTeam(team: Team): Thunk<Promise<void>> {
    return async (dispatch, getState) => {
        dispatch(selectTeam(team.id));
        await dispatch(fetchChannelsAndMembers(team.id));
        void dispatch(fetchAllMyChannelMembers());
        void dispatch(fetchAllMyTeamsChannels());
        socket.updateActiveTeam(team.id);
        await dispatch(fetchMyCategories(team.id));
        void dispatch(getThreadCounts(getCurrentUserId(getState()), team.id));
        void dispatch(fetchDrafts(team.id));
        void dispatch(getProfiles(0, 100));
        const groups = Object.values(getAllChannels(getState())).filter((channel) => channel.type === 'G');
        if (groups.length > 0) {
            void dispatch(getProfilesInGroupChannels(groups.map((channel) => channel.id)));
        }
    };
}

/** The channel that a path names: by name, `@username`, or the name of a group. */
export function resolveChannel(team: Team, kind: string, identifier: string): Thunk<Promise<Channel | undefined>> {
    return async (dispatch, getState) => {
        const memberships = getMyChannelMemberships(getState());
        if (kind === 'messages' && identifier.startsWith('@')) {
            return dispatch(resolveDirect(identifier.slice(1)));
        }
        return Object.values(getAllChannels(getState())).find(
            (channel) => memberships[channel.id] && channel.name === identifier && (channel.team_id === team.id || channel.team_id === ''),
        );
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
        return data;
    };
}
