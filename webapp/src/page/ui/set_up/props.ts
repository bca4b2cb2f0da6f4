import type {BackupSource, ComparedBackup} from '../../../vault/api';
import type {MailKeyProps} from '../mail_key/props';
import type {FailureView, ReadFile} from '../props';

/** What a printed sheet and a downloaded file say besides the code: whose it is, and of which keys. */
export interface CodeOwner {
    /** Account the code is for. */
    readonly username: string;

    /** Server the code is for: its host name. */
    readonly serverName: string;

    /** Of the keys that the code brings back; undefined while not known. */
    readonly keys?: {readonly fingerprint: string; readonly generation: number} | undefined;
}

/** One page to be printed: rows of name and value below a title. */
export interface PrintedSheet {
    readonly title: string;
    readonly rows: ReadonlyArray<{readonly name: string; readonly value: string}>;
    readonly code: string;
    readonly note: string;
}

/** Ways out of the page for what the member is to keep. */
export interface KeepActions {
    /** Writes to the clipboard; resolves to whether it worked. */
    readonly onCopy: (text: string) => Promise<boolean>;

    /** Hands a small text file to the browser as a download. */
    readonly onDownload: (fileName: string, text: string) => void;
    readonly onPrint: (sheet: PrintedSheet) => void;
}

/** What the step before was about, for a retry. */
type Attempt = 'create' | 'reset' | 'publish';

/** Where the member stands in set-up. The container moves on; `firstSetUpStep` says where to begin. */
export type SetUpStep =
    /** Nothing published: make keys. */
    | {readonly kind: 'create'}

    /** Keys are here but unpublished, from a set-up that was interrupted (reload, closed tab): finish or start again. */
    | {readonly kind: 'pending'; readonly isReset: boolean}
    | {readonly kind: 'creating'}

    /** Shown once. `recoveryCode` as the vault made it: groups joined by `-`. `mailedTo`: a mail with it is on its way there. */
    | {readonly kind: 'code'; readonly recoveryCode: string; readonly mailedTo?: string | undefined}

    /** The code and the backup file, by mail to the member's OpenPGP key. */
    | {readonly kind: 'mail'; readonly recoveryCode: string}

    /** No way back at all: what is lost then. */
    | {readonly kind: 'decline'; readonly recoveryCode: string}
    | {readonly kind: 'publishing'}

    /** Give the code, the mail's text or the backup file. `needsCode`: what was given has none in it. */
    | {readonly kind: 'restore'; readonly failure?: FailureView | undefined; readonly needsCode: boolean}
    | {readonly kind: 'comparing'}

    /** What the backup is, beside what is published; nothing has changed yet. */
    | {readonly kind: 'compared'; readonly comparison: ComparedBackup}
    | {readonly kind: 'restoring'}

    /** Another browser or tab published first: what was made here is worth nothing; restore with that one's code. */
    | {readonly kind: 'overtaken'}

    /** Lost or stolen: what starting over costs. */
    | {readonly kind: 'reset'}

    /** After a reset: the member's other sessions of Mattermost. */
    | {readonly kind: 'sessions'; readonly others: number; readonly failure?: FailureView | undefined}
    | {readonly kind: 'ending_sessions'}

    /** Nothing published; `during` says what a retry repeats. */
    | {readonly kind: 'failed'; readonly during: Attempt; readonly failure: FailureView}

    /** Finished. */
    | {readonly kind: 'done'};

/** `<SetUp>`: a panel inside the channel's dialog, or inside a dialog of its own. */
export interface SetUpProps extends KeepActions {
    readonly step: SetUpStep;
    readonly owner: CodeOwner;

    /** This browser has keys of the member's: a restore adds to them, and after a reset they still open what is old. */
    readonly hasKeysHere: boolean;

    /** Keys are published that this browser can't use: whoever can't restore them may start over. */
    readonly mayReset: boolean;

    /** Undefined where no mail can be sent from this server. */
    readonly mail?: MailKeyProps | undefined;

    /** Make keys: from `create`, `pending` (start again) and `failed` during create. */
    readonly onCreate: () => void;

    /** Make keys in the place of those that were lost or stolen: from `reset`, `pending` (start again) and `failed` during reset. */
    readonly onReset: () => void;

    /** A way back was kept, or declined in words: publish. From `code`, `decline`, `pending` (finish) and `failed` during publish. */
    readonly onPublish: () => void;

    /** From `code` to `mail` or `decline`. */
    readonly onShowMail: () => void;
    readonly onShowDecline: () => void;

    /** From `mail` and `decline` back to `code`. */
    readonly onBackToCode: () => void;

    /** Looks at a backup, and changes nothing. */
    readonly onCompare: (source: BackupSource) => void;

    /** Restores what was compared. */
    readonly onRestore: () => void;
    readonly onReadFile: ReadFile;

    /** To `restore`, from wherever it is offered. */
    readonly onShowRestore: () => void;

    /** From `restore` to `reset`. */
    readonly onShowReset: () => void;
    readonly onEndSessions: () => void;

    /** From `sessions`: leave them. */
    readonly onKeepSessions: () => void;

    /** Leaves set-up. Nothing was published. */
    readonly onClose: () => void;
}

/** `<SetUpDialog>` */
export interface SetUpDialogProps extends SetUpProps {
    readonly step: Exclude<SetUpStep, {kind: 'done'}>;
}
