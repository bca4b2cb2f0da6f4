import {useState} from 'react';

import {Glyph} from '../parts/glyph';
import {useSay} from '../words/messages';

/** *Copy text* of an opened post: the host's own copies the placeholder. An icon, so that the row keeps its room for text. */
export function CopyText({onCopyText}: {readonly onCopyText: () => Promise<boolean>}) {
    const say = useSay();
    const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');
    const name = say('e2ee.post.copy_text');
    const copy = () => {
        setOutcome('none');
        void onCopyText().then((hasWorked) => setOutcome(hasWorked ? 'copied' : 'failed'));
    };
    return (
        <span className="e2ee-post__copy" data-outcome={outcome}>
            <button type="button" className="e2ee-post__copy-button" aria-label={name} title={name} onClick={copy}>
                <Glyph name={outcome === 'copied' ? 'check' : 'copy'} size={14} />
            </button>
            <span className={outcome === 'failed' ? 'e2ee-post__copy-failed' : 'e2ee-hidden'} role="status">
                {outcome === 'copied' ? say('e2ee.common.copied') : null}
                {outcome === 'failed' ? say('e2ee.common.copy_failed') : null}
            </span>
        </span>
    );
}
