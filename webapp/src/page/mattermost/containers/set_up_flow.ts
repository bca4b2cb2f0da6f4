/**
 * The member's way through set-up: which step follows which answer of the vault.
 *
 * @packageDocumentation
 */
import {useState} from 'react';

import type {BackupSource, CreateResult} from '../../../vault/api';
import {Failure} from '../../../lib/errors';
import type {SetUpProps, SetUpStep, SetUpWish} from '../../ui';
import {firstSetUpStep} from '../../ui';
import {askForPersistence, copyText, downloadText, readSmallText} from '../host/browser';
import {printSheet} from '../host/print';
import type {Page} from '../page';
import {failureView, useMailKey} from './mail_key_flow';
import {useCodeOwner} from './use_backup';
import {useOwn} from './use_page';

/** Undefined where there is nothing to set up. Leaving it forgets the step: what this browser has decides where it begins again. */
export function useSetUp(page: Page, wish?: SetUpWish): SetUpProps | undefined {
    const own = useOwn(page);
    const owner = useCodeOwner(page);

    // Undefined before the member has done anything: then what this browser has decides, and that may only become known meanwhile.
    const [begun, setStep] = useState<SetUpStep | undefined>(undefined);
    const [source, setSource] = useState<BackupSource | undefined>(undefined);
    const [isReset, setReset] = useState(false);
    const {mail, mailedTo, begin: beginMail} = useMailKey(page, true);
    const step = begun ?? firstSetUpStep(own, wish);

    if (step === undefined) {
        return undefined;
    }

    const make = async (during: 'create' | 'reset', asked: () => Promise<CreateResult>): Promise<void> => {
        setStep({kind: 'creating'});
        setReset(during === 'reset');
        beginMail();
        askForPersistence();
        const result = await asked();
        if (result.kind === 'failed') {
            setStep({kind: 'failed', during, failure: failureView(result)});
            return;
        }
        await page.backup.renew();
        setStep({kind: 'code', recoveryCode: result.recoveryCode});
    };

    const publish = async (): Promise<void> => {
        const wasReset = isReset || (step.kind === 'pending' && step.isReset);
        setStep({kind: 'publishing'});
        const result = await page.vault.publish();
        if (result.kind === 'failed') {
            setStep(result.code === 'conflict' ? {kind: 'overtaken'} : {kind: 'failed', during: 'publish', failure: failureView(result)});
            return;
        }
        page.account.own.set(result.own);
        void page.backup.renew();
        if (result.own.kind !== 'active') {
            setStep({kind: 'overtaken'});
            return;
        }
        setStep(wasReset ? await sessionsStep(page) : {kind: 'done'});
    };

    const compare = async (asked: BackupSource): Promise<void> => {
        const needsCode = step.kind === 'restore' && step.needsCode;
        setSource(asked);
        setStep({kind: 'comparing'});
        const result = await page.vault.compareBackup(asked);
        switch (result.kind) {
            case 'failed':
                setStep({kind: 'restore', failure: failureView(result), needsCode});
                break;
            case 'code_needed':
                setStep({kind: 'restore', needsCode: true});
                break;
            case 'compared':
                setStep({kind: 'compared', comparison: result});
        }
    };

    const restore = async (): Promise<void> => {
        if (source === undefined) {
            return;
        }
        setStep({kind: 'restoring'});
        askForPersistence();
        const result = await page.vault.restoreBackup(source);
        if (result.kind === 'failed') {
            setStep({kind: 'restore', failure: failureView(result), needsCode: false});
            return;
        }
        page.account.own.set(result.own);
        page.openings.retry();
        void page.backup.renew();
        setStep({kind: 'done'});
    };

    const endSessions = async (): Promise<void> => {
        setStep({kind: 'ending_sessions'});
        try {
            await page.api.endOtherSessions();
            setStep({kind: 'done'});
        } catch (error) {
            setStep({kind: 'sessions', others: step.kind === 'sessions' ? step.others : 0, failure: failureOf(error)});
        }
    };

    /** With the code of the step that is left. */
    const withCode = (kind: 'code' | 'mail' | 'decline'): void => {
        if (step.kind === 'code' || step.kind === 'mail' || step.kind === 'decline') {
            const {recoveryCode} = step;
            setStep(kind === 'code' ? {kind, recoveryCode, mailedTo} : {kind, recoveryCode});
        }
    };

    return {
        step,
        owner,
        mail,
        hasKeysHere: own.kind === 'active' || own.kind === 'behind' || own.kind === 'replaced',
        mayReset: own.kind === 'elsewhere' || own.kind === 'behind' || own.kind === 'replaced',
        onCreate: () => void make('create', () => page.vault.create(page.nowMs())),
        onReset: () => void make('reset', () => page.vault.reset(page.nowMs())),
        onPublish: () => void publish(),
        onShowMail: () => withCode('mail'),
        onShowDecline: () => withCode('decline'),
        onBackToCode: () => withCode('code'),
        onCompare: (asked) => void compare(asked),
        onRestore: () => void restore(),
        onReadFile: readSmallText,
        onShowRestore: () => setStep({kind: 'restore', needsCode: false}),
        onShowReset: () => setStep({kind: 'reset'}),
        onEndSessions: () => void endSessions(),
        onKeepSessions: () => setStep({kind: 'done'}),
        onCopy: copyText,
        onDownload: downloadText,
        onPrint: printSheet,
        onClose: () => setStep(undefined),
    };
}

/** Nobody else is logged in as this member: then there is nothing to ask. */
async function sessionsStep(page: Page): Promise<Extract<SetUpStep, {kind: 'sessions' | 'done'}>> {
    try {
        const others = await page.api.otherSessions();
        return others.length === 0 ? {kind: 'done'} : {kind: 'sessions', others: others.length};
    } catch (error) {
        return {kind: 'sessions', others: 0, failure: failureOf(error)};
    }
}

function failureOf(error: unknown): {code: Failure['code']} {
    return {code: error instanceof Failure ? error.code : 'invariant'};
}
