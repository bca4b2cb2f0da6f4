/** The steps of somebody whose identity was published by another browser. */
import {useId, useState} from 'react';
import type {FormEvent} from 'react';

import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import type {FailureView, SetUpProps} from '../props';
import {useSay} from '../words/messages';
import {TypedGroups} from './recovery_code';

interface RestoreStepProps extends Pick<SetUpProps, 'onRestore' | 'onClose'> {
    readonly failure: FailureView | undefined;

    /** Kept by the panel, so that a refused code is corrected, not typed again. */
    readonly typed: string;
    readonly onType: (typed: string) => void;
}

export function RestoreStep({failure, typed, onType, onRestore, onClose}: RestoreStepProps) {
    const say = useSay();
    const formId = useId();
    const inputId = useId();
    const hintId = useId();
    const failureId = useId();
    const [triedCode, setTriedCode] = useState(failure ? typed : undefined);

    // A group is marked wrong only while it still says what was refused.
    const wrongGroup = typed === triedCode ? failure?.group : undefined;
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (typed.trim()) {
            setTriedCode(typed);
            onRestore(typed);
        }
    };
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.set_up.restore.intro')}</p>
                <form id={formId} onSubmit={submit}>
                    <label className="e2ee-label" htmlFor={inputId}>
                        {say('e2ee.set_up.restore.label')}
                    </label>
                    <input
                        id={inputId}
                        className="e2ee-input e2ee-input--code"
                        type="text"
                        value={typed}
                        onChange={(event) => onType(event.target.value)}
                        data-focus-first
                        autoComplete="off"
                        autoCapitalize="characters"
                        autoCorrect="off"
                        spellCheck={false}
                        placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX"
                        aria-describedby={failure ? `${failureId} ${hintId}` : hintId}
                        aria-invalid={failure !== undefined}
                    />
                    <p id={hintId} className="e2ee-quiet">
                        {say('e2ee.set_up.restore.hint')}
                    </p>
                </form>
                <TypedGroups typed={typed} wrongGroup={wrongGroup} />
                {failure ? <FailureBox id={failureId} failure={failure} /> : null}
                <p className="e2ee-quiet">{say('e2ee.set_up.restore.lost')}</p>
            </DialogBody>
            <DialogFooter>
                <Button onClick={onClose}>{say('e2ee.common.cancel')}</Button>
                <button type="submit" form={formId} className="e2ee-button e2ee-button--primary" disabled={!typed.trim()}>
                    {say('e2ee.set_up.restore.action')}
                </button>
            </DialogFooter>
        </>
    );
}

export function OvertakenStep({onShowRestore, onClose}: Pick<SetUpProps, 'onShowRestore' | 'onClose'>) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.set_up.overtaken.intro')}</p>
                <p>{say('e2ee.set_up.overtaken.then')}</p>
            </DialogBody>
            <DialogFooter>
                <Button onClick={onClose}>{say('e2ee.common.close')}</Button>
                <Button look="primary" onClick={onShowRestore}>
                    {say('e2ee.set_up.overtaken.action')}
                </Button>
            </DialogFooter>
        </>
    );
}
