/**
 * Set-up, one step at a time, inside a dialog. The order of the steps is that of the identity's birth: sealed backup,
 * code kept, published. Whatever is left in the middle has published nothing.
 *
 * @packageDocumentation
 */
import {useState} from 'react';
import type {ReactElement} from 'react';

import {Busy} from '../parts/busy';
import {DialogBody} from '../parts/dialog';
import type {SetUpProps, SetUpStep} from '../props';
import {useSay} from '../words/messages';
import type {MessageId} from '../words/messages';
import {CodeStep, CreateStep, FailedStep, PendingStep} from './create_steps';
import {OvertakenStep, RestoreStep} from './restore_steps';

/** All steps but `done`, at which the panel has gone. */
export type StepUnderWay = Exclude<SetUpStep, {kind: 'done'}>;

export interface SetUpPanelProps extends SetUpProps {
    readonly step: StepUnderWay;
}

/** Title of the dialog around the panel. */
export function setUpTitleId(step: StepUnderWay): MessageId {
    switch (step.kind) {
        case 'create':
        case 'creating':
            return 'e2ee.set_up.create.title';
        case 'code':
        case 'publishing':
            return 'e2ee.set_up.code.title';
        case 'restore':
        case 'restoring':
            return 'e2ee.set_up.restore.title';
        case 'pending':
        case 'overtaken':
        case 'failed':
            return `e2ee.set_up.${step.kind}.title`;
    }
}

/** True while keys are being made, published or restored: the dialog stays. */
export function isSetUpBusy(step: StepUnderWay): boolean {
    return step.kind === 'creating' || step.kind === 'publishing' || step.kind === 'restoring';
}

function BusyStep({kind}: {readonly kind: 'creating' | 'publishing' | 'restoring'}) {
    const say = useSay();
    return (
        <DialogBody>
            <Busy>{say(`e2ee.set_up.${kind}`)}</Busy>
        </DialogBody>
    );
}

/** The panel: to be put inside a `Dialog`. */
export function SetUp(props: SetUpPanelProps) {
    const {step} = props;
    const say = useSay();
    const [typed, setTyped] = useState('');

    return (
        <section className="e2ee-set-up" aria-label={say(setUpTitleId(step))} data-testid="e2ee-set-up" data-step={step.kind}>
            {stepContent(props, typed, setTyped)}
        </section>
    );
}

function stepContent(props: SetUpPanelProps, typed: string, onType: (typed: string) => void): ReactElement {
    const {step} = props;
    switch (step.kind) {
        case 'create':
            return <CreateStep {...props} />;
        case 'pending':
            return <PendingStep {...props} />;
        case 'creating':
        case 'publishing':
        case 'restoring':
            return <BusyStep kind={step.kind} />;
        case 'code':
            return <CodeStep {...props} recoveryCode={step.recoveryCode} />;
        case 'restore':
            return <RestoreStep {...props} failure={step.failure} typed={typed} onType={onType} />;
        case 'overtaken':
            return <OvertakenStep {...props} />;
        case 'failed':
            return <FailedStep {...props} during={step.during} failure={step.failure} />;
    }
}
