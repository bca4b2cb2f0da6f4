import type {MailKey} from '../../../vault/api';
import type {FailureView, ReadFile} from '../props';

/** From the question for a key to the mail on its way. */
export type MailKeyStep =
    | {readonly kind: 'ask'; readonly failure?: FailureView | undefined}
    | {readonly kind: 'looking'}

    /** `isSuggested`: found by the mail address alone, which the server could answer with anybody's key. */
    | {
          readonly kind: 'found';
          readonly keys: readonly MailKey[];
          readonly isSuggested: boolean;
          readonly failure?: FailureView | undefined;
      }
    | {readonly kind: 'mailing'}
    | {readonly kind: 'mailed'; readonly to: string; readonly hasCode: boolean};

export interface ChosenMailKey {
    readonly fingerprint: string;

    /** Last digits of a suggested key's fingerprint, as the member has them from their own machine. */
    readonly typed?: string;

    /** Where the code doesn't go along by itself. */
    readonly recoveryCode?: string;
}

/** `<MailKeyPanel>`: to which OpenPGP key a backup goes, and sending it. */
export interface MailKeyProps {
    readonly step: MailKeyStep;

    /** What looks keys up, as the admin named it; empty where nothing does. */
    readonly sources: readonly string[];

    /** The key of the last mail. */
    readonly pinned?: MailKey | undefined;

    /** The code goes along by itself, as while keys are being made; otherwise the member may type it. */
    readonly sendsCode: boolean;

    /** A whole fingerprint: asks for exactly that key. */
    readonly onLookUp: (fingerprint: string) => void;

    /** A pasted public key. */
    readonly onRead: (armored: string) => void;

    /** By the member's own mail address. */
    readonly onSuggest: () => void;
    readonly onSend: (chosen: ChosenMailKey) => void;
    readonly onReadFile: ReadFile;

    /** From `found` to `ask`. */
    readonly onAskAgain: () => void;
}
