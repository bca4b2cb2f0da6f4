/**
 * The safety number of one person, and the mark on it.
 *
 * @packageDocumentation
 */
import {useCallback, useEffect, useState} from 'react';

import {Failure} from '../../../lib/errors';
import type {SafetyNumberResult} from '../../../vault/api';
import type {FailureView, Loadable, QrModules, SafetyNumberView} from '../../ui';
import {useObservable} from '../observable';
import type {Page} from '../page';
import {qrParts} from '../qr_parts';

export interface SafetyNumber {
    readonly number: Loadable<SafetyNumberView>;
    readonly isBusy: boolean;
    readonly failure: FailureView | undefined;
    readonly askAgain: () => void;
    readonly setVerified: (isVerified: boolean) => void;
}

const LOADING: Loadable<never> = {kind: 'loading'};

export function useSafetyNumber(page: Page, userId: string): SafetyNumber {
    const [result, setResult] = useState<SafetyNumberResult | undefined>(undefined);
    const [isBusy, setBusy] = useState(false);
    const [failure, setFailure] = useState<FailureView | undefined>(undefined);
    const [attempt, setAttempt] = useState(0);

    // Another tab marked them, or their key was replaced while this is open.
    const news = useObservable(page.personNews);
    useEffect(() => {
        let isCurrent = true;
        void page.vault.safetyNumber(userId).then((answer) => isCurrent && setResult(answer));
        return () => {
            isCurrent = false;
        };
    }, [page, userId, attempt, news]);
    const askAgain = useCallback(() => setAttempt((before) => before + 1), []);

    const shown = result?.kind === 'safety_number' ? result : undefined;
    const qr = useQr(shown?.qr);
    const setVerified = (isVerified: boolean): void => {
        if (shown === undefined) {
            return;
        }
        setBusy(true);
        setFailure(undefined);
        void page.vault.setVerified(userId, shown.digits, isVerified).then((answer) => {
            setBusy(false);
            setFailure(answer.kind === 'failed' ? {code: answer.code} : undefined);
            askAgain();
            void page.people.renewAll();
        });
    };
    return {number: numberOf(result, qr), isBusy, failure, askAgain, setVerified};
}

function numberOf(result: SafetyNumberResult | undefined, qr: Loadable<QrModules>): Loadable<SafetyNumberView> {
    switch (result?.kind) {
        case undefined:
            return LOADING;
        case 'failed':
            return {kind: 'failed', failure: {code: result.code}};
        case 'safety_number':
            return {kind: 'ready', value: {digits: result.digits, isVerified: result.isVerified, qr}};
    }
}

function useQr(text: string | undefined): Loadable<QrModules> {
    const [qr, setQr] = useState<Loadable<QrModules>>(LOADING);
    useEffect(() => {
        if (text === undefined) {
            return undefined;
        }
        let isCurrent = true;
        qrParts.draw().then(
            ({qrModules}) => isCurrent && setQr({kind: 'ready', value: qrModules(text)}),
            (error: unknown) => isCurrent && setQr({kind: 'failed', failure: {code: error instanceof Failure ? error.code : 'invariant'}}),
        );
        return () => {
            isCurrent = false;
        };
    }, [text]);
    return qr;
}
