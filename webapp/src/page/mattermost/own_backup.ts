/**
 * How the member's own backup stands, for all places that show it: settings, panel, banner and the backup's dialog.
 *
 * @packageDocumentation
 */
import type {OwnBackup, Vault} from '../../vault/api';
import type {BackupReminder, Loadable} from '../ui';
import {Subject} from './observable';

const LOADING: Loadable<OwnBackup> = {kind: 'loading'};

export class OwnBackupView {
    readonly view = new Subject<Loadable<OwnBackup>>(LOADING);
    private lastAsked = 0;

    constructor(private readonly vault: Pick<Vault, 'ownBackup'>) {}

    /** Asked afresh; what was known is shown until the answer comes. */
    async renew(): Promise<void> {
        const asked = ++this.lastAsked;
        const result = await this.vault.ownBackup();
        if (asked !== this.lastAsked) {
            return;
        }
        this.view.set(result.kind === 'failed' ? {kind: 'failed', failure: {code: result.code}} : {kind: 'ready', value: result});
    }

    /** Asked only where nothing is known yet. */
    want(): void {
        if (this.view.get().kind !== 'ready') {
            void this.renew();
        }
    }

    forget(): void {
        this.lastAsked++;
        this.view.set(LOADING);
    }
}

/** A backup that was never tried may not be there when it is needed; more so where nothing else has the keys for certain. */
export function reminderOf(backup: Loadable<OwnBackup>): BackupReminder {
    if (backup.kind !== 'ready' || backup.value.checkedAtMs !== undefined) {
        return 'none';
    }
    const {hasWayBack, isPersistent} = backup.value;
    if (!hasWayBack) {
        return 'no_way_back';
    }
    return isPersistent === false ? 'droppable' : 'unchecked';
}
