/**
 * The camera, where the browser has one and the page may use it.
 *
 * @packageDocumentation
 */
export type CameraAnswer =
    {readonly kind: 'on'; readonly stream: MediaStream} | {readonly kind: 'unavailable'; readonly why: 'denied' | 'missing'};

export async function openCamera(): Promise<CameraAnswer> {
    // Undefined without a secure context, and in browsers that have no such interface.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices === undefined) {
        return {kind: 'unavailable', why: 'missing'};
    }
    try {
        return {kind: 'on', stream: await devices.getUserMedia({video: {facingMode: 'environment'}})};
    } catch (error) {
        const isDenied = error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'SecurityError');
        return {kind: 'unavailable', why: isDenied ? 'denied' : 'missing'};
    }
}

export function closeCamera(stream: MediaStream): void {
    for (const track of stream.getTracks()) {
        track.stop();
    }
}
