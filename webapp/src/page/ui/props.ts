/**
 * What every component of `page/ui` is given. The containers in `page/mattermost` turn the host's store
 * and the vault's answers into these; nothing here knows either.
 *
 * Components are functions of their props. State that outlives a component (the step of set-up, a request
 * under way, the last failure) is passed in; what only concerns the eye (a list opened, a picture asked for)
 * is kept inside. Words come from `../../i18n/en.json` through the `IntlProvider` around the component.
 *
 * Every component finds its words by itself; the containers pass names, never sentences.
 *
 * ## Hooks for tests
 * Accessible roles and names first. Where a name is not enough, `data-testid`:
 * `e2ee-lock` (any lock icon; `data-state` is the channel's state), `e2ee-composer-lock`, `e2ee-composer-notice`,
 * `e2ee-dialog` (any dialog; `data-dialog` is `channel`, `set_up`, `backup`, `held`, `safety_number`, `unacknowledged` or `forget`), `e2ee-people`, `e2ee-person`
 * (`data-person` is the username, `data-key` the kind of its state, `data-standing` the word for it), `e2ee-fingerprint`, `e2ee-set-up` (`data-step` is the step's kind),
 * `e2ee-recovery-code` (its text is the code), `e2ee-source` (the form for whatever brings keys back), `e2ee-comparison` (`data-outcome`), `e2ee-mail-key` (an OpenPGP key that was found; `data-problem`, `none` where it can be used),
 * `e2ee-mailed` (a mail is on its way), `e2ee-banner` (`data-banner` is the reason), `e2ee-backup` (`data-reminder`), `e2ee-backup-step` (`data-step`), `e2ee-checked-at` (when the backup was checked last), `e2ee-checked` (`data-opens`), `e2ee-sheet` (the page to be printed), `e2ee-post` (`data-state` is `opening`, `opened` or
 * `unreadable`; `data-code` the reason of an unreadable one), `e2ee-post-text`, `e2ee-mark` (`data-mark` is the mark's kind, `sealed` or `edited`),
 * `e2ee-clear-post` (the frame of a clear post in an encrypted channel; `data-clear` is the mark's kind), `e2ee-safety-digits` (`data-digits`), `e2ee-safety-qr`,
 * `e2ee-verified` (`data-verified`), `e2ee-compared` (`data-outcome`), `e2ee-camera` (`data-why`: why there is none), `e2ee-verify` (the way to a person's safety number), `e2ee-panel`, `e2ee-notice` (`data-code`), `e2ee-failure` (`data-code`), `e2ee-remote-image`, `e2ee-settings`, `e2ee-unacknowledged`.
 *
 * @packageDocumentation
 */
import type {ReactNode} from 'react';

import type {FailureCode} from '../../lib/errors';
import type {ChannelState, Mark, OwnState, PersonState, PostId, UserId} from '../../vault/api';

/** `off`, `on`, `off_unconfirmed` or `unknown`; the four looks of the lock. */
export type LockState = ChannelState['kind'];

/** A failure to be put into words: a code and what is known beside it. */
export interface FailureView {
    readonly code: FailureCode;
    readonly group?: number | undefined;

    /** What a server beyond the server half said, as it is: of the mail server, or which way a key server failed. */
    readonly detail?: string | undefined;
}

/** Reads a dropped or chosen file as text; undefined where it can't be read, or is far too large. */
export type ReadFile = (file: Blob) => Promise<string | undefined>;

/** Something asked for that may not be there yet. */
export type Loadable<Value> =
    {readonly kind: 'loading'} | {readonly kind: 'failed'; readonly failure: FailureView} | {readonly kind: 'ready'; readonly value: Value};

/** A person of the channel who counts (no bots, nobody deactivated), with what the vault says of them. */
export interface PersonView {
    readonly userId: UserId;
    readonly username: string;

    /** As the host shows the person (teammate name display); the username where there is none. */
    readonly displayName: string;

    /** Kind of the vault's `PersonState`. */
    readonly key: PersonState['kind'];

    /** With a key: safety numbers were compared. */
    readonly isVerified?: boolean | undefined;

    /** With a key: nothing was sealed for them here before. */
    readonly isNew?: boolean | undefined;
    readonly isYou: boolean;
    readonly isGuest?: boolean | undefined;

    /** From another server (shared channel): never has a key here. */
    readonly isRemote?: boolean | undefined;
}

/** `<LockIcon>`: the bare picture; inherits colour and, without `size`, the size of its text. Has a text alternative of its own unless `isDecorative`. */
export interface LockIconProps {
    readonly state: LockState;
    readonly size?: number | undefined;

    /** Hidden from screen readers: where the button around it has the words already. */
    readonly isDecorative?: boolean | undefined;
}

/** Whom the next post of a channel will be sealed for. */
export interface Recipients {
    readonly sealedFor: number;
    readonly withoutKey: readonly PersonView[];

    /** Whom the member decided to send without. */
    readonly leftOut: readonly PersonView[];

    /** Who would hold the post up: new here, or with another key or name than before. */
    readonly undecided: readonly PersonView[];

    /** Usernames of those who could read the last post and aren't listed any more: they left, or the server leaves them out. */
    readonly departed: readonly string[];

    /**
     * At the first use of the channel in this browser: everybody else it will be sealed for. The first post makes them the
     * known ones, so they are named before it (docs/people.md §4).
     */
    readonly firstMet?: readonly PersonView[] | undefined;
}

/** `<ComposerLock>`: the button in the composer's toolbar. Opens the channel's dialog. */
export interface ComposerLockProps {
    readonly state: LockState;

    /** This member's own identity in this browser; without keys here nothing can be sent. */
    readonly own: OwnState['kind'];

    /** Undefined while not known, and where the channel isn't encrypted. */
    readonly recipients?: Recipients | undefined;
    readonly onClick: () => void;
}

/**
 * `<ComposerNotice>`: one quiet line beside the composer. Draws nothing where there is nothing to say: the channel
 * is off, or its people aren't known yet, and `failure` is undefined.
 */
export interface ComposerNoticeProps {
    readonly state: LockState;
    readonly own: OwnState['kind'];
    readonly recipients?: Recipients | undefined;

    /** Why nothing can be sent here now, or why the last try was not sent. */
    readonly failure?: FailureView | undefined;

    /** What a `failure`'s button does; without it no button. */
    readonly onAction?: ((action: NoticeAction) => void) | undefined;

    /** Opens the channel's dialog: *Details*, where the state itself holds the post up. */
    readonly onOpen?: (() => void) | undefined;

    /** Opens the list of people: *Details* of whom the post will be sealed for. */
    readonly onOpenPeople?: (() => void) | undefined;
}

/** Why the server half doesn't allow the switch (server-api.md); anything else it says is shown as `not_permitted`. */
export type RefusalReason = 'not_permitted' | 'public_channel' | 'has_guests' | 'too_large' | 'shared_channel' | 'too_often';

/** What this member may do with the channel's switch. */
export interface SwitchPermission {
    readonly maySwitchOn: boolean;
    readonly maySwitchOff: boolean;

    /** Why not; undefined where the switch that matters is allowed. */
    readonly reason?: RefusalReason | undefined;
}

export type SealedPostState =
    | {readonly kind: 'opening'; readonly isSlow: boolean}

    /** `isVerified` false while the own post is on its way and no reader has checked it yet. */
    | {
          readonly kind: 'opened';
          readonly marks: readonly Mark[];
          readonly isEdited: boolean;
          readonly isVerified: boolean;
          readonly createAtMs: number;
      }
    | {readonly kind: 'unreadable'; readonly code: FailureCode};

/** `<SealedPost>`: the body of a post. `children` is the formatted text, drawn only when opened. */
export interface SealedPostProps {
    readonly state: SealedPostState;
    readonly children?: ReactNode;

    /** Puts the opened text on the clipboard; resolves to whether it worked. Without it no *Copy text*. */
    readonly onCopyText?: (() => Promise<boolean>) | undefined;

    /** Jump to the first carrier of a copied post. Without it the mark has no link. */
    readonly onShowPost?: ((postId: PostId) => void) | undefined;

    /** What the reason's button does: set-up or restore, reload, retry. Without it no button. */
    readonly onAction?: ((action: NoticeAction) => void) | undefined;
}

/** What is said of a post that isn't sealed where posts are. */
export type ClearPostMark =
    | {readonly kind: 'not_encrypted'}
    | {readonly kind: 'exempt_bot'; readonly username: string}

    /** Known as sealed, and isn't any more: its text is not shown. */
    | {readonly kind: 'was_sealed'};

/** `<RemoteImage>`: a picture on somebody's server, loaded on click only, without a referrer. */
export interface RemoteImageProps {
    readonly src: string;
    readonly alt: string;
}

/** What a reason's or notice's one button does. `set_up` covers restore: the container knows which. */
export type NoticeAction = 'reload' | 'retry' | 'set_up';

/** `<StateNotice>`: a state of browser, storage, worker or server in words, and what to do. */
export interface StateNoticeProps {
    readonly failure: FailureView;
    readonly onAction?: ((action: NoticeAction) => void) | undefined;
    readonly onDismiss?: (() => void) | undefined;
}

/** A text that was sealed here and that no server acknowledged. */
export interface UnacknowledgedText {
    readonly uid: string;
    readonly channelName: string;
    readonly text: string;
}

/** `<UnacknowledgedTexts>`: a dialog that offers texts back. */
export interface UnacknowledgedTextsProps {
    readonly texts: readonly UnacknowledgedText[];
    readonly onCopy: (text: UnacknowledgedText) => Promise<boolean>;

    /** Into the composer of its channel. */
    readonly onPutBack: (text: UnacknowledgedText) => void;

    /** Forget this one. */
    readonly onDiscard: (text: UnacknowledgedText) => void;
    readonly onClose: () => void;
}
