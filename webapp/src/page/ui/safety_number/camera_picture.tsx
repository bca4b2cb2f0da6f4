import {useEffect, useRef} from 'react';

import {useSay} from '../words/messages';

/** Often enough that nobody waits, and seldom enough that the page stays quick. */
const LOOK_EVERY_MS = 250;

interface CameraPictureProps {
    readonly stream: MediaStream;
    readonly onFrame: (video: HTMLVideoElement) => void;
}

/** What the camera sees, looked at a few times a second. */
export function CameraPicture({stream, onFrame}: CameraPictureProps) {
    const say = useSay();
    const element = useRef<HTMLVideoElement>(null);
    const look = useRef(onFrame);
    useEffect(() => {
        look.current = onFrame;
    }, [onFrame]);
    useEffect(() => {
        const video = element.current;
        if (video === null) {
            return undefined;
        }
        video.srcObject = stream;
        const timer = setInterval(() => {
            if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
                look.current(video);
            }
        }, LOOK_EVERY_MS);
        return () => {
            clearInterval(timer);
            video.srcObject = null;
        };
    }, [stream]);
    return <video ref={element} className="e2ee-camera" aria-label={say('e2ee.safety_number.camera.picture')} autoPlay muted playsInline />;
}
