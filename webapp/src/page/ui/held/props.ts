import type {PersonState} from '../../../vault/api';
import type {FailureView} from '../props';

/** `by` is undefined where the host doesn't know whoever added them. */
export type ArrivalView =
    {readonly kind: 'joined'; readonly atMs: number} | {readonly kind: 'added'; readonly atMs: number; readonly by: string | undefined};

/** A person who holds a post up. */
export interface HeldPerson {
    readonly state: PersonState;
    readonly username: string;
    readonly displayName: string;

    /** When they came into the channel, and how, where the host says so. */
    readonly arrival?: ArrivalView | undefined;
}

/** Why a post is held: people to decide about, a channel that has grown above the admin's limit, or a reason that leaves only *cancel*. */
export type HeldReason =
    | {readonly kind: 'people'; readonly people: readonly HeldPerson[]}
    | {readonly kind: 'too_many'; readonly members: number; readonly limit: number}
    | {readonly kind: 'failed'; readonly failure: FailureView};

/** `<HeldDialog>`: one dialog for a held post; the text stays in the composer whatever is chosen. */
export interface HeldDialogProps {
    readonly channelName: string;
    readonly reason: HeldReason;

    /** False where nobody else would be left (direct message): *send without* isn't offered. */
    readonly mayLeaveOut: boolean;

    /** The choice for all people listed. */
    readonly onDecide: (choice: 'accept' | 'leave_out') => void;

    /** Also for Escape and for closing the dialog. */
    readonly onCancel: () => void;

    /** To the safety number of somebody whose key changed, above this dialog. Without it no link. */
    readonly onVerify?: ((person: HeldPerson) => void) | undefined;
}
