import {UserTypes} from 'mattermost-redux/action_types';
import {getClientConfig, getLicenseConfig} from 'mattermost-redux/actions/general';
import {loadRolesIfNeeded} from 'mattermost-redux/actions/roles';
import {loadMe, logout as reduxLogout} from 'mattermost-redux/actions/users';
import {Client4} from 'mattermost-redux/client';
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
    return async (dispatch) => {
        try {
            const profile = await Client4.login(loginId, password, '');
            dispatch(batchActions([{type: UserTypes.LOGIN_SUCCESS}, {type: UserTypes.RECEIVED_ME, data: profile}]));
            dispatch(loadRolesIfNeeded(profile.roles.split(' ')));
        } catch (error) {
            return error as ServerError;
        }
        await dispatch(loadMe());
        return undefined;
    };
}

export function logout(): Thunk<Promise<void>> {
    return async (dispatch) => {
        await dispatch(reduxLogout());
    };
}
