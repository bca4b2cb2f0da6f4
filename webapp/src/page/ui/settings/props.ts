import type {OwnState} from '../../../vault/api';
import type {BackupSectionProps} from '../backup/props';
import type {FailureView} from '../props';
import type {SetUpWish} from '../set_up/first_step';

/** `<Settings>`: our section of the host's settings. */
export interface SettingsProps extends BackupSectionProps {
    /** Whether desktop notifications show the opened text. */
    readonly showTextInNotifications: boolean;
    readonly onShowTextInNotifications: (showText: boolean) => void;

    /** Whether there is anything of ours to remove. */
    readonly own: OwnState['kind'];

    /** To set-up: whatever fits, or what the member came for. */
    readonly onSetUp: (wish: SetUpWish | undefined) => void;
    readonly isForgetting: boolean;
    readonly forgetFailure?: FailureView | undefined;

    /** *Remove my keys from this browser*, after the confirmation. */
    readonly onForget: () => void;
}
