import type {FailureCode} from '../../../lib/errors';
import {ActionButton} from '../parts/failure_box';
import {Glyph} from '../parts/glyph';
import type {GlyphName} from '../parts/glyph';
import {Why} from '../parts/why';
import type {SealedPostProps} from '../props';
import {failureWords, postSituation} from '../words/failures';
import type {PostSituation} from '../words/failures';
import {useSay} from '../words/messages';

const GLYPHS: Readonly<Record<PostSituation, GlyphName>> = {
    not_for_you: 'older',
    no_key: 'key',
    not_proved: 'warning',
    misplaced: 'misplaced',
    superseded: 'older',
    newer_version: 'newer',
    damaged: 'damaged',
    not_now: 'wait',
};

/** A post that can't be shown: the reader's situation, why, and the one thing to do about it where there is one. */
export function UnreadablePost({code, onAction}: Pick<SealedPostProps, 'onAction'> & {readonly code: FailureCode}) {
    const say = useSay();
    const situation = postSituation(code);
    const {title, advice} = failureWords(say, {code});
    return (
        <div
            className={`e2ee-post e2ee-unreadable e2ee-unreadable--${situation}`}
            data-testid="e2ee-post"
            data-state="unreadable"
            data-code={code}
        >
            <Glyph name={GLYPHS[situation]} />
            <div>
                <span className="e2ee-hidden">{say('e2ee.post.unreadable')}: </span>
                <Why about={title} explanation={advice}>
                    {' '}
                    <ActionButton failure={{code}} onAction={onAction} />
                </Why>
            </div>
        </div>
    );
}
