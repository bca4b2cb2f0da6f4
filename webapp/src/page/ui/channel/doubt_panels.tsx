/** The two states in which nothing is sent: not known, and switched off without the member's agreement. */
import type {FailureCode} from '../../../lib/errors';
import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import type {NoticeAction} from '../props';
import {failureAction} from '../words/failures';
import {Message} from '../words/message';
import {useFormatTime, useSay} from '../words/messages';
import type {ChannelDialogProps} from './props';

interface UnknownPanelProps extends ChannelDialogProps {
    readonly code: FailureCode;
    readonly isDisputed: boolean;
    readonly onSetUp: () => void;
}

export function UnknownPanel({code, isDisputed, onSetUp, ...props}: UnknownPanelProps) {
    const say = useSay();
    const {channelName, failure, isBusy, onAction, onClose, onConfirmMissing, onRetry, setUp} = props;
    const action = possibleAction(code, {hasSetUp: setUp !== undefined, hasListener: onAction !== undefined});
    const act = {set_up: onSetUp, retry: onRetry, reload: () => onAction?.('reload')};
    return (
        <>
            <DialogBody>
                <p>
                    <Message id="e2ee.channel.unknown.intro" values={{channel: channelName}} />
                </p>
                <FailureBox failure={{code}} />
                {isDisputed ? <p>{say('e2ee.channel.unknown.disputed')}</p> : null}
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button look={action === undefined ? 'primary' : 'tertiary'} disabled={isBusy} onClick={onClose}>
                    {say('e2ee.common.close')}
                </Button>
                {isDisputed ? (
                    <Button look="danger" disabled={isBusy} onClick={onConfirmMissing}>
                        {say('e2ee.channel.unknown.agree')}
                    </Button>
                ) : null}
                {action === undefined ? null : (
                    <Button look="primary" disabled={isBusy} onClick={act[action]}>
                        {say(`e2ee.common.${action}`)}
                    </Button>
                )}
            </DialogFooter>
        </>
    );
}

/** The way on leads out of this page: to another address, or another browser. */
const NOTHING_HELPS_HERE: ReadonlySet<FailureCode> = new Set<FailureCode>(['insecure_context', 'unsupported_browser']);

/** What the advice says where that is possible; asking again otherwise, unless that can't help. */
function possibleAction(code: FailureCode, {hasSetUp, hasListener}: {hasSetUp: boolean; hasListener: boolean}): NoticeAction | undefined {
    if (NOTHING_HELPS_HERE.has(code)) {
        return undefined;
    }
    const action = failureAction(code);
    return (action === 'set_up' && hasSetUp) || (action === 'reload' && hasListener) ? action : 'retry';
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
