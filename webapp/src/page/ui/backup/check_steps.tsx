/** The fire drill: does what the member kept open the keys that are in use? Nothing is changed by asking. */
import {useId} from 'react';

import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {Glyph} from '../parts/glyph';
import {SourceForm, maySubmit} from '../source/source_form';
import type {TypedSource} from '../source/source_form';
import {useSay} from '../words/messages';
import type {BackupDialogProps, BackupStep} from './props';

type CheckStepProps = Pick<BackupDialogProps, 'onCheck' | 'onReadFile'> &
    Omit<Extract<BackupStep, {kind: 'check'}>, 'kind'> & {
        readonly typed: TypedSource;
        readonly onType: (typed: TypedSource) => void;
        readonly onBack: () => void;
    };

export function CheckStep({failure, needsCode, typed, onType, onCheck, onReadFile, onBack}: CheckStepProps) {
    const say = useSay();
    const formId = useId();
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.backup.check.intro')}</p>
                <SourceForm
                    formId={formId}
                    value={typed}
                    failure={failure}
                    needsCode={needsCode}
                    onChange={onType}
                    onReadFile={onReadFile}
                    onSubmit={onCheck}
                />
            </DialogBody>
            <DialogFooter>
                <Button onClick={onBack}>{say('e2ee.common.back')}</Button>
                <button type="submit" form={formId} className="e2ee-button e2ee-button--primary" disabled={!maySubmit(typed)}>
                    {say('e2ee.backup.check.action')}
                </button>
            </DialogFooter>
        </>
    );
}

interface CheckedStepProps {
    readonly opens: boolean;
    readonly onAgain: () => void;
    readonly onClose: () => void;
}

export function CheckedStep({opens, onAgain, onClose}: CheckedStepProps) {
    const say = useSay();
    const outcome = opens ? 'opens' : 'does_not_open';
    return (
        <>
            <DialogBody>
                <div
                    className={`e2ee-comparison e2ee-comparison--${opens ? 'good' : 'doubtful'}`}
                    role="status"
                    data-testid="e2ee-checked"
                    data-opens={opens}
                >
                    <Glyph name={opens ? 'check' : 'warning'} size={20} />
                    <p>
                        <b>{say(`e2ee.backup.checked.${outcome}`)}</b>
                    </p>
                </div>
                <p>{say(`e2ee.backup.checked.${outcome}.follows`)}</p>
            </DialogBody>
            <DialogFooter>
                {opens ? null : <Button onClick={onAgain}>{say('e2ee.compared.another')}</Button>}
                <Button look="primary" onClick={onClose}>
                    {say('e2ee.common.close')}
                </Button>
            </DialogFooter>
        </>
    );
}
