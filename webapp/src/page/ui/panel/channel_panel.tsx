/**
 * The channel in the right-hand sidebar: whether it is encrypted and by whom, the member's own key, and everybody's.
 *
 * Nothing is switched in here: that has consequences, which the channel's dialog names.
 *
 * @packageDocumentation
 */
import {Reminder} from '../backup/reminder';
import {Button} from '../parts/button';
import {LockIcon} from '../parts/lock_icon';
import {recordFingerprint} from '../words/fingerprints';
import {Message} from '../words/message';
import {useFormatTime, useSay} from '../words/messages';
import {PanelPeople} from './panel_people';
import type {ChannelPanelProps} from './props';

export function ChannelPanel(props: ChannelPanelProps) {
    const {channel, channelKind, own, reminder, onCheckBackup, onOpenDialog} = props;
    const say = useSay();
    return (
        <div className="e2ee-panel" data-testid="e2ee-panel">
            <section className="e2ee-panel__part">
                <h3 className="e2ee-panel__state">
                    <LockIcon state={channel.kind} size={20} isDecorative />
                    {say(`e2ee.channel.${channel.kind}.title`, {kind: channelKind})}
                </h3>
                <Since {...props} />
                <Button isSmall onClick={onOpenDialog}>
                    {say('e2ee.panel.dialog')}
                </Button>
            </section>
            <section className="e2ee-panel__part">
                <h3 className="e2ee-section__title">{say('e2ee.panel.own')}</h3>
                <p>{say(`e2ee.panel.own.${own.kind}`)}</p>
                {own.kind === 'active' ? <OwnKey generation={own.generation} recordHash={own.recordHash} /> : null}
                <Reminder reminder={reminder}>
                    <Button look="link" isSmall onClick={onCheckBackup}>
                        {say('e2ee.backup.check')}
                    </Button>
                </Reminder>
            </section>
            <PanelPeople {...props} />
        </div>
    );
}

function Since({channel, channelName, changedByName}: ChannelPanelProps) {
    const say = useSay();
    const formatTime = useFormatTime();
    if (channel.kind !== 'on' && channel.kind !== 'off_unconfirmed') {
        return null;
    }
    const name = changedByName ?? say('e2ee.command.status.somebody');
    const time = formatTime(channel.changedAtMs);
    return (
        <p className="e2ee-quiet">
            {channel.kind === 'on' ? (
                <Message id="e2ee.channel.on.since" values={{name, time}} />
            ) : (
                <Message id="e2ee.channel.off_unconfirmed.by" values={{name, time, channel: channelName}} />
            )}
        </p>
    );
}

/** What others' browsers know of this member: the same in each of their own browsers, and on a printed sheet. */
function OwnKey({generation, recordHash}: {readonly generation: number; readonly recordHash: string}) {
    const say = useSay();
    return (
        <p className="e2ee-quiet">
            {say('e2ee.panel.own.key', {number: generation + 1})}
            <code className="e2ee-panel__fingerprint" data-testid="e2ee-fingerprint">
                {recordFingerprint(recordHash)}
            </code>
        </p>
    );
}
