/**
 * The body of a sealed post. Text is drawn only when opened; a post that failed shows its reason and never what the
 * server stored as `message` (protocol.md §5.6).
 *
 * @packageDocumentation
 */
import {LockIcon} from '../parts/lock_icon';
import type {SealedPostProps} from '../props';
import {useSay} from '../words/messages';
import {CopyText} from './copy_text';
import {PostMark} from './post_mark';
import {UnreadablePost} from './unreadable_post';

export function SealedPost(props: SealedPostProps) {
    const {state} = props;
    switch (state.kind) {
        case 'opening':
            return <OpeningPost isSlow={state.isSlow} />;
        case 'opened':
            return <OpenedPost {...props} state={state} />;
        case 'unreadable':
            return <UnreadablePost code={state.code} onAction={props.onAction} />;
    }
}

/** As high as one line of text, and empty for the moment that opening usually takes: nothing jumps or flickers. */
function OpeningPost({isSlow}: {readonly isSlow: boolean}) {
    const say = useSay();
    return (
        <div className="e2ee-post e2ee-post--opening" data-testid="e2ee-post" data-state="opening" aria-busy="true">
            <span className="e2ee-hidden">{say('e2ee.post.opening')}</span>
            {isSlow ? <span className="e2ee-post__bar" data-testid="e2ee-post-bar" aria-hidden /> : null}
        </div>
    );
}

interface OpenedPostProps extends SealedPostProps {
    readonly state: Extract<SealedPostProps['state'], {kind: 'opened'}>;
}

function OpenedPost({state, children, onCopyText, onShowPost}: OpenedPostProps) {
    const say = useSay();
    return (
        <div className="e2ee-post" data-testid="e2ee-post" data-state="opened">
            <div className="e2ee-post__row">
                <div className="e2ee-post__text" data-testid="e2ee-post-text">
                    {children}
                </div>
                <div className="e2ee-post__aside">
                    {state.isEdited ? (
                        <span className="e2ee-post__edited" data-testid="e2ee-mark" data-mark="edited">
                            {say('e2ee.post.edited')}
                        </span>
                    ) : null}
                    <SealedMark isVerified={state.isVerified} />
                    {onCopyText ? <CopyText onCopyText={onCopyText} /> : null}
                </div>
            </div>
            {state.marks.map((mark) => (
                <PostMark key={mark.kind} mark={mark} createAtMs={state.createAtMs} onShowPost={onShowPost} />
            ))}
        </div>
    );
}

/** Keeps its place before verification, so that the row doesn't move when it comes. */
function SealedMark({isVerified}: {readonly isVerified: boolean}) {
    const say = useSay();
    const name = say('e2ee.post.sealed');
    return isVerified ? (
        <span className="e2ee-post__sealed" role="img" aria-label={name} title={name} data-testid="e2ee-mark" data-mark="sealed">
            <LockIcon state="on" size={12} isDecorative />
        </span>
    ) : (
        <span className="e2ee-post__sealed" aria-hidden />
    );
}
