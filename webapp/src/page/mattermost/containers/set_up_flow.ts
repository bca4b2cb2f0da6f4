/**
 * The member's way through set-up: which step follows which answer of the vault.
 *
 * @packageDocumentation
 */
import {useState} from 'react';

import type {CreateResult} from '../../../vault/api';
import type {CodeOwner, SetUpProps, SetUpStep, SetUpWish} from '../../ui';
import {firstSetUpStep} from '../../ui';
import {askForPersistence, copyText, downloadText, readSmallText} from '../host/browser';
import {printSheet} from '../host/print';
import type {Page} from '../page';
import {failureView, useMailKey} from './mail_key_flow';
import {useRestore} from './restore_flow';
import {askAboutSessions, endSessions} from './sessions_flow';
import {useCodeOwner} from './use_backup';
import {useOwn} from './use_page';

/** Undefined where there is nothing to set up. Leaving it forgets the step: what this browser has decides where it begins again. */
export function useSetUp(page: Page, wish?: SetUpWish): SetUpProps | undefined {
    const own = useOwn(page);

    // Undefined before the member has done anything: then what this browser has decides, and that may only become known meanwhile.
    const [begun, setStep] = useState<SetUpStep | undefined>(undefined);
    const [isReset, setReset] = useState(false);
    const [made, setMade] = useState<CodeOwner['keys']>(undefined);
    const owner = useCodeOwner(made);
    const {mail, mailedTo, begin: beginMail} = useMailKey(page, true);
    const {compare, restore} = useRestore(page, setStep);
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
        setMade(result);
        setStep({kind: 'code', recoveryCode: result.recoveryCode});
    };

    const publish = async (): Promise<void> => {
        const wasReset = isReset || (step.kind === 'pending' && step.isReset);
        setStep({kind: 'publishing'});
        const result = await page.vault.publish(step.kind === 'decline' ? 'declined' : 'kept');
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
        setStep(wasReset ? await askAboutSessions(page) : {kind: 'done'});
    };

    const end = async (others: number): Promise<void> => {
        setStep({kind: 'ending_sessions'});
        setStep(await endSessions(page, others));
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
        onCompare: (source) => void compare(source, step.kind === 'restore' && step.needsCode),
        onRestore: () => void restore(),
        onReadFile: readSmallText,
        onShowRestore: () => setStep({kind: 'restore', needsCode: false}),
        onShowReset: () => setStep({kind: 'reset'}),
        onEndSessions: () => void end(step.kind === 'sessions' ? step.others : 0),
        onKeepSessions: () => setStep({kind: 'done'}),
        onCopy: copyText,
        onDownload: downloadText,
        onPrint: printSheet,
        onClose: () => setStep(undefined),
    };
}
