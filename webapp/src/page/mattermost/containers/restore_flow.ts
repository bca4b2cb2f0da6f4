/**
 * Coming back with a backup: what it is, then its keys.
 *
 * @packageDocumentation
 */
import {useState} from 'react';

import type {BackupSource} from '../../../vault/api';
import type {SetUpStep} from '../../ui';
import {askForPersistence} from '../host/browser';
import type {Page} from '../page';
import {failureView} from './mail_key_flow';

interface RestoreFlow {
    /** Changes nothing. */
    readonly compare: (source: BackupSource, needsCode: boolean) => Promise<void>;

    /** What was compared last. */
    readonly restore: () => Promise<void>;
}

/** Says each step to `onStep`. */
export function useRestore(page: Page, onStep: (step: SetUpStep) => void): RestoreFlow {
    const [source, setSource] = useState<BackupSource | undefined>(undefined);

    const compare = async (asked: BackupSource, needsCode: boolean): Promise<void> => {
        setSource(asked);
        onStep({kind: 'comparing'});
        const result = await page.vault.compareBackup(asked);
        switch (result.kind) {
            case 'failed':
                onStep({kind: 'restore', failure: failureView(result), needsCode});
                break;
            case 'code_needed':
                onStep({kind: 'restore', needsCode: true});
                break;
            case 'compared':
                onStep({kind: 'compared', comparison: result});
        }
    };
    const restore = async (): Promise<void> => {
        if (source === undefined) {
            return;
        }
        onStep({kind: 'restoring'});
        askForPersistence();
        const result = await page.vault.restoreBackup(source);
        if (result.kind === 'failed') {
            onStep({kind: 'restore', failure: failureView(result), needsCode: false});
            return;
        }
        page.account.own.set(result.own);

        // The state may be as before while there are more keys: posts are tried again in any case.
        page.openings.retry();
        void page.backup.renew();
        onStep({kind: 'done'});
    };
    return {compare, restore};
}
