/**
 * The lock in every composer's toolbar, with one line beside it where there is something to say.
 *
 * @packageDocumentation
 */
import {useEffect, useMemo} from 'react';

import type {NoticeAction} from '../../ui';
import {ComposerLock, ComposerNotice} from '../../ui';
import type {PostEditorActionProps} from '../host/registry';
import {useObservable} from '../observable';
import type {Page} from '../page';
import {recipientsOf, useChannelState, useHost, useOwn, usePeople} from './use_page';

export function ComposerLockContainer({page, draft}: Pick<PostEditorActionProps, 'draft'> & {readonly page: Page}) {
    const {channelId, rootId, message} = draft;
    const state = useChannelState(page, channelId);
    const own = useOwn(page);
    const view = usePeople(page, channelId, state.kind === 'on' && own.kind === 'active');

    // Names may arrive after the people; the rest of the store changes with every keystroke.
    const profiles = useHost((host) => host.entities.users.profiles);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the state is read for its profiles
    const recipients = useMemo(() => recipientsOf(view, page.store.getState()), [page, view, profiles]);
    const setback = useObservable(page.returned.setback);
    const cameBack = setback?.channelId === channelId && setback.rootId === rootId ? setback : undefined;

    useEffect(() => {
        // Sent, or given up: the reason for the last try has served.
        if (message === '') {
            page.returned.forgetSetback({channelId, rootId});
        }
    }, [page, channelId, rootId, message]);

    const open = (): void => page.dialog.set({kind: 'channel', channelId});

    // In a thread the panel would take the place of what the member is answering.
    const openPeople = rootId === '' ? () => page.sidePanel.open() : open;
    const act = (action: NoticeAction): void => {
        switch (action) {
            case 'reload':
                window.location.reload();
                break;
            case 'retry':
                void page.account.refresh();
                break;
            case 'set_up':
                open();
        }
    };
    const shown = state.kind === 'on' ? recipients : undefined;
    return (
        <>
            <ComposerLock state={state.kind} own={own.kind} recipients={shown} onClick={open} />
            <ComposerNotice
                state={state.kind}
                own={own.kind}
                recipients={shown}
                failure={cameBack === undefined ? undefined : {code: cameBack.code}}
                onAction={act}
                onOpen={open}
                onOpenPeople={openPeople}
            />
        </>
    );
}
