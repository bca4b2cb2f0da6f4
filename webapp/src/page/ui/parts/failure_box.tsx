import type {FailureView, NoticeAction} from '../props';
import {failureAction, failureWords} from '../words/failures';
import {useSay} from '../words/messages';
import {Button} from './button';
import {Glyph} from './glyph';

/** A failure with its advice inside a dialog, announced at once. */
export function FailureBox({failure, id}: {readonly failure: FailureView; readonly id?: string}) {
    const {title, advice} = failureWords(useSay(), failure);
    return (
        <div id={id} className="e2ee-failure" role="alert" data-testid="e2ee-failure" data-code={failure.code}>
            <Glyph name="warning" size={20} />
            <div>
                <p className="e2ee-failure__title">{title}</p>
                <p className="e2ee-failure__advice">{advice}</p>
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
