/** Why a member is spoken to at the top of a channel. */
export type BannerReason =
    /** The channel is encrypted, and this browser lacks the keys to take part. */
    | 'absent'
    | 'pending'
    | 'elsewhere'
    | 'behind'
    | 'replaced'

    /** Nothing but this browser has the keys for certain, and it may drop them by itself. */
    | 'unchecked';

/** `<KeyBanner>` */
export interface KeyBannerProps {
    readonly reason: BannerReason;

    /** To set-up, or to checking the backup. */
    readonly onAct: () => void;

    /** Without it, it stays as long as the reason does. */
    readonly onDismiss?: (() => void) | undefined;
}
