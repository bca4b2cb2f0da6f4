import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';

import {restores} from '../set_up/first_step';
import {Message} from '../words/message';
import {useSay} from '../words/messages';
import {LimitsSection} from './limits_section';
import {OwnTrouble} from './own_trouble';
import {PeopleSection} from './people_section';
import {Refusal} from './refusal';
import type {ChannelDialogProps} from './props';

/** Not encrypted: who would be able to read, what stays open, and the switch. */
export function OffPanel({onSetUp, ...props}: ChannelDialogProps & {readonly onSetUp: () => void}) {
    const say = useSay();
    const {channelName, failure, isBusy, onClose, permission} = props;
    const mayEncrypt = permission.kind === 'ready' && permission.value.maySwitchOn;
    return (
        <>
            <DialogBody>
                <p>
                    <Message id="e2ee.channel.off.intro" values={{channel: channelName}} />
                </p>
                <OwnTrouble {...props} />
                <PeopleSection {...props} isEncrypted={false} />
                <LimitsSection {...props} />
                {mayEncrypt ? <KeysFirst own={props.own} /> : <Refusal permission={permission} isAllowed={false} />}
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button disabled={isBusy} onClick={onClose}>
                    {say('e2ee.common.cancel')}
                </Button>
                {mayEncrypt ? <MainButton {...props} onSetUp={onSetUp} /> : null}
            </DialogFooter>
        </>
    );
}

function KeysFirst({own}: Pick<ChannelDialogProps, 'own'>) {
    const say = useSay();
    switch (own) {
        case 'absent':
        case 'pending':
            return <p>{say('e2ee.channel.off.set_up_first')}</p>;
        case 'elsewhere':
        case 'behind':
            return <p>{say('e2ee.channel.off.restore_first')}</p>;
        case 'replaced':
        case 'conflict':
        case 'failed':
        case 'active':
            return null;
    }
}

function MainButton({own, setUp, people, isBusy, channelKind, onEncrypt, onSetUp}: ChannelDialogProps & {readonly onSetUp: () => void}) {
    const say = useSay();
    if (own !== 'active' && setUp) {
        return (
            <Button look="primary" onClick={onSetUp}>
                {say(restores(own) ? 'e2ee.channel.off.restore' : 'e2ee.channel.off.set_up')}
            </Button>
        );
    }
    return (
        <Button look="primary" disabled={isBusy || own !== 'active' || people.kind !== 'ready'} onClick={onEncrypt}>
            {isBusy ? say('e2ee.channel.off.encrypting') : say('e2ee.channel.off.encrypt', {kind: channelKind})}
        </Button>
    );
}
