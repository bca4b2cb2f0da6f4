/**
 * The backup of keys that are in use.
 *
 * @packageDocumentation
 */
import {useEffect, useState} from 'react';

import type {BackupSource} from '../../../vault/api';
import {BackupDialog} from '../../ui';
import type {BackupStep, BackupTask, FailureView} from '../../ui';
import {copyText, downloadText, readSmallText} from '../host/browser';
import {printSheet} from '../host/print';
import type {Page} from '../page';
import {failureView, useMailKey} from './mail_key_flow';
import {useDownloadedBackup} from './use_downloaded_backup';
import {useCodeOwner, useOwnBackup} from './use_backup';

interface BackupDialogContainerProps {
    readonly page: Page;
    readonly task: BackupTask | undefined;
    readonly onClose: () => void;
}

export function BackupDialogContainer({page, task, onClose}: BackupDialogContainerProps) {
    const [step, setStep] = useState<BackupStep>(stepOf(task ?? 'overview'));
    const {backup, reminder} = useOwnBackup(page);
    const owner = useCodeOwner(backup.kind === 'ready' ? backup.value : undefined);
    const {mail, begin: beginMail} = useMailKey(page, false);
    const {download, failure} = useDownloadedBackup(page);

    // Another tab may have checked or mailed meanwhile.
    useEffect(() => void page.backup.renew(), [page]);

    const check = async (source: BackupSource): Promise<void> => {
        const needsCode = step.kind === 'check' && step.needsCode;
        setStep({kind: 'checking'});
        const result = await page.vault.checkBackup(source, page.nowMs());
        switch (result.kind) {
            case 'failed':
                setStep({kind: 'check', failure: failureView(result), needsCode});
                break;
            case 'code_needed':
                setStep({kind: 'check', needsCode: true});
                break;
            case 'checked':
                setStep({kind: 'checked', opens: result.opens});
                await page.backup.renew();
        }
    };
    const makeCode = async (oldCode: string): Promise<void> => {
        setStep({kind: 'making_code'});
        const result = await page.vault.makeRecoveryCode(oldCode);
        setStep(
            result.kind === 'failed' ? {kind: 'new_code', failure: failureView(result)} : {kind: 'code', recoveryCode: result.recoveryCode},
        );
    };
    const confirmCode = async (recoveryCode: string): Promise<void> => {
        setStep({kind: 'changing_code'});
        const result = await page.vault.confirmRecoveryCode();
        setStep(afterConfirming(result.kind === 'failed' ? failureView(result) : undefined, recoveryCode));
        await page.backup.renew();
    };
    const renew = async (): Promise<void> => {
        setStep({kind: 'renewing'});
        const result = await page.vault.rotate(page.nowMs());
        if (result.kind === 'failed') {
            setStep({kind: 'renew', failure: failureView(result)});
            return;
        }
        page.account.own.set(result.own);
        setStep({kind: 'renewed'});
        await page.backup.renew();
    };
    const show = (shown: BackupTask | 'overview'): void => {
        beginMail();
        setStep(stepOf(shown));
    };
    return (
        <BackupDialog
            step={step.kind === 'overview' && failure !== undefined ? {kind: 'overview', failure} : step}
            backup={backup}
            reminder={reminder}
            owner={owner}
            mail={mail}
            onShow={show}
            onCheck={(source) => void check(source)}
            onReadFile={readSmallText}
            onDownloadFile={() => void download()}
            onMakeCode={(oldCode) => void makeCode(oldCode)}
            onConfirmCode={() => step.kind === 'code' && void confirmCode(step.recoveryCode)}
            onRenew={() => void renew()}
            onCopy={copyText}
            onDownload={downloadText}
            onPrint={printSheet}
            onClose={onClose}
        />
    );
}

function stepOf(task: BackupTask | 'overview'): BackupStep {
    return task === 'check' ? {kind: 'check', needsCode: false} : {kind: task};
}

/** After a conflict the code that was shown is worth nothing; after anything else it may be confirmed again. */
function afterConfirming(failure: FailureView | undefined, recoveryCode: string): BackupStep {
    if (failure === undefined) {
        return {kind: 'code_changed'};
    }
    return failure.code === 'conflict' ? {kind: 'new_code', failure} : {kind: 'code', recoveryCode, failure};
}
