import localForage from 'localforage';
import configureReduxStore from 'mattermost-redux/store/configureStore';
import type {Reducer, Store} from 'redux';
import {persistStore} from 'redux-persist';
import type {Persistor} from 'redux-persist';

import {ActionTypes} from './state/action_types';
import {pluginsReducer} from './state/plugins_reducer';
import {storageReducer} from './state/storage_reducer';
import {viewsReducer} from './state/views_reducer';
import type {HostDispatch, HostState} from './types';

export type HostStore = Store<HostState> & {dispatch: HostDispatch};

/** The services' store with the host's slices, and what makes the drafts survive a reload. */
export function createStore(): {store: HostStore; rehydrated: Promise<void>; forget: () => Promise<void>} {
    const store = configureReduxStore<HostState>({
        appReducers: {plugins: pluginsReducer, storage: storageReducer, views: viewsReducer} as Record<string, Reducer>,
        getAppReducers: () => ({}),
        preloadedState: {},
    }) as HostStore;

    let persistor: Persistor | undefined;
    const rehydrated = localForage.ready().then(
        () =>
            new Promise<void>((resolve) => {
                persistor = persistStore(store, null, () => {
                    store.dispatch({type: ActionTypes.storeRehydrated});
                    resolve();
                });
            }),
    );
    const forget = async () => {
        await persistor?.purge();
    };
    return {store, rehydrated, forget};
}
