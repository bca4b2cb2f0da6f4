import type {OwnState} from '../../../vault/api';
import type {BackupReminder} from '../backup/props';
import type {ChannelDialogProps} from '../channel/props';
import type {PersonView} from '../props';

/** `<ChannelPanel>`: the channel in the right-hand sidebar. */
export interface ChannelPanelProps extends Pick<
    ChannelDialogProps,
    'channelName' | 'channelKind' | 'channel' | 'changedByName' | 'people'
> {
    readonly own: OwnState;
    readonly reminder: BackupReminder;

    /** Where `reminder` says so. */
    readonly onCheckBackup: () => void;

    /** To the channel's dialog: switching, set-up, and what is wrong. */
    readonly onOpenDialog: () => void;
    readonly onVerify: (person: PersonView) => void;

    /** Of somebody left out: the next post asks about them again. */
    readonly onAskAgain: (person: PersonView) => void;
    readonly onRetry: () => void;
}
