import {useEffect} from 'react';

import type {OwnBackup} from '../../../vault/api';
import type {BackupReminder, CodeOwner, Loadable} from '../../ui';
import {currentUserId, userOf} from '../host/state';
import {useObservable} from '../observable';
import {reminderOf} from '../own_backup';
import type {Page} from '../page';
import {useHost, useOwn} from './use_page';

/** How the own backup stands, where this browser has keys in use; asked for as long as `isWanted`. */
export function useOwnBackup(page: Page, isWanted = true): {backup: Loadable<OwnBackup>; reminder: BackupReminder} {
    const isActive = useOwn(page).kind === 'active';
    const backup = useObservable(page.backup.view);
    useEffect(() => {
        if (isActive && isWanted) {
            page.backup.want();
        }
    }, [page, isActive, isWanted]);
    return {backup, reminder: isActive ? reminderOf(backup) : 'none'};
}

/** For whom and of which keys a recovery code is. */
export function useCodeOwner(keys: CodeOwner['keys']): CodeOwner {
    const username = useHost((state) => userOf(state, currentUserId(state))?.username ?? '');
    return {username, serverName: window.location.host, keys};
}
