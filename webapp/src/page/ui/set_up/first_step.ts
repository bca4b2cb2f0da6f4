import type {OwnState} from '../../../vault/api';
import type {SetUpStep} from '../props';

/**
 * Where set-up begins for what this browser has; undefined where there is nothing to set up. A published identity is
 * never made anew: whoever has one elsewhere restores it (protocol.md §7).
 */
export function firstSetUpStep(own: OwnState): SetUpStep | undefined {
    switch (own.kind) {
        case 'absent':
            return {kind: 'create'};
        case 'pending':
            return {kind: 'pending'};
        case 'elsewhere':
        case 'behind':
        case 'replaced':
            return {kind: 'restore'};
        case 'active':
        case 'conflict':
        case 'failed':
            return undefined;
    }
}

/** Whether set-up brings keys back, and makes none. */
export function restores(own: OwnState['kind']): boolean {
    return own === 'elsewhere' || own === 'behind' || own === 'replaced';
}
