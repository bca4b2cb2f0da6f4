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
import {offerSetUp} from '../offer_set_up';
import type {Page} from '../page';
import {useLasting} from './use_lasting';
import {recipientsOf, useChannelState, useHost, useOwn, usePeople} from './use_page';

/** An answer that takes longer than this is worth a word. */
const LONG_MS = 2_000;

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

    // Every page load begins like this, in clear channels too: the lock says it at once, words come where it doesn't pass.
    const isAsking = state.kind === 'unknown' && state.code === 'not_loaded';
    const isAskingForLong = useLasting(isAsking, LONG_MS);
    const hasNotice = !isAsking || isAskingForLong || cameBack !== undefined;

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
                offerSetUp(page);
        }
    };
    const shown = state.kind === 'on' ? recipients : undefined;
    return (
        <>
            <ComposerLock state={state.kind} own={own.kind} recipients={shown} onClick={open} />
            {hasNotice ? (
                <ComposerNotice
                    state={state.kind}
                    own={own.kind}
                    recipients={shown}
                    failure={cameBack === undefined ? undefined : {code: cameBack.code}}
                    onAction={act}
                    onOpen={open}
                    onOpenPeople={openPeople}
                />
            ) : null}
        </>
    );
}
