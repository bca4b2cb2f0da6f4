/**
 * The line above a channel's posts: in an encrypted channel without a key, and where nothing else has the keys for certain.
 *
 * @packageDocumentation
 */
import {useEffect} from 'react';

import type {ChannelState, OwnState} from '../../../vault/api';
import {KeyBanner} from '../../ui';
import type {BackupReminder, BannerReason} from '../../ui';
import {currentChannelId} from '../host/state';
import {useObservable} from '../observable';
import type {Page} from '../page';
import {useOwnBackup} from './use_backup';
import {useLasting} from './use_lasting';
import {useChannelState, useHost, useOwn} from './use_page';

/** In a channel, before its member is reminded of anything. */
const QUIET_MS = 10_000;
const DAY_MS = 86_400_000;

/** Nobody is reminded on the day of their set-up. */
const FIRST_REMINDER_MS = DAY_MS;
const NEXT_REMINDER_MS = 7 * DAY_MS;

export function KeyBannerContainer({page}: {readonly page: Page}) {
    const channelId = useHost(currentChannelId);
    return channelId === undefined ? null : <BannerOf page={page} channelId={channelId} />;
}

function BannerOf({page, channelId}: {readonly page: Page; readonly channelId: string}) {
    const channel = useChannelState(page, channelId);
    const own = useOwn(page);

    // The backup is fetched and verified for it, which is nothing to keep posts waiting for.
    const {reminder} = useOwnBackup(page, useLasting(channel.kind === 'on', QUIET_MS));
    const isDue = useReminderDue(page, reminder);
    const reason = reasonOf(channel, own, isDue ? reminder : 'none');
    switch (reason) {
        case undefined:
            return null;
        case 'unchecked':
            return (
                <KeyBanner
                    reason={reason}
                    onAct={() => page.dialog.set({kind: 'backup', task: 'check'})}
                    onDismiss={() => page.choices.setRemindsAt(page.nowMs() + NEXT_REMINDER_MS)}
                />
            );
        default:
            return <KeyBanner reason={reason} onAct={() => page.dialog.set({kind: 'set_up'})} />;
    }
}

function useReminderDue(page: Page, reminder: BackupReminder): boolean {
    const remindsAtMs = useObservable(page.choices.remindsAtMs);
    useEffect(() => {
        if (reminder !== 'none' && remindsAtMs === undefined) {
            page.choices.setRemindsAt(page.nowMs() + FIRST_REMINDER_MS);
        }
    }, [page, reminder, remindsAtMs]);
    return remindsAtMs !== undefined && page.nowMs() >= remindsAtMs;
}

function reasonOf(channel: ChannelState, own: OwnState, reminder: BackupReminder): BannerReason | undefined {
    if (channel.kind !== 'on') {
        return undefined;
    }
    switch (own.kind) {
        case 'absent':
        case 'pending':
        case 'elsewhere':
        case 'behind':
        case 'replaced':
            return own.kind;
        case 'active':
            return reminder === 'droppable' ? 'unchecked' : undefined;
        case 'conflict':
        case 'failed':
            return undefined;
    }
}
