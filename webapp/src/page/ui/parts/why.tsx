import {useId, useState} from 'react';
import type {ReactNode} from 'react';

import {useSay} from '../words/messages';

interface WhyProps {
    /** The line that is explained; its button is named after it. */
    readonly about: string;
    readonly explanation: ReactNode;
    readonly children?: ReactNode;
}

/** One quiet line with *why?*, which opens the explanation below it. */
export function Why({about, explanation, children}: WhyProps) {
    const say = useSay();
    const explanationId = useId();
    const [isOpen, setOpen] = useState(false);
    return (
        <>
            <span className="e2ee-why__line">{about}</span>{' '}
            <button
                type="button"
                className="e2ee-button e2ee-button--link e2ee-why__button"
                aria-label={say('e2ee.common.why_about', {about})}
                aria-expanded={isOpen}
                aria-controls={explanationId}
                onClick={() => setOpen(!isOpen)}
            >
                {say('e2ee.common.why')}
            </button>
            {children}
            <span id={explanationId} className="e2ee-why__explanation" hidden={!isOpen}>
                {explanation}
            </span>
        </>
    );
}
