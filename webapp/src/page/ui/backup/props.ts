import type {BackupSource, OwnBackup} from '../../../vault/api';
import type {MailKeyProps} from '../mail_key/props';
import type {FailureView, Loadable, ReadFile} from '../props';
import type {CodeOwner, KeepActions} from '../set_up/props';

/** What can be done about the backup of keys that are in use. */
export type BackupTask = 'check' | 'mail' | 'new_code' | 'renew';

/** Where the member stands in the backup's dialog. */
export type BackupStep =
    | {readonly kind: 'overview'; readonly failure?: FailureView | undefined}
    | {readonly kind: 'check'; readonly failure?: FailureView | undefined; readonly needsCode: boolean}
    | {readonly kind: 'checking'}
    | {readonly kind: 'checked'; readonly opens: boolean}
    | {readonly kind: 'mail'}
    | {readonly kind: 'new_code'; readonly failure?: FailureView | undefined}
    | {readonly kind: 'making_code'}

    /** Shown once; the old one counts until the member has kept this one. */
    | {readonly kind: 'code'; readonly recoveryCode: string; readonly failure?: FailureView | undefined}
    | {readonly kind: 'changing_code'}
    | {readonly kind: 'code_changed'}
    | {readonly kind: 'renew'; readonly failure?: FailureView | undefined}
    | {readonly kind: 'renewing'}
    | {readonly kind: 'renewed'};

/** What to remind of. All but `unchecked` is said more loudly. */
export type BackupReminder =
    | 'none'

    /** Nobody has ever seen that the backup opens. */
    | 'unchecked'

    /** The same, in a browser that may drop its keys by itself. */
    | 'droppable'

    /** Nothing is known that brings the keys back. */
    | 'no_way_back';

/** `<BackupDialog>` */
export interface BackupDialogProps extends KeepActions {
    readonly step: BackupStep;
    readonly backup: Loadable<OwnBackup>;
    readonly reminder: BackupReminder;
    readonly owner: CodeOwner;

    /** Undefined where no mail can be sent from this server. */
    readonly mail?: MailKeyProps | undefined;
    readonly onShow: (task: BackupTask | 'overview') => void;
    readonly onCheck: (source: BackupSource) => void;
    readonly onReadFile: ReadFile;
    readonly onDownloadFile: () => void;

    /** With the code that counts now. */
    readonly onMakeCode: (oldCode: string) => void;

    /** The new code was kept. */
    readonly onConfirmCode: () => void;
    readonly onRenew: () => void;
    readonly onClose: () => void;
}

/** `<BackupSection>`: state of the backup and what can be done, in the host's settings and in the dialog. */
export interface BackupSectionProps extends Pick<BackupDialogProps, 'backup' | 'reminder' | 'onDownloadFile'> {
    readonly mayMail: boolean;

    /** Why the last download failed. */
    readonly failure?: FailureView | undefined;
    readonly onShow: (task: BackupTask) => void;
}
