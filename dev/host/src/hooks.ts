import {useDispatch} from 'react-redux';
import type {AnyAction} from 'redux';

import type {HostDispatch, HostState} from './types';

/** Typed for thunks over the host's state. */
export function useHostDispatch(): HostDispatch {
    return useDispatch<AnyAction, HostState>();
}
