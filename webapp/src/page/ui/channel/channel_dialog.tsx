/**
 * The dialog behind the lock: what this channel is, and what the member may do about it. Someone without keys is led
 * through set-up in here, and comes back to the question they came with.
 *
 * @packageDocumentation
 */
import {useState} from 'react';
import type {ReactElement} from 'react';

import type {ChannelState} from '../../../vault/api';
import {Dialog} from '../parts/dialog';
import {LockIcon} from '../parts/lock_icon';

import {SetUp, isSetUpBusy, setUpTitleId} from '../set_up/set_up';
import {useSay} from '../words/messages';
import {OffUnconfirmedPanel, UnknownPanel} from './doubt_panels';
import {OffPanel} from './off_panel';
import {OnPanel, StopPanel} from './on_panel';
import type {ChannelDialogProps} from './props';

type View = 'channel' | 'set_up' | 'stop';

export function ChannelDialog(props: ChannelDialogProps) {
    const {channel, channelKind, isBusy, onClose, setUp} = props;
    const say = useSay();
    const [chosenView, setView] = useState<View>('channel');
    const view = possibleView(chosenView, channel);

    if (view === 'set_up' && setUp && setUp.step.kind !== 'done') {
        const leave = (): void => {
            setUp.onClose();
            setView('channel');
        };
        const panel = {...setUp, step: setUp.step, onClose: leave};
        return (
            <Dialog
                name="channel"
                title={say(setUpTitleId(panel.step))}
                icon={<LockIcon state={channel.kind} size={24} isDecorative />}
                isBusy={isSetUpBusy(panel)}
                onClose={onClose}
            >
                <SetUp {...panel} />
            </Dialog>
        );
    }
    const title = view === 'stop' ? say('e2ee.channel.stop.title') : say(`e2ee.channel.${channel.kind}.title`, {kind: channelKind});
    return (
        <Dialog
            name="channel"
            title={title}
            icon={<LockIcon state={channel.kind} size={24} isDecorative />}
            isBusy={isBusy}
            onClose={onClose}
        >
            {view === 'stop' ? <StopPanel {...props} onBack={() => setView('channel')} /> : channelPanel(props, setView)}
        </Dialog>
    );
}

/** The confirmation stays only as long as there is something to stop. */
function possibleView(view: View, channel: ChannelState): View {
    return view === 'stop' && channel.kind !== 'on' ? 'channel' : view;
}

function channelPanel(props: ChannelDialogProps, setView: (view: View) => void): ReactElement {
    const {channel} = props;
    switch (channel.kind) {
        case 'off':
            return <OffPanel {...props} onSetUp={() => setView('set_up')} />;
        case 'on':
            return (
                <OnPanel
                    {...props}
                    changedAtMs={channel.changedAtMs}
                    onAskToStop={() => setView('stop')}
                    onSetUp={() => setView('set_up')}
                />
            );
        case 'unknown':
            return (
                <UnknownPanel
                    {...props}
                    code={channel.code}
                    isDisputed={channel.disputed !== undefined}
                    onSetUp={() => setView('set_up')}
                />
            );
        case 'off_unconfirmed':
            return <OffUnconfirmedPanel {...props} changedAtMs={channel.changedAtMs} />;
    }
}
