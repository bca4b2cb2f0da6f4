/**
 * Our panel in the host's right-hand sidebar, which opens by an action that the host makes when the panel is registered.
 *
 * @packageDocumentation
 */
import type {UnknownAction} from 'redux';

import type {HostStore} from './host/state';

export class SidePanel {
    private show: UnknownAction | undefined;

    constructor(private readonly store: Pick<HostStore, 'dispatch'>) {}

    registered(show: UnknownAction): void {
        this.show = show;
    }

    open(): void {
        if (this.show !== undefined) {
            this.store.dispatch(this.show);
        }
    }
}
