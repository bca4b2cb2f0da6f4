import {Button} from '../parts/button';
import {ActionButton} from '../parts/failure_box';
import {Glyph} from '../parts/glyph';
import type {StateNoticeProps} from '../props';
import {failureWords} from '../words/failures';
import {useSay} from '../words/messages';

/** A bar that says in which state browser, storage, worker or server is, and what to do. */
export function StateNotice({failure, onAction, onDismiss}: StateNoticeProps) {
    const say = useSay();
    const {title, advice} = failureWords(say, failure);
    return (
        <div className="e2ee-notice" role="status" data-testid="e2ee-notice" data-code={failure.code}>
            <Glyph name="warning" size={20} />
            <p className="e2ee-notice__words">
                <b>{title}</b> {advice}
            </p>
            <ActionButton failure={failure} onAction={onAction} />
            {onDismiss ? (
                <Button look="link" isSmall onClick={onDismiss}>
                    {say('e2ee.common.dismiss')}
                </Button>
            ) : null}
        </div>
    );
}
