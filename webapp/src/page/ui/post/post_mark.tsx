import type {Mark} from '../../../vault/api';
import {Button} from '../parts/button';
import {Glyph} from '../parts/glyph';
import type {GlyphName} from '../parts/glyph';
import {Why} from '../parts/why';
import type {SealedPostProps} from '../props';
import {useFormatTime, useSay} from '../words/messages';

const GLYPHS: Readonly<Record<Mark['kind'], GlyphName>> = {
    copy: 'copy',
    time_differs: 'wait',
    mentions_differ: 'info',
    superseded_generation: 'older',
    earlier_key: 'older',
    gap: 'info',
    out_of_order: 'info',
    key_changed: 'key',
};

interface PostMarkProps extends Pick<SealedPostProps, 'onShowPost'> {
    readonly mark: Mark;

    /** The server's time of the post. */
    readonly createAtMs: number;
}

/** Something to know about an opened post: one quiet line, and why. */
export function PostMark({mark, createAtMs, onShowPost}: PostMarkProps) {
    const say = useSay();
    const formatTime = useFormatTime();
    const line =
        mark.kind === 'time_differs'
            ? say('e2ee.mark.time_differs', {signed: formatTime(mark.signedAtMs), stored: formatTime(createAtMs)})
            : say(`e2ee.mark.${mark.kind}`);
    return (
        <div className="e2ee-mark" data-testid="e2ee-mark" data-mark={mark.kind}>
            <Glyph name={GLYPHS[mark.kind]} size={14} />
            <div>
                <Why about={line} explanation={say(`e2ee.mark.${mark.kind}.why`)}>
                    {mark.kind === 'copy' && onShowPost ? (
                        <>
                            {' '}
                            <Button look="link" isSmall onClick={() => onShowPost(mark.ofPostId)}>
                                {say('e2ee.post.show_original')}
                            </Button>
                        </>
                    ) : null}
                </Why>
            </div>
        </div>
    );
}
