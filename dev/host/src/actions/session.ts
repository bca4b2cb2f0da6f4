import type {UserProfile} from '@mattermost/types/users';
import {UserTypes} from 'mattermost-redux/action_types';
import {fetchChannelsAndMembers} from 'mattermost-redux/actions/channels';
import {getClientConfig, getLicenseConfig} from 'mattermost-redux/actions/general';
import {getServerLimits} from 'mattermost-redux/actions/limits';
import {loadRolesIfNeeded} from 'mattermost-redux/actions/roles';
import {loadMe, logout as reduxLogout} from 'mattermost-redux/actions/users';
import {Client4} from 'mattermost-redux/client';
import {getMyTeams} from 'mattermost-redux/selectors/entities/teams';
import {batchActions} from 'redux-batched-actions';

import type {ServerError, Thunk} from '../types';

export function hasSessionCookie(): boolean {
    return document.cookie.split(';').some((cookie) => cookie.trim().startsWith('MMUSERID='));
}

/** What the page asks for first. Without a session only the two configurations are asked for. */
export function loadConfigAndMe(): Thunk<Promise<void>> {
    return async (dispatch) => {
        if (hasSessionCookie()) {
            await dispatch(loadMe());
        } else {
            await Promise.all([dispatch(getClientConfig()), dispatch(getLicenseConfig())]);
        }
    };
}

export function login(loginId: string, password: string): Thunk<Promise<ServerError | undefined>> {
    return async (dispatch, getState) => {
        let profile: UserProfile;
        try {
            profile = await Client4.login(loginId, password, '');
        } catch (error) {
            return error as ServerError;
        }
        dispatch(batchActions([{type: UserTypes.LOGIN_SUCCESS}, {type: UserTypes.RECEIVED_ME, data: profile}]));
        void dispatch(getServerLimits());
        const loaded = dispatch(loadMe());
        void dispatch(loadRolesIfNeeded(profile.roles.split(' ')));
        await loaded;
        const [team] = getMyTeams(getState());
        if (team) {
            await dispatch(fetchChannelsAndMembers(team.id));
        }
        return undefined;
    };
}

export function logout(): Thunk<Promise<void>> {
    return async (dispatch) => {
        await dispatch(reduxLogout());
    };
}
