/** A new recovery code in the place of the old one. */
import {useId, useState} from 'react';
import type {FormEvent} from 'react';

import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import type {FailureView} from '../props';
import {KeepCode, KeptCheck} from '../set_up/keep_code';
import {TypedGroups} from '../set_up/recovery_code';
import {useSay} from '../words/messages';
import type {BackupDialogProps, BackupStep} from './props';

interface OldCodeStepProps extends Pick<BackupDialogProps, 'onMakeCode'> {
    readonly failure: FailureView | undefined;
    readonly onBack: () => void;
}

export function OldCodeStep({failure, onMakeCode, onBack}: OldCodeStepProps) {
    const say = useSay();
    const formId = useId();
    const inputId = useId();
    const [typed, setTyped] = useState('');
    const submit = (event: FormEvent): void => {
        event.preventDefault();
        if (typed.trim() !== '') {
            onMakeCode(typed);
        }
    };
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.backup.new_code.intro')}</p>
                <p>{say('e2ee.backup.new_code.old_file')}</p>
                <form id={formId} onSubmit={submit}>
                    <label className="e2ee-label" htmlFor={inputId}>
                        {say('e2ee.backup.new_code.label')}
                    </label>
                    <input
                        id={inputId}
                        className="e2ee-input e2ee-input--code"
                        type="text"
                        value={typed}
                        onChange={(event) => setTyped(event.target.value)}
                        data-focus-first
                        autoComplete="off"
                        spellCheck={false}
                        aria-invalid={failure !== undefined}
                    />
                    <TypedGroups typed={typed} wrongGroup={typed === '' ? undefined : failure?.group} />
                </form>
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button onClick={onBack}>{say('e2ee.common.back')}</Button>
                <button type="submit" form={formId} className="e2ee-button e2ee-button--primary" disabled={typed.trim() === ''}>
                    {say('e2ee.backup.new_code.action')}
                </button>
            </DialogFooter>
        </>
    );
}

type NewCodeStepProps = Pick<BackupDialogProps, 'owner' | 'onCopy' | 'onDownload' | 'onPrint' | 'onConfirmCode' | 'onClose'> &
    Omit<Extract<BackupStep, {kind: 'code'}>, 'kind'>;

export function NewCodeStep({failure, onConfirmCode, onClose, ...props}: NewCodeStepProps) {
    const say = useSay();
    const [isKept, setKept] = useState(false);
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.set_up.code.intro')}</p>
                <KeepCode {...props} />
                <KeptCheck isKept={isKept} onChange={setKept} />
                <p className="e2ee-quiet">{say('e2ee.backup.new_code.not_yet')}</p>
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button onClick={onClose}>{say('e2ee.backup.new_code.keep_old')}</Button>
                <Button look="primary" disabled={!isKept} onClick={onConfirmCode}>
                    {say('e2ee.set_up.code.finish')}
                </Button>
            </DialogFooter>
        </>
    );
}
