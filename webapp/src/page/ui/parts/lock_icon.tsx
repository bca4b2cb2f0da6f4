/**
 * The lock in its four looks. They differ in shape, so that neither colour nor a theme is needed to tell them apart:
 * open and hollow, closed and solid, dotted with a question mark, open and solid with an exclamation mark.
 *
 * One `<svg>` and no `<span>`: the host's App Bar gives every `<span>` of a plugin a white disc.
 *
 * @packageDocumentation
 */
import type {ReactElement} from 'react';

import type {LockIconProps, LockState} from '../props';
import {useSay} from '../words/messages';
import {lockName} from '../words/words';

const CLOSED_SHACKLE = 'M7.5 10.5V7a4.5 4.5 0 0 1 9 0v3.5';
const OPEN_SHACKLE = 'M7.5 10.5V6.2a4.5 4.5 0 0 1 8.7-1.6';
const BODY = 'M6 10.5h12a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 20v-8A1.5 1.5 0 0 1 6 10.5Z';

/** Cut out of a solid body by the even-odd rule. */
const KEYHOLE = 'M12 13.4a1.7 1.7 0 0 0-.85 3.17V18.4h1.7v-1.83A1.7 1.7 0 0 0 12 13.4Z';
const EXCLAMATION = 'M11.05 12.3h1.9l-.3 4.5h-1.3ZM11 17.8h2v1.9h-2Z';
const QUESTION = 'M10.1 14.1a1.95 1.95 0 1 1 2.9 1.75c-.7.4-1 .75-1 1.35';

const stroke = {fill: 'none', stroke: 'currentColor', strokeWidth: 1.8, strokeLinecap: 'round', strokeLinejoin: 'round'} as const;

function LockShape({state}: {readonly state: LockState}): ReactElement {
    switch (state) {
        case 'off':
            return (
                <g {...stroke}>
                    <path d={OPEN_SHACKLE} />
                    <path d={BODY} />
                </g>
            );
        case 'on':
            return (
                <g>
                    <path {...stroke} d={CLOSED_SHACKLE} />
                    <path fill="currentColor" fillRule="evenodd" stroke="none" d={BODY + KEYHOLE} />
                </g>
            );
        case 'unknown':
            return (
                <g {...stroke}>
                    <path d={CLOSED_SHACKLE} strokeDasharray="1.6 2.6" />
                    <path d={BODY} strokeDasharray="1.6 2.6" />
                    <path d={QUESTION} strokeWidth={1.7} />
                    <path d="M12 19.1v.1" strokeWidth={2} />
                </g>
            );
        case 'off_unconfirmed':
            return (
                <g>
                    <path {...stroke} d={OPEN_SHACKLE} />
                    <path fill="currentColor" fillRule="evenodd" stroke="none" d={BODY + EXCLAMATION} />
                </g>
            );
    }
}

export function LockIcon({state, size, isDecorative = false}: LockIconProps) {
    const say = useSay();
    const alternative = isDecorative ? {'aria-hidden': true} : {role: 'img', 'aria-label': lockName(say, state)};
    return (
        <svg
            {...alternative}
            className="e2ee-lock"
            data-testid="e2ee-lock"
            data-state={state}
            viewBox="0 0 24 24"
            width={size ?? '1.25em'}
            height={size ?? '1.25em'}
            focusable="false"
        >
            <LockShape state={state} />
        </svg>
    );
}
