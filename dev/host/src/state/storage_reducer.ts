import {UserTypes} from 'mattermost-redux/action_types';
import localForage from 'localforage';
import {combineReducers} from 'redux';
import type {AnyAction, Reducer} from 'redux';
import {persistReducer, REHYDRATE} from 'redux-persist';

import type {StorageItem} from '../types';
import {ActionTypes} from './action_types';

type Items = Record<string, StorageItem>;

/** Dates become strings on their way through IndexedDB. */
function revive(items: Record<string, StorageItem | undefined>): Items {
    const revived: Items = {};
    for (const [key, item] of Object.entries(items)) {
        if (item) {
            revived[key] = {...item, timestamp: new Date(item.timestamp)};
        }
    }
    return revived;
}

function isStale(current: StorageItem | undefined, timestamp: Date): boolean {
    return current !== undefined && current.timestamp >= timestamp;
}

function items(state: Items = {}, action: AnyAction): Items {
    switch (action.type) {
        case REHYDRATE: {
            const {key, payload} = action as unknown as {key: string; payload?: Items};
            return key === 'storage' && payload ? {...state, ...revive(payload)} : state;
        }
        case ActionTypes.setGlobalItem: {
            const {name, value, timestamp} = action.data as {name: string; value: unknown; timestamp: Date};
            return isStale(state[name], timestamp) ? state : {...state, [name]: {timestamp, value}};
        }
        case ActionTypes.removeGlobalItem: {
            const {[(action.data as {name: string}).name]: _removed, ...rest} = state;
            return rest;
        }
        case UserTypes.LOGOUT_SUCCESS:
            return {};
        default:
            return state;
    }
}

function initialized(state = false, action: AnyAction): boolean {
    return action.type === ActionTypes.storeRehydrated ? true : state;
}

/** Kept in IndexedDB by the same two libraries and under the same key as in the real client. */
const persisted = persistReducer({key: 'storage', version: 1, storage: localForage}, items as unknown as Reducer<Items>);

export const storageReducer = combineReducers({storage: persisted, initialized});
