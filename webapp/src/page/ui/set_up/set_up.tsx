/**
 * Set-up, one step at a time, inside a dialog. The order of the steps is that of the identity's birth: sealed backup,
 * a way back kept, published. Whatever is left in the middle has published nothing.
 *
 * @packageDocumentation
 */
import {useState} from 'react';
import type {ReactElement} from 'react';

import {MailKeyPanel} from '../mail_key/mail_key_panel';
import {Busy} from '../parts/busy';
import {DialogBody} from '../parts/dialog';
import {NOTHING_TYPED} from '../source/source_form';
import type {TypedSource} from '../source/source_form';
import {useSay} from '../words/messages';
import type {MessageId} from '../words/messages';
import {CodeStep, CreateStep, DeclineStep, FailedStep, PendingStep} from './create_steps';
import type {SetUpDialogProps} from './props';
import {ResetStep, SessionsStep} from './reset_steps';
import {ComparedStep, OvertakenStep, RestoreStep} from './restore_steps';

/** All steps but `done`, at which the panel has gone. */
export type StepUnderWay = SetUpDialogProps['step'];

type BusyKind = 'creating' | 'publishing' | 'comparing' | 'restoring' | 'ending_sessions';

const BUSY: ReadonlySet<StepUnderWay['kind']> = new Set<BusyKind>(['creating', 'publishing', 'comparing', 'restoring', 'ending_sessions']);

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
        case 'comparing':
        case 'restoring':
            return 'e2ee.set_up.restore.title';
        case 'sessions':
        case 'ending_sessions':
            return 'e2ee.sessions.title';
        case 'pending':
            return step.isReset ? 'e2ee.set_up.pending.title_reset' : 'e2ee.set_up.pending.title';
        case 'mail':
        case 'decline':
        case 'compared':
        case 'reset':
        case 'overtaken':
        case 'failed':
            return `e2ee.set_up.${step.kind}.title`;
    }
}

/** True while something is under way that nobody should leave: the dialog stays. */
export function isSetUpBusy({step, mail}: Pick<SetUpDialogProps, 'step' | 'mail'>): boolean {
    return BUSY.has(step.kind) || (step.kind === 'mail' && mail?.step.kind === 'mailing');
}

function BusyStep({kind}: {readonly kind: BusyKind}) {
    const say = useSay();
    return (
        <DialogBody>
            <Busy>{say(`e2ee.set_up.${kind}`)}</Busy>
        </DialogBody>
    );
}

/** The panel: to be put inside a `Dialog`. */
export function SetUp(props: SetUpDialogProps) {
    const {step} = props;
    const say = useSay();
    const [typed, setTyped] = useState(NOTHING_TYPED);

    return (
        <section className="e2ee-set-up" aria-label={say(setUpTitleId(step))} data-testid="e2ee-set-up" data-step={step.kind}>
            {stepContent(props, typed, setTyped)}
        </section>
    );
}

function stepContent(props: SetUpDialogProps, typed: TypedSource, onType: (typed: TypedSource) => void): ReactElement | null {
    const {step} = props;
    switch (step.kind) {
        case 'create':
            return <CreateStep {...props} />;
        case 'pending':
            return <PendingStep {...props} {...step} />;
        case 'creating':
        case 'publishing':
        case 'comparing':
        case 'restoring':
        case 'ending_sessions':
            return <BusyStep kind={step.kind} />;
        case 'code':
            return <CodeStep {...props} {...step} />;
        case 'mail':
            return props.mail === undefined ? null : <MailKeyPanel {...props.mail} onBack={props.onBackToCode} />;
        case 'decline':
            return <DeclineStep {...props} />;
        case 'restore':
            return <RestoreStep {...props} {...step} typed={typed} onType={onType} />;
        case 'compared':
            return <ComparedStep {...props} comparison={step.comparison} />;
        case 'overtaken':
            return <OvertakenStep {...props} />;
        case 'reset':
            return <ResetStep {...props} />;
        case 'sessions':
            return <SessionsStep {...props} {...step} />;
        case 'failed':
            return <FailedStep {...props} {...step} />;
    }
}
