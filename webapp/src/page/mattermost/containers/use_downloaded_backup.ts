import {useState} from 'react';

import type {FailureView} from '../../ui';
import {downloadText} from '../host/browser';
import {currentUserId, userOf} from '../host/state';
import type {Page} from '../page';
import {failureView} from './mail_key_flow';
import {useHost} from './use_page';

/** The backup file as a download, and why the last one failed. */
export function useDownloadedBackup(page: Page): {download: () => Promise<void>; failure: FailureView | undefined} {
    const username = useHost((state) => userOf(state, currentUserId(state))?.username ?? '');
    const [failure, setFailure] = useState<FailureView | undefined>(undefined);
    const download = async (): Promise<void> => {
        const result = await page.vault.backupFile();
        if (result.kind === 'failed') {
            setFailure(failureView(result));
            return;
        }
        setFailure(undefined);
        downloadText(page.words().backupFileName(username), result.text);
    };
    return {download, failure};
}
