/**
 * The lock that the host draws as our header button: in its App Bar, in the channel header where that is off.
 *
 * @packageDocumentation
 */
import {LockIcon} from '../../ui';
import {currentChannelId} from '../host/state';
import type {Page} from '../page';
import {useChannelState, useHost} from './use_page';

/** The picture. */
export function HeaderLock({page}: {readonly page: Page}) {
    const channelId = useHost(currentChannelId) ?? '';
    const {kind} = useChannelState(page, channelId);
    return (
        <span className="e2ee-header-lock">
            <LockIcon state={kind} size={20} />
        </span>
    );
}

/** Its tooltip and name. */
export function HeaderLockName({page}: {readonly page: Page}) {
    const channelId = useHost(currentChannelId) ?? '';
    const {kind} = useChannelState(page, channelId);
    return <>{page.words().lock(kind)}</>;
}
