import type {OwnState} from '../../../vault/api';
import type {SetUpStep} from './props';

/** What the member came for, where it isn't simply whatever fits. */
export type SetUpWish = 'restore' | 'reset';

/**
 * Where set-up begins for what this browser has; undefined where there is nothing to set up. A published identity is
 * never made anew unless the member asks for it: whoever has one elsewhere restores it (protocol.md §7).
 */
export function firstSetUpStep(own: OwnState, wish?: SetUpWish): SetUpStep | undefined {
    switch (own.kind) {
        case 'absent':
            return wish === 'restore' ? {kind: 'restore', needsCode: false} : {kind: 'create'};
        case 'pending':
            return {kind: 'pending', isReset: own.isReset};
        case 'elsewhere':
        case 'behind':
        case 'replaced':
            return wish === 'reset' ? {kind: 'reset'} : {kind: 'restore', needsCode: false};
        case 'active':
            return wishedStep(wish);
        case 'conflict':
        case 'failed':
            return undefined;
    }
}

function wishedStep(wish: SetUpWish | undefined): SetUpStep | undefined {
    switch (wish) {
        case 'restore':
            return {kind: 'restore', needsCode: false};
        case 'reset':
            return {kind: 'reset'};
        case undefined:
            return undefined;
    }
}

/** Whether set-up brings keys back, and makes none. */
export function restores(own: OwnState['kind']): boolean {
    return own === 'elsewhere' || own === 'behind' || own === 'replaced';
}
