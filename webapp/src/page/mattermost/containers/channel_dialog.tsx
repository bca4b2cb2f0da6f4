/**
 * The lock's dialog.
 *
 * @packageDocumentation
 */
import {useCallback, useEffect, useState} from 'react';

import {Failure} from '../../../lib/errors';
import type {ChannelResult, OwnState} from '../../../vault/api';
import {ChannelDialog} from '../../ui';
import type {FailureView, Loadable, SwitchPermission} from '../../ui';
import type {Page} from '../page';
import {refusalReason} from '../refusal_reason';
import {useSetUp} from './set_up_flow';
import {useOwn, useShownChannel} from './use_page';

const LOADING: Loadable<never> = {kind: 'loading'};

export function ChannelDialogContainer({page, channelId}: {readonly page: Page; readonly channelId: string}) {
    const close = useCallback(() => page.dialog.set({kind: 'none'}), [page]);
    const shown = useShownChannel(page, channelId);
    const {channel} = shown;
    const own = useOwn(page);
    const setUp = useSetUp(page);
    const {permission, askAgain} = usePermission(page, channelId, channel.kind);
    const [isBusy, setBusy] = useState(false);
    const [failure, setFailure] = useState<FailureView | undefined>(undefined);

    const change = async (request: Promise<ChannelResult>): Promise<void> => {
        setBusy(true);
        setFailure(undefined);
        const result = await request;
        setBusy(false);
        if (result.kind === 'failed') {
            setFailure({code: result.code});
            return;
        }
        page.states.set(channelId, result.channel);
        await page.people.renew(channelId);
    };
    const retry = (): void => {
        setFailure(undefined);
        askAgain();
        void page.account.refresh();
        void page.people.renew(channelId);
    };

    return (
        <ChannelDialog
            {...shown}
            permission={permission}
            own={own.kind}
            ownFailure={ownFailureOf(own)}
            setUp={setUp}
            mentionsInPlaceholder={page.mentionsInPlaceholder()}
            isBusy={isBusy}
            failure={failure}
            onEncrypt={() => void change(page.vault.setEncrypted(channelId, true, page.nowMs()))}
            onStopEncrypting={() => void change(page.vault.setEncrypted(channelId, false, page.nowMs()))}
            onConfirmOff={() => channel.kind === 'off_unconfirmed' && void change(page.vault.confirmOff(channelId, channel.sequence))}
            onConfirmMissing={() => {
                if (channel.kind === 'unknown' && channel.disputed !== undefined) {
                    void change(page.vault.confirmMissing(channelId, channel.disputed));
                }
            }}
            onRetry={retry}
            onAction={(action) => (action === 'reload' ? window.location.reload() : retry())}
            onClose={close}
        />
    );
}

/** The words for a chain that doesn't fit speak of somebody else's keys; the dialog has its own for the member's. */
function ownFailureOf(own: OwnState): FailureView | undefined {
    const hasOwnWords = own.kind === 'conflict' && own.code === 'chain_invalid';
    return (own.kind === 'failed' || own.kind === 'conflict') && !hasOwnWords ? {code: own.code} : undefined;
}

/** Asked of the server half whenever the dialog opens or the state changes: it alone knows the admin's choices. */
function usePermission(page: Page, channelId: string, state: string): {permission: Loadable<SwitchPermission>; askAgain: () => void} {
    const [permission, setPermission] = useState<Loadable<SwitchPermission>>(LOADING);
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
        let isCurrent = true;
        page.api.channelPolicy(channelId).then(
            ({maySwitchOn, maySwitchOff, reason}) =>
                isCurrent && setPermission({kind: 'ready', value: {maySwitchOn, maySwitchOff, reason: refusalReason(reason)}}),
            (error: unknown) =>
                isCurrent && setPermission({kind: 'failed', failure: {code: error instanceof Failure ? error.code : 'invariant'}}),
        );
        return () => {
            isCurrent = false;
        };
    }, [page, channelId, state, attempt]);
    return {permission, askAgain: () => setAttempt(attempt + 1)};
}
