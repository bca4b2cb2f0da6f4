/**
 * Comparing a safety number with what the other person shows: typed, in a picture, or before the camera.
 *
 * @packageDocumentation
 */
import {useCallback, useEffect, useRef, useState} from 'react';
import type {RefObject} from 'react';

import {Failure} from '../../../lib/errors';
import type {CameraView, FailureView, SafetyNumberComparison} from '../../ui';
import {closeCamera, openCamera} from '../host/camera';
import type {Page} from '../page';
import {qrParts} from '../qr_parts';

export interface Comparing {
    readonly comparison: SafetyNumberComparison;
    readonly camera: CameraView;
    readonly failure: FailureView | undefined;
    readonly compareText: (text: string) => void;
    readonly comparePicture: (file: Blob) => void;
    readonly startCamera: () => void;
    readonly stopCamera: () => void;
    readonly lookAt: (video: HTMLVideoElement) => void;
}

export function useComparison(page: Page, userId: string): Comparing {
    const [comparison, setComparison] = useState<SafetyNumberComparison>('none');
    const [failure, setFailure] = useState<FailureView | undefined>(undefined);
    const [camera, setCamera] = useState<CameraView>({kind: 'off'});
    const isOpen = useIsOpen();
    useClosedCamera(camera);

    const compare = useCallback(
        async (text: string): Promise<void> => {
            const answer = await page.vault.compareSafetyNumber(userId, text);
            if (answer.kind === 'failed') {
                throw new Failure(answer.code);
            }
            setComparison(answer.outcome);
        },
        [page, userId],
    );
    const attempt = (work: () => Promise<void>): void => {
        setFailure(undefined);
        work().catch((error: unknown) => {
            setComparison('none');
            setFailure({code: error instanceof Failure ? error.code : 'invariant'});
        });
    };
    const stopCamera = useCallback(() => setCamera({kind: 'off'}), []);
    return {
        comparison,
        camera,
        failure,
        compareText: (text) => attempt(() => compare(text)),
        comparePicture: (file) =>
            attempt(async () => {
                setComparison('reading');
                const {readQrFile} = await qrParts.read();
                const text = await readQrFile(file);
                await (text === undefined ? Promise.resolve(setComparison('no_code')) : compare(text));
            }),
        startCamera: () =>
            attempt(async () => {
                setCamera({kind: 'starting'});
                setComparison('none');
                const answer = await openCamera();
                if (isOpen.current) {
                    setCamera(answer);
                } else if (answer.kind === 'on') {
                    closeCamera(answer.stream);
                }
            }),
        stopCamera,
        lookAt: (video) =>
            attempt(async () => {
                const {readQr} = await qrParts.read();
                const text = readQr({source: video, width: video.videoWidth, height: video.videoHeight});
                if (text !== undefined) {
                    stopCamera();
                    await compare(text);
                }
            }),
    };
}

/** False once the dialog is gone: the browser may still be asking whether the camera may be used. */
function useIsOpen(): RefObject<boolean> {
    const isOpen = useRef(true);
    useEffect(() => {
        isOpen.current = true;
        return () => {
            isOpen.current = false;
        };
    }, []);
    return isOpen;
}

/** Whatever ends the picture, the camera's light goes out. */
function useClosedCamera(camera: CameraView): void {
    const stream = camera.kind === 'on' ? camera.stream : undefined;
    useEffect(() => (stream === undefined ? undefined : () => closeCamera(stream)), [stream]);
}
