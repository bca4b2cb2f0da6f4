import type {ChannelState, OwnState} from '../../../vault/api';
import type {FailureView, Loadable, NoticeAction, PersonView, SwitchPermission} from '../props';
import type {SetUpProps} from '../set_up/props';

/**
 * `<ChannelDialog>`: the lock's dialog, in all four states of the channel.
 *
 * Without a key in this browser its main button leads into `setUp`, drawn inside the same dialog; once `setUp.step` is
 * `done` it shows the channel again.
 */
export interface ChannelDialogProps {
    /** As shown by the host; for a direct message the other person's name. */
    readonly channelName: string;
    readonly channelKind: 'direct' | 'group' | 'private' | 'public';
    readonly channel: ChannelState;

    /** Name of `channel.changedBy`, with the `@` where it is a username; undefined where the person isn't known. */
    readonly changedByName?: string | undefined;
    readonly people: Loadable<readonly PersonView[]>;
    readonly permission: Loadable<SwitchPermission>;

    /** This member's own identity in this browser. */
    readonly own: OwnState['kind'];

    /** Why, where `own` is `failed` or `conflict`. */
    readonly ownFailure?: FailureView | undefined;

    /** Set-up, where `own` is `absent`, `elsewhere`, `pending` or `behind`. Its `onClose` leads back to the channel in here. */
    readonly setUp?: SetUpProps | undefined;

    /** Whether @names stand in clear beside a sealed post (`GET /config`, `mentionsInPlaceholder`). */
    readonly mentionsInPlaceholder: boolean;

    /** A switch or an agreement is under way. */
    readonly isBusy: boolean;

    /** Why the last action failed. */
    readonly failure?: FailureView | undefined;
    readonly onEncrypt: () => void;
    readonly onStopEncrypting: () => void;

    /** *I understand, send unencrypted from now on.* */
    readonly onConfirmOff: () => void;

    /** *I understand, go by what the server says*: offered where `channel.disputed` says so. */
    readonly onConfirmMissing: () => void;

    /** Ask again for own keys, people, permission and state. */
    readonly onRetry: () => void;

    /** What a notice's button does; `set_up` never comes from here, since set-up is drawn inside. */
    readonly onAction?: ((action: NoticeAction) => void) | undefined;
    readonly onClose: () => void;
}
