/** The two states in which nothing is sent: not known, and switched off without the member's agreement. */
import type {FailureCode} from '../../../lib/errors';
import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import type {ChannelDialogProps} from '../props';
import {Message} from '../words/message';
import {useFormatTime, useSay} from '../words/messages';

export function UnknownPanel({code, ...props}: ChannelDialogProps & {readonly code: FailureCode}) {
    const say = useSay();
    const {channelName, isBusy, onClose, onRetry} = props;
    return (
        <>
            <DialogBody>
                <p>
                    <Message id="e2ee.channel.unknown.intro" values={{channel: channelName}} />
                </p>
                <FailureBox failure={{code}} />
            </DialogBody>
            <DialogFooter>
                <Button disabled={isBusy} onClick={onClose}>
                    {say('e2ee.common.close')}
                </Button>
                <Button look="primary" disabled={isBusy} onClick={onRetry}>
                    {say('e2ee.common.retry')}
                </Button>
            </DialogFooter>
        </>
    );
}

export function OffUnconfirmedPanel({changedAtMs, ...props}: ChannelDialogProps & {readonly changedAtMs: number}) {
    const say = useSay();
    const formatTime = useFormatTime();
    const {channelName, changedByName, failure, isBusy, onClose, onConfirmOff} = props;
    const values = {channel: channelName, time: formatTime(changedAtMs)};
    return (
        <>
            <DialogBody>
                <p>
                    {changedByName ? (
                        <Message id="e2ee.channel.off_unconfirmed.by" values={{...values, name: changedByName}} />
                    ) : (
                        <Message id="e2ee.channel.off_unconfirmed.by_unnamed" values={values} />
                    )}
                </p>
                <p>{say('e2ee.channel.off_unconfirmed.follows')}</p>
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button disabled={isBusy} onClick={onClose}>
                    {say('e2ee.channel.off_unconfirmed.not_now')}
                </Button>
                <Button look="danger" disabled={isBusy} onClick={onConfirmOff}>
                    {say('e2ee.channel.off_unconfirmed.agree')}
                </Button>
            </DialogFooter>
        </>
    );
}
