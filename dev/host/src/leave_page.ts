import {RequestStatus} from 'mattermost-redux/constants';

import {forget, store} from './host_store';

/** Log-out purges the persisted drafts and ends in a full page load, by which plugins are initialised anew. */
export function leavePageAfterLogout(): void {
    const unsubscribe = store.subscribe(() => {
        if (store.getState().requests.users.logout.status === RequestStatus.SUCCESS) {
            unsubscribe();
            document.cookie = 'MMUSERID=;expires=Thu, 01 Jan 1970 00:00:01 GMT;path=/';
            void forget().then(() => {
                window.location.href = `/${window.location.search}`;
            });
        }
    });
}
