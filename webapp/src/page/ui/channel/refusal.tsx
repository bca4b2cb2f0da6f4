import {FailureBox} from '../parts/failure_box';

import {useSay} from '../words/messages';
import type {ChannelDialogProps} from './props';

type RefusalProps = Pick<ChannelDialogProps, 'permission'> & {readonly isAllowed: boolean};

/** Why the switch isn't offered; nothing where it is, or while that is being found out. */
export function Refusal({permission, isAllowed}: RefusalProps) {
    const say = useSay();
    switch (permission.kind) {
        case 'loading':
            return null;
        case 'failed':
            return <FailureBox failure={permission.failure} />;
        case 'ready':
            return isAllowed ? null : <p className="e2ee-refusal">{say(`e2ee.refusal.${permission.value.reason ?? 'not_permitted'}`)}</p>;
    }
}
