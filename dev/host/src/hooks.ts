import {useDispatch} from 'react-redux';

import type {HostDispatch} from './types';

/** Typed for thunks over the host's state. */
export function useHostDispatch(): HostDispatch {
    return useDispatch() as HostDispatch;
}
