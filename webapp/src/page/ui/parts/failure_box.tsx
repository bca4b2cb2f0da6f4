import type {FailureView, NoticeAction} from '../props';
import {failureAction, failureDetail, failureWords} from '../words/failures';
import type {FailureWords} from '../words/failures';
import {useSay} from '../words/messages';
import {Button} from './button';
import {Glyph} from './glyph';

interface FailureBoxProps {
    readonly failure: FailureView;
    readonly id?: string;

    /** Where the failure means something else than it does of a post. */
    readonly words?: FailureWords | undefined;
}

/** A failure with its advice inside a dialog, announced at once. */
export function FailureBox({failure, id, words}: FailureBoxProps) {
    const say = useSay();
    const {title, advice} = words ?? failureWords(say, failure);
    return (
        <div id={id} className="e2ee-failure" role="alert" data-testid="e2ee-failure" data-code={failure.code}>
            <Glyph name="warning" size={20} />
            <div>
                <p className="e2ee-failure__title">{title}</p>
                <p className="e2ee-failure__advice">{advice}</p>
                {failure.detail ? <p className="e2ee-failure__detail">{failureDetail(say, failure.detail)}</p> : null}
            </div>
        </div>
    );
}

/** The button for what can be done about a failure; nothing where nothing can, or nobody listens. */
export function ActionButton({
    failure,
    onAction,
}: {
    readonly failure: FailureView;
    readonly onAction: ((action: NoticeAction) => void) | undefined;
}) {
    const say = useSay();
    const action = failureAction(failure.code);
    if (!action || !onAction) {
        return null;
    }
    return (
        <Button look="link" isSmall onClick={() => onAction(action)}>
            {say(`e2ee.common.${action}`)}
        </Button>
    );
}
