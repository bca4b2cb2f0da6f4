/**
 * The way to a person's safety number from their profile.
 *
 * @packageDocumentation
 */
import {VerifyButton} from '../../ui';
import {currentUserId} from '../host/state';
import type {PopoverActionProps} from '../host/registry';
import type {Page} from '../page';
import {useHost, useOwn} from './use_page';

export function ProfileAction({page, user, hide}: Pick<PopoverActionProps, 'user' | 'hide'> & {readonly page: Page}) {
    const own = useOwn(page);
    const isSelf = useHost(currentUserId) === user.id;
    if (own.kind !== 'active' || isSelf || user.is_bot || (user.remote_id ?? '') !== '') {
        return null;
    }
    const open = (): void => {
        hide?.();
        page.dialog.set({kind: 'safety_number', userId: user.id, username: user.username});
    };
    return <VerifyButton onClick={open} />;
}
