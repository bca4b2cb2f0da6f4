/**
 * Our section of the host's settings.
 *
 * @packageDocumentation
 */
import {useState} from 'react';

import type {FailureView} from '../../ui';
import {Settings} from '../../ui';
import {useObservable} from '../observable';
import type {Page} from '../page';
import {useOwnBackup} from './use_backup';
import {useDownloadedBackup} from './use_downloaded_backup';
import {useOwn} from './use_page';

export function SettingsContainer({page}: {readonly page: Page}) {
    const own = useOwn(page);
    const showsText = useObservable(page.choices.showsTextInNotifications);
    const {backup, reminder} = useOwnBackup(page);
    const config = useObservable(page.settings.shown);
    const {download, failure: downloadFailure} = useDownloadedBackup(page);
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
        <Settings
            showTextInNotifications={showsText}
            onShowTextInNotifications={(isShown) => page.choices.setShowsText(isShown)}
            own={own.kind}
            backup={backup}
            reminder={reminder}
            mayMail={config?.mail ?? false}
            failure={downloadFailure}
            onShow={(task) => page.dialog.set({kind: 'backup', task})}
            onDownloadFile={() => void download()}
            onSetUp={(wish) => page.dialog.set({kind: 'set_up', ...(wish !== undefined && {wish})})}
            isForgetting={isForgetting}
            forgetFailure={failure}
            onForget={() => void forget()}
        />
    );
}
