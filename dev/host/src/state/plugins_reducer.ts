import type {ClientPluginManifest as PluginManifest} from '@mattermost/types/plugins';
import {UserTypes} from 'mattermost-redux/action_types';
import {combineReducers} from 'redux';
import type {AnyAction} from 'redux';

import type {PluginComponent, PostTypeRegistration, UserSettingsRegistration} from '../plugins/registrations';
import {ActionTypes} from './action_types';

export interface PluginsState {
    plugins: Record<string, PluginManifest>;
    components: Record<string, PluginComponent[]>;
    postTypes: Record<string, PostTypeRegistration>;
    postCardTypes: Record<string, PostTypeRegistration>;
    userSettings: Record<string, UserSettingsRegistration>;
}

function plugins(state: PluginsState['plugins'] = {}, action: AnyAction): PluginsState['plugins'] {
    switch (action.type) {
        case ActionTypes.receivedPlugins:
            return Object.fromEntries((action.data as PluginManifest[]).map((manifest) => [manifest.id, manifest]));
        case ActionTypes.receivedPlugin: {
            const manifest = action.data as PluginManifest;
            return {...state, [manifest.id]: manifest};
        }
        case ActionTypes.removedPlugin: {
            const {[(action.data as PluginManifest).id]: _removed, ...rest} = state;
            return rest;
        }
        case UserTypes.LOGOUT_SUCCESS:
            return {};
        default:
            return state;
    }
}

/** Hooks of several plugins run in the order of their ids. */
function byPluginId(a: PluginComponent, b: PluginComponent): number {
    return a.pluginId < b.pluginId ? -1 : Number(a.pluginId > b.pluginId);
}

function withoutMatching(state: PluginsState['components'], drop: (component: PluginComponent) => boolean): PluginsState['components'] {
    const next = {...state};
    for (const [name, list] of Object.entries(state)) {
        if (list.some(drop)) {
            next[name] = list.filter((component) => !drop(component));
        }
    }
    return next;
}

function components(state: PluginsState['components'] = {}, action: AnyAction): PluginsState['components'] {
    switch (action.type) {
        case ActionTypes.receivedPluginComponent: {
            const {name, data} = action as unknown as {name: string; data: PluginComponent};
            return {...state, [name]: [...(state[name] ?? []), data].sort(byPluginId)};
        }
        case ActionTypes.removedPluginComponent:
            return withoutMatching(state, (component) => component.id === action.id);
        case ActionTypes.removedPlugin: {
            const pluginId = (action.data as PluginManifest).id;
            return withoutMatching(state, (component) => component.pluginId === pluginId);
        }
        case UserTypes.LOGOUT_SUCCESS:
            return {};
        default:
            return state;
    }
}

type PostTypes = PluginsState['postTypes'];

function withoutTypes(state: PostTypes, drop: (registration: PostTypeRegistration) => boolean): PostTypes {
    return Object.fromEntries(Object.entries(state).filter(([, registration]) => !drop(registration)));
}

/** One component per type; the lowest plugin id keeps a type that two plugins claim. */
function postTypesOf(received: string) {
    return (state: PostTypes = {}, action: AnyAction): PostTypes => {
        switch (action.type) {
            case received: {
                const registration = action.data as PostTypeRegistration;
                const holder = state[registration.type];
                return holder && registration.pluginId > holder.pluginId ? state : {...state, [registration.type]: registration};
            }
            case ActionTypes.removedPluginPostType:
                return withoutTypes(state, (registration) => registration.id === action.id);
            case ActionTypes.removedPlugin: {
                const pluginId = (action.data as PluginManifest).id;
                return withoutTypes(state, (registration) => registration.pluginId === pluginId);
            }
            case UserTypes.LOGOUT_SUCCESS:
                return {};
            default:
                return state;
        }
    };
}

function userSettings(state: PluginsState['userSettings'] = {}, action: AnyAction): PluginsState['userSettings'] {
    switch (action.type) {
        case ActionTypes.receivedPluginUserSettings: {
            const {pluginId, setting} = action.data as {pluginId: string; setting: UserSettingsRegistration};
            return {...state, [pluginId]: setting};
        }
        case ActionTypes.removedPlugin: {
            const {[(action.data as PluginManifest).id]: _removed, ...rest} = state;
            return rest;
        }
        case UserTypes.LOGOUT_SUCCESS:
            return {};
        default:
            return state;
    }
}

export const pluginsReducer = combineReducers({
    plugins,
    components,
    postTypes: postTypesOf(ActionTypes.receivedPluginPostType),
    postCardTypes: postTypesOf(ActionTypes.receivedPluginPostCardType),
    userSettings,
});
