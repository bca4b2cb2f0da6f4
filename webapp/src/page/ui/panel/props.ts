import type {OwnState} from '../../../vault/api';
import type {ChannelDialogProps, PersonView} from '../props';

/** `<ChannelPanel>`: the channel in the right-hand sidebar. */
export interface ChannelPanelProps extends Pick<
    ChannelDialogProps,
    'channelName' | 'channelKind' | 'channel' | 'changedByName' | 'people'
> {
    readonly own: OwnState;

    /** To the channel's dialog: switching, set-up, and what is wrong. */
    readonly onOpenDialog: () => void;
    readonly onVerify: (person: PersonView) => void;

    /** Of somebody left out: the next post asks about them again. */
    readonly onAskAgain: (person: PersonView) => void;
    readonly onRetry: () => void;
}
