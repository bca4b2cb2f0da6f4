/**
 * What stands around a clear post of an encrypted channel. The words are in the post's own text already, put there by the
 * hook that formats it; this is the frame, which no text can draw or take away, and *why?*.
 *
 * @packageDocumentation
 */
import {Glyph} from '../parts/glyph';
import {Why} from '../parts/why';
import type {ClearPostMark} from '../props';
import {useSay} from '../words/messages';
import {clearPostLine} from '../words/words';

export function ClearPost({mark}: {readonly mark: ClearPostMark}) {
    const say = useSay();
    return (
        <div className={`e2ee-clear e2ee-clear--${mark.kind}`} data-testid="e2ee-clear-post" data-clear={mark.kind}>
            {mark.kind === 'exempt_bot' ? null : <Glyph name="warning" size={14} />}
            <div>
                <Why about={clearPostLine(say, mark)} explanation={say(`e2ee.clear.${mark.kind}.why`)} />
            </div>
        </div>
    );
}
