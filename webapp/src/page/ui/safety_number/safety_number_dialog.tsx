/**
 * The number that two people compare to know that nobody stands between them (protocol.md §2.4): shown, compared, and the mark
 * that follows from it.
 *
 * Marking is offered before anything was compared in here: two people on the phone compare by eye and ear.
 *
 * @packageDocumentation
 */
import {Busy} from '../parts/busy';
import {Button} from '../parts/button';
import {Dialog, DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import {Glyph} from '../parts/glyph';
import {Message} from '../words/message';
import {useSay} from '../words/messages';
import {Comparison} from './comparison';
import {Digits} from './digits';
import {QrCode} from './qr_code';
import type {SafetyNumberDialogProps, SafetyNumberView} from './props';

export function SafetyNumberDialog(props: SafetyNumberDialogProps) {
    const {name, number, isBusy, failure, onClose, onRetry} = props;
    const say = useSay();
    return (
        <Dialog
            name="safety_number"
            title={say('e2ee.safety_number.title', {name})}
            icon={<Glyph name="key" size={24} />}
            isBusy={isBusy}
            onClose={onClose}
        >
            <DialogBody>
                {number.kind === 'loading' ? <Busy>{say('e2ee.safety_number.loading')}</Busy> : null}
                {number.kind === 'failed' ? (
                    <>
                        <FailureBox failure={number.failure} />
                        <Button isSmall onClick={onRetry}>
                            {say('e2ee.common.retry')}
                        </Button>
                    </>
                ) : null}
                {number.kind === 'ready' ? <NumberOf {...props} shown={number.value} /> : null}
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button disabled={isBusy} onClick={onClose}>
                    {say('e2ee.common.close')}
                </Button>
                {number.kind === 'ready' ? <MarkButton {...props} shown={number.value} /> : null}
            </DialogFooter>
        </Dialog>
    );
}

type WithNumber = SafetyNumberDialogProps & {readonly shown: SafetyNumberView};

function NumberOf({shown, ...props}: WithNumber) {
    const say = useSay();
    return (
        <>
            <p>
                <Message id="e2ee.safety_number.intro" values={{name: props.name}} />
            </p>
            <p className="e2ee-verified" role="status" data-testid="e2ee-verified" data-verified={shown.isVerified}>
                <Glyph name={shown.isVerified ? 'check' : 'info'} />
                {say(shown.isVerified ? 'e2ee.safety_number.verified' : 'e2ee.safety_number.not_verified', {name: props.name})}
            </p>
            <div className="e2ee-number">
                <Digits digits={shown.digits} />
                <QrCode qr={shown.qr} />
            </div>
            <Comparison {...props} />
        </>
    );
}

function MarkButton({shown, comparison, isBusy, onSetVerified}: WithNumber) {
    const say = useSay();
    if (shown.isVerified) {
        return (
            <Button disabled={isBusy} onClick={() => onSetVerified(false)}>
                {say('e2ee.safety_number.undo')}
            </Button>
        );
    }
    return comparison === 'different' ? null : (
        <Button look="primary" disabled={isBusy} onClick={() => onSetVerified(true)}>
            {say('e2ee.safety_number.mark')}
        </Button>
    );
}
