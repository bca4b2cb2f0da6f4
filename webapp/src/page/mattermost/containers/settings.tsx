/**
 * Our section of the host's settings.
 *
 * @packageDocumentation
 */
import {useCallback, useState} from 'react';

import type {BackupTask, FailureView, SetUpWish} from '../../ui';
import {Settings} from '../../ui';
import {useObservable} from '../observable';
import type {Page} from '../page';
import {BackupDialogContainer} from './backup_dialog';
import {SetUpDialogContainer} from './set_up_dialog';
import {useOwnBackup} from './use_backup';
import {useDownloadedBackup} from './use_downloaded_backup';
import {useOwn} from './use_page';

export function SettingsContainer({page}: {readonly page: Page}) {
    const own = useOwn(page);
    const showsText = useObservable(page.choices.showsTextInNotifications);
    const {backup, reminder} = useOwnBackup(page);
    const config = useObservable(page.settings.shown);
    const {download, failure: downloadFailure} = useDownloadedBackup(page);
    const [opened, setOpened] = useState<OpenedDialog | undefined>(undefined);
    const close = useCallback(() => setOpened(undefined), []);
    const [isForgetting, setForgetting] = useState(false);
    const [failure, setFailure] = useState<FailureView | undefined>(undefined);

    const forget = async (): Promise<void> => {
        setForgetting(true);
        setFailure(undefined);
        const result = await page.vault.forget();
        if (result.kind === 'failed') {
            setFailure({code: result.code});
        } else {
            page.openings.clear();
            page.backup.forget();
            const after = await page.vault.own();
            page.account.own.set(after.kind === 'failed' ? after : after.own);
        }
        setForgetting(false);
    };
    return (
        <>
            <Settings
                showTextInNotifications={showsText}
                onShowTextInNotifications={(isShown) => page.choices.setShowsText(isShown)}
                own={own.kind}
                backup={backup}
                reminder={reminder}
                mayMail={config?.mail ?? false}
                failure={downloadFailure}
                onShow={(task) => setOpened({kind: 'backup', task})}
                onDownloadFile={() => void download()}
                onSetUp={(wish) => setOpened({kind: 'set_up', wish})}
                isForgetting={isForgetting}
                forgetFailure={failure}
                onForget={() => void forget()}
            />
            {opened === undefined ? null : <OpenedFromSettings page={page} opened={opened} onClose={close} />}
        </>
    );
}

type OpenedDialog = {readonly kind: 'backup'; readonly task: BackupTask} | {readonly kind: 'set_up'; readonly wish: SetUpWish | undefined};

interface OpenedFromSettingsProps {
    readonly page: Page;
    readonly opened: OpenedDialog;
    readonly onClose: () => void;
}

/** Drawn in here and not where other dialogs are: to screen readers the host hides all of its page but its settings. */
function OpenedFromSettings({page, opened, onClose}: OpenedFromSettingsProps) {
    return opened.kind === 'backup' ? (
        <BackupDialogContainer page={page} task={opened.task} onClose={onClose} />
    ) : (
        <SetUpDialogContainer page={page} wish={opened.wish} onClose={onClose} />
    );
}
