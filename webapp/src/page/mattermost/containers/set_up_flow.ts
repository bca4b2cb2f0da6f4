/**
 * The member's way through set-up: which step follows which answer of the vault.
 *
 * @packageDocumentation
 */
import {useState} from 'react';

import type {SetUpProps, SetUpStep} from '../../ui';
import {firstSetUpStep} from '../../ui';
import {copyText, downloadText} from '../host/browser';
import {currentUserId, userOf} from '../host/state';
import type {Page} from '../page';
import {useHost, useOwn} from './use_page';

/** Undefined where there is nothing to set up. Leaving it forgets the step: what this browser has decides where it begins again. */
export function useSetUp(page: Page): SetUpProps | undefined {
    const own = useOwn(page);

    // Undefined before the member has done anything: then what this browser has decides, and that may only become known meanwhile.
    const [begun, setStep] = useState<SetUpStep | undefined>(undefined);
    const step = begun ?? firstSetUpStep(own);
    const username = useHost((state) => userOf(state, currentUserId(state))?.username ?? '');

    if (step === undefined) {
        return undefined;
    }

    const create = async (): Promise<void> => {
        setStep({kind: 'creating'});
        const result = await page.vault.create(page.nowMs());
        setStep(
            result.kind === 'created'
                ? {kind: 'code', recoveryCode: result.recoveryCode}
                : {kind: 'failed', during: 'create', failure: {code: result.code}},
        );
    };

    const publish = async (): Promise<void> => {
        setStep({kind: 'publishing'});
        const result = await page.vault.publish();
        if (result.kind === 'failed') {
            setStep(result.code === 'conflict' ? {kind: 'overtaken'} : {kind: 'failed', during: 'publish', failure: {code: result.code}});
            return;
        }
        page.account.own.set(result.own);
        setStep(result.own.kind === 'active' ? {kind: 'done'} : {kind: 'overtaken'});
    };

    const restore = async (recoveryCode: string): Promise<void> => {
        setStep({kind: 'restoring'});
        const result = await page.vault.restoreBackup({kind: 'code', recoveryCode});
        if (result.kind === 'failed') {
            setStep({kind: 'restore', failure: {code: result.code, group: result.group}});
            return;
        }
        page.account.own.set(result.own);
        setStep({kind: 'done'});
    };

    return {
        step,
        username,
        serverName: window.location.host,
        onCreate: () => void create(),
        onPublish: () => void publish(),
        onRestore: (code) => void restore(code),
        onShowRestore: () => setStep({kind: 'restore'}),
        onCopy: copyText,
        onDownload: downloadText,
        onClose: () => setStep(undefined),
    };
}
