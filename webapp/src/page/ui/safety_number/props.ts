import type {FailureView, Loadable} from '../props';

/** Rows of a QR code's modules; `true` is dark. */
export type QrModules = ReadonlyArray<readonly boolean[]>;

/** The number of this member and one other person, as the vault has it now. */
export interface SafetyNumberView {
    readonly digits: string;

    /** Drawn by a part of the plugin that is loaded for it. */
    readonly qr: Loadable<QrModules>;
    readonly isVerified: boolean;
}

/** What came of comparing; `no_code` where a picture has no QR code in it, `unreadable` where it has another one. */
export type SafetyNumberComparison = 'none' | 'reading' | 'same' | 'different' | 'unreadable' | 'no_code';

export type CameraView =
    | {readonly kind: 'off'}
    | {readonly kind: 'starting'}
    | {readonly kind: 'on'; readonly stream: MediaStream}

    /** `denied` by the member, the browser or the server's rules for this page; `missing` where there is none. */
    | {readonly kind: 'unavailable'; readonly why: 'denied' | 'missing'};

/** `<SafetyNumberDialog>` */
export interface SafetyNumberDialogProps {
    /** The other person, as the host shows them. */
    readonly name: string;
    readonly number: Loadable<SafetyNumberView>;
    readonly comparison: SafetyNumberComparison;
    readonly camera: CameraView;

    /** The mark is being set. */
    readonly isBusy: boolean;

    /** Why the last action failed. */
    readonly failure?: FailureView | undefined;
    readonly onRetry: () => void;

    /** Digits, or the text of a QR code, as typed or pasted. */
    readonly onCompareText: (text: string) => void;
    readonly onComparePicture: (file: Blob) => void;
    readonly onStartCamera: () => void;
    readonly onStopCamera: () => void;

    /** A frame of the running camera, to be looked at. */
    readonly onFrame: (video: HTMLVideoElement) => void;
    readonly onSetVerified: (isVerified: boolean) => void;
    readonly onClose: () => void;
}
