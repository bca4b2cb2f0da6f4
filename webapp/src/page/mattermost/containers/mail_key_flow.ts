/**
 * From the question for an OpenPGP key to the mail on its way.
 *
 * @packageDocumentation
 */
import {useState} from 'react';

import type {Failed, MailKeysResult} from '../../../vault/api';
import type {ChosenMailKey, FailureView, MailKeyProps, MailKeyStep} from '../../ui';
import {readSmallText} from '../host/browser';
import {useObservable} from '../observable';
import type {Page} from '../page';

interface MailKeyFlow {
    /** Undefined where no mail can be sent from this server. */
    readonly mail: MailKeyProps | undefined;

    /** Where the last mail went; undefined where none did. */
    readonly mailedTo: string | undefined;

    /** To the beginning, as for another code. */
    readonly begin: () => void;
}

const ASK: MailKeyStep = {kind: 'ask'};

/** `sendsCode`: the vault has keys that wait to be published, and sends their code along by itself. */
export function useMailKey(page: Page, sendsCode: boolean): MailKeyFlow {
    const config = useObservable(page.settings.shown);
    const backup = useObservable(page.backup.view);
    const [step, setStep] = useState<MailKeyStep>(ASK);
    const [mailedTo, setMailedTo] = useState<string | undefined>(undefined);

    const find = async (asked: Promise<MailKeysResult>, isSuggested: boolean): Promise<void> => {
        setStep({kind: 'looking'});
        const result = await asked;
        setStep(result.kind === 'failed' ? {kind: 'ask', failure: failureView(result)} : {kind: 'found', keys: result.keys, isSuggested});
    };
    const send = async (chosen: ChosenMailKey, from: MailKeyStep): Promise<void> => {
        setStep({kind: 'mailing'});
        const result = await page.vault.mailBackup({...chosen, ofNewKeys: sendsCode}, page.nowMs());
        if (result.kind === 'failed') {
            setStep(from.kind === 'found' ? {...from, failure: failureView(result)} : {kind: 'ask', failure: failureView(result)});
            return;
        }
        setStep({kind: 'mailed', to: result.to, hasCode: result.hasCode});
        setMailedTo(result.to);
        void page.backup.renew();
    };
    const begin = (): void => {
        setStep(ASK);
        setMailedTo(undefined);
    };
    if (config === undefined || !config.mail) {
        return {mail: undefined, mailedTo, begin};
    }
    const mail: MailKeyProps = {
        step,
        sources: [config.keyServer, ...config.wkdDomains].filter((source) => source !== ''),
        pinned: backup.kind === 'ready' ? backup.value.mailKey : undefined,
        sendsCode,
        onLookUp: (fingerprint) => void find(page.vault.lookUpMailKey(fingerprint), false),
        onRead: (armored) => void find(page.vault.readMailKeys(armored), false),
        onSuggest: () => void find(page.vault.suggestMailKeys(), true),
        onSend: (chosen) => void send(chosen, step),
        onReadFile: readSmallText,
        onAskAgain: () => setStep(ASK),
    };
    return {mail, mailedTo, begin};
}

export function failureView({code, group, detail}: Failed): FailureView {
    return {code, group, detail};
}
