import {StateNotice} from '../notice/state_notice';

import {useSay} from '../words/messages';
import type {ChannelDialogProps} from './props';

/** Why this browser can neither read nor switch anything: it can't look at the member's keys, or doesn't believe the published ones. */
export function OwnTrouble({own, ownFailure, onAction}: Pick<ChannelDialogProps, 'own' | 'ownFailure' | 'onAction'>) {
    const say = useSay();
    switch (own) {
        case 'replaced':
            return <p role="alert">{say('e2ee.channel.own.replaced')}</p>;
        case 'conflict':
            return (
                <>
                    <p role="alert">{say('e2ee.panel.own.conflict')}</p>
                    {ownFailure ? <StateNotice failure={ownFailure} onAction={onAction} /> : null}
                </>
            );
        case 'failed':
            return ownFailure ? (
                <StateNotice failure={ownFailure} onAction={onAction} />
            ) : (
                <p role="alert">{say('e2ee.panel.own.failed')}</p>
            );
        default:
            return null;
    }
}
