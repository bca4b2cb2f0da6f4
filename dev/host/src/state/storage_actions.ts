import type {HostState} from '../types';
import {ActionTypes} from './action_types';

export function setGlobalItem(name: string, value: unknown) {
    return {type: ActionTypes.setGlobalItem, data: {name, value, timestamp: new Date()}};
}

export function removeGlobalItem(name: string) {
    return {type: ActionTypes.removeGlobalItem, data: {name}};
}

export function getGlobalItem(state: HostState, name: string): unknown {
    return state.storage.storage[name]?.value;
}
