import {createStore} from './store';

/** One store per page, as in the real client: the registry and the socket's handlers have no other way to it. */
export const {store, rehydrated, forget} = createStore();
