/**
 * A picture that stands on somebody's server. Loading it tells that server who reads the post and when, so it is
 * loaded only when the reader asks for it, and without saying where from.
 *
 * @packageDocumentation
 */
import {useState} from 'react';
import type {MouseEvent} from 'react';

import {Glyph} from '../parts/glyph';
import type {RemoteImageProps} from '../props';
import {useSay} from '../words/messages';

export function RemoteImage({src, alt}: RemoteImageProps) {
    const say = useSay();
    const [state, setState] = useState<'asked' | 'shown' | 'failed'>('asked');
    const host = hostOf(src);
    if (host === undefined) {
        return <RemoteImageNote>{say('e2ee.image.invalid')}</RemoteImageNote>;
    }
    const show = (event: MouseEvent) => {
        // A picture may stand inside a link, and the host opens pictures' previews: this click only asks for the picture.
        event.preventDefault();
        event.stopPropagation();
        setState('shown');
    };
    switch (state) {
        case 'asked':
            return (
                <button
                    type="button"
                    className="e2ee-image"
                    data-testid="e2ee-remote-image"
                    title={say('e2ee.image.hint', {host})}
                    onClick={show}
                >
                    <Glyph name="picture" />
                    {alt ? say('e2ee.image.show_described', {host, description: alt}) : say('e2ee.image.show', {host})}
                </button>
            );
        case 'shown':
            return (
                <img
                    className="e2ee-image__picture"
                    data-testid="e2ee-remote-image"
                    src={src}
                    alt={alt}
                    referrerPolicy="no-referrer"
                    onError={() => setState('failed')}
                />
            );
        case 'failed':
            return <RemoteImageNote>{say('e2ee.image.failed', {host})}</RemoteImageNote>;
    }
}

function RemoteImageNote({children}: {readonly children: string}) {
    return (
        <span className="e2ee-image e2ee-image--note" role="note" data-testid="e2ee-remote-image">
            <Glyph name="picture" />
            {children}
        </span>
    );
}

/** Undefined for whatever isn't a plain web address: such a picture is never loaded. */
function hostOf(src: string): string | undefined {
    try {
        const {protocol, host} = new URL(src);
        return protocol === 'https:' || protocol === 'http:' ? host : undefined;
    } catch {
        return undefined;
    }
}
