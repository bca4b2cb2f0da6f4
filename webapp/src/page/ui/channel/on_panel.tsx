import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';

import {restores} from '../set_up/first_step';
import {Message} from '../words/message';
import {useFormatTime, useSay} from '../words/messages';
import {LimitsSection} from './limits_section';
import {OwnTrouble} from './own_trouble';
import {PeopleSection} from './people_section';
import {Refusal} from './refusal';
import type {ChannelDialogProps} from './props';

interface OnPanelProps extends ChannelDialogProps {
    readonly changedAtMs: number;

    /** Leads to the confirmation; nothing is switched yet. */
    readonly onAskToStop: () => void;
    readonly onSetUp: () => void;
}

/** Encrypted: by whom and since when, who can read, and the way out for those who may. */
export function OnPanel({changedAtMs, onAskToStop, onSetUp, ...props}: OnPanelProps) {
    const say = useSay();
    const formatTime = useFormatTime();
    const {channelName, changedByName, failure, isBusy, onClose, own, permission, setUp} = props;
    const time = formatTime(changedAtMs);
    const maySwitchOff = permission.kind === 'ready' && permission.value.maySwitchOff;
    const needsSetUp = own !== 'active' && setUp !== undefined;
    return (
        <>
            <DialogBody>
                <p>
                    <Message id="e2ee.channel.on.intro" values={{channel: channelName}} />
                </p>
                <p className="e2ee-quiet">
                    {changedByName ? (
                        <Message id="e2ee.channel.on.since" values={{name: changedByName, time}} />
                    ) : (
                        <Message id="e2ee.channel.on.since_unnamed" values={{time}} />
                    )}
                </p>
                {needsSetUp ? (
                    <p className="e2ee-row">
                        <Button look="primary" isSmall onClick={onSetUp}>
                            {say(restores(own) ? 'e2ee.channel.off.restore' : 'e2ee.channel.off.set_up')}
                        </Button>
                    </p>
                ) : null}
                <OwnTrouble {...props} />
                <PeopleSection {...props} isEncrypted />
                <LimitsSection {...props} />
                <Refusal permission={permission} isAllowed={maySwitchOff} />
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                {maySwitchOff ? (
                    <Button look="danger" disabled={isBusy || own !== 'active'} onClick={onAskToStop}>
                        {say('e2ee.channel.on.stop')}
                    </Button>
                ) : null}
                <Button look="primary" disabled={isBusy} onClick={onClose}>
                    {say('e2ee.common.close')}
                </Button>
            </DialogFooter>
        </>
    );
}

/** What follows from stopping, before it happens. */
export function StopPanel({onBack, ...props}: ChannelDialogProps & {readonly onBack: () => void}) {
    const say = useSay();
    const {channelName, failure, isBusy, onStopEncrypting} = props;
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.channel.stop.intro')}</p>
                <ul className="e2ee-bullets">
                    <li>
                        <Message id="e2ee.channel.stop.clear" values={{channel: channelName}} />
                    </li>
                    <li>{say('e2ee.channel.stop.told')}</li>
                    <li>{say('e2ee.channel.stop.agree')}</li>
                    <li>{say('e2ee.channel.stop.kept')}</li>
                </ul>
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button disabled={isBusy} onClick={onBack}>
                    {say('e2ee.common.back')}
                </Button>
                <Button look="danger" disabled={isBusy} onClick={onStopEncrypting}>
                    {say(isBusy ? 'e2ee.channel.stop.stopping' : 'e2ee.channel.on.stop')}
                </Button>
            </DialogFooter>
        </>
    );
}
