import {StateNotice} from '../notice/state_notice';
import type {ChannelDialogProps} from '../props';
import {useSay} from '../words/messages';

/** Why this browser can neither read nor switch anything: it can't look at the member's keys, or doesn't believe the published ones. */
export function OwnTrouble({own, ownFailure, onAction}: Pick<ChannelDialogProps, 'own' | 'ownFailure' | 'onAction'>) {
    const say = useSay();
    if (own !== 'failed' && own !== 'conflict') {
        return null;
    }
    return (
        <>
            {own === 'conflict' || !ownFailure ? <p role="alert">{say(`e2ee.command.own.${own}`)}</p> : null}
            {ownFailure ? <StateNotice failure={ownFailure} onAction={onAction} /> : null}
        </>
    );
}
