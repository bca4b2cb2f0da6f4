/**
 * A post is held: what, who, and the ways on that the table of recipients has (accept, send without, cancel).
 * One choice for all who are listed; each choice says what it does, and none is hidden behind another. Accepting is
 * offered only where there is something to accept; beside others, those who can't be accepted are asked about once more, alone.
 *
 * @packageDocumentation
 */
import {Button} from '../parts/button';
import {Dialog, DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import {Glyph} from '../parts/glyph';
import {Message} from '../words/message';
import {useSay} from '../words/messages';
import {acceptLabel, isKeyChanged, mayBeAccepted} from './choices';
import {HeldPeople} from './held_people';
import type {HeldDialogProps} from './props';

export function HeldDialog({channelName, reason, mayLeaveOut, onDecide, onCancel, onVerify}: HeldDialogProps) {
    const say = useSay();
    return (
        <Dialog name="held" title={say('e2ee.held.title')} icon={<Glyph name="wait" size={24} />} onClose={onCancel}>
            <DialogBody>
                {reason.kind === 'people' ? (
                    <HeldPeople channelName={channelName} people={reason.people} mayLeaveOut={mayLeaveOut} onVerify={onVerify} />
                ) : null}
                {reason.kind === 'too_many' ? (
                    <p>
                        <Message id="e2ee.held.too_many" values={{channel: channelName, members: reason.members, limit: reason.limit}} />
                    </p>
                ) : null}
                {reason.kind === 'failed' ? (
                    <>
                        <FailureBox failure={reason.failure} />
                        <p>
                            <Message id="e2ee.held.failed_intro" values={{channel: channelName}} />
                        </p>
                    </>
                ) : null}
            </DialogBody>
            <DialogFooter>
                <Button onClick={onCancel}>{say(reason.kind === 'failed' ? 'e2ee.common.close' : 'e2ee.common.cancel')}</Button>
                {reason.kind === 'people' && mayLeaveOut ? (
                    <Button onClick={() => onDecide('leave_out')}>{say('e2ee.held.leave_out')}</Button>
                ) : null}
                {reason.kind === 'people' && reason.people.some(mayBeAccepted) ? (
                    <Button look={isKeyChanged(reason.people) ? 'danger' : 'primary'} onClick={() => onDecide('accept')}>
                        {acceptLabel(say, reason.people)}
                    </Button>
                ) : null}
                {reason.kind === 'too_many' ? (
                    <Button look="primary" onClick={() => onDecide('accept')}>
                        {say('e2ee.held.send_all_the_same')}
                    </Button>
                ) : null}
            </DialogFooter>
        </Dialog>
    );
}
