/**
 * The backup of keys that are in use: how it stands, proving that it opens, sending it again, a new code, and newer keys.
 *
 * @packageDocumentation
 */
import {useState} from 'react';
import type {ReactElement} from 'react';

import {MailKeyPanel} from '../mail_key/mail_key_panel';
import {Busy} from '../parts/busy';
import {Dialog, DialogBody, DialogFooter} from '../parts/dialog';
import {Button} from '../parts/button';
import {Glyph} from '../parts/glyph';
import {NOTHING_TYPED} from '../source/source_form';
import type {TypedSource} from '../source/source_form';
import {useSay} from '../words/messages';
import type {MessageId} from '../words/messages';
import {BackupSection} from './backup_section';
import {CheckStep, CheckedStep} from './check_steps';
import {NewCodeStep, OldCodeStep} from './code_steps';
import type {BackupDialogProps, BackupStep} from './props';
import {RenewStep} from './renew_step';

type BusyKind = 'checking' | 'making_code' | 'changing_code' | 'renewing';
type FinishedKind = 'code_changed' | 'renewed';

export function BackupDialog(props: BackupDialogProps) {
    const {step, mail, onClose} = props;
    const say = useSay();
    const [typed, setTyped] = useState(NOTHING_TYPED);
    return (
        <Dialog
            name="backup"
            title={say(titleId(step))}
            icon={<Glyph name="key" size={24} />}
            isBusy={isBusy(step) || mail?.step.kind === 'mailing'}
            onClose={onClose}
        >
            <section className="e2ee-set-up" aria-label={say(titleId(step))} data-testid="e2ee-backup-step" data-step={step.kind}>
                {content(props, typed, setTyped)}
            </section>
        </Dialog>
    );
}

function titleId(step: BackupStep): MessageId {
    switch (step.kind) {
        case 'overview':
            return 'e2ee.backup.title';
        case 'check':
        case 'checking':
        case 'checked':
            return 'e2ee.backup.check';
        case 'mail':
            return 'e2ee.backup.mail';
        case 'new_code':
        case 'making_code':
        case 'code':
        case 'changing_code':
        case 'code_changed':
            return 'e2ee.backup.new_code';
        case 'renew':
        case 'renewing':
        case 'renewed':
            return 'e2ee.renew.title';
    }
}

function isBusy({kind}: BackupStep): boolean {
    return kind === 'checking' || kind === 'making_code' || kind === 'changing_code' || kind === 'renewing';
}

function content(props: BackupDialogProps, typed: TypedSource, onType: (typed: TypedSource) => void): ReactElement | null {
    const {step, mail, onShow} = props;
    const onBack = (): void => onShow('overview');
    switch (step.kind) {
        case 'overview':
            return <Overview {...props} failure={step.failure} />;
        case 'check':
            return <CheckStep {...props} {...step} typed={typed} onType={onType} onBack={onBack} />;
        case 'checked':
            return <CheckedStep opens={step.opens} onAgain={() => onShow('check')} onClose={props.onClose} />;
        case 'mail':
            return mail === undefined ? null : <MailKeyPanel {...mail} onBack={onBack} />;
        case 'new_code':
            return <OldCodeStep {...props} failure={step.failure} onBack={onBack} />;
        case 'code':
            return <NewCodeStep {...props} {...step} />;
        case 'renew':
            return <RenewStep {...props} failure={step.failure} />;
        case 'checking':
        case 'making_code':
        case 'changing_code':
        case 'renewing':
            return <BusyStep kind={step.kind} />;
        case 'code_changed':
        case 'renewed':
            return <Finished kind={step.kind} onClose={props.onClose} />;
    }
}

function Overview({
    mail,
    failure,
    onClose,
    ...props
}: BackupDialogProps & {readonly failure: Extract<BackupStep, {kind: 'overview'}>['failure']}) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <BackupSection {...props} mayMail={mail !== undefined} failure={failure} />
            </DialogBody>
            <DialogFooter>
                <Button look="primary" onClick={onClose}>
                    {say('e2ee.common.close')}
                </Button>
            </DialogFooter>
        </>
    );
}

function BusyStep({kind}: {readonly kind: BusyKind}) {
    const say = useSay();
    return (
        <DialogBody>
            <Busy>{say(`e2ee.backup.${kind}`)}</Busy>
        </DialogBody>
    );
}

function Finished({kind, onClose}: {readonly kind: FinishedKind; readonly onClose: () => void}) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <p className="e2ee-done" role="status">
                    <Glyph name="check" size={20} /> {say(`e2ee.backup.${kind}`)}
                </p>
                <p>{say(`e2ee.backup.${kind}.follows`)}</p>
            </DialogBody>
            <DialogFooter>
                <Button look="primary" onClick={onClose}>
                    {say('e2ee.common.close')}
                </Button>
            </DialogFooter>
        </>
    );
}
