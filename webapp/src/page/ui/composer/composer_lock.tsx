import {LockIcon} from '../parts/lock_icon';
import type {ComposerLockProps} from '../props';
import {useSay} from '../words/messages';
import type {Say} from '../words/messages';
import {lockName} from '../words/words';
import {isSomebodyOut, sealedFor} from './readers';

/** The lock in the composer's toolbar: the channel's state, and whom the next post is sealed for. */
export function ComposerLock({onClick, ...situation}: ComposerLockProps) {
    const {state} = situation;
    const say = useSay();
    const name = [lockName(say, state), nextPost(say, situation)].filter(Boolean).join('. ');
    return (
        <button
            type="button"
            className={`e2ee-composer-lock e2ee-composer-lock--${state}`}
            data-testid="e2ee-composer-lock"
            data-state={state}
            aria-label={name}
            title={name}
            onClick={onClick}
        >
            <LockIcon state={state} size={18} isDecorative />
            {hasProblem(situation) ? <span className="e2ee-composer-lock__dot" aria-hidden /> : null}
        </button>
    );
}

type Situation = Omit<ComposerLockProps, 'onClick'>;

/** What becomes of the next post of an encrypted channel. */
function nextPost(say: Say, {state, own, recipients}: Situation): string | undefined {
    if (state !== 'on') {
        return undefined;
    }
    return own === 'active' ? recipients && sealedFor(say, recipients) : say(`e2ee.composer.own.${own}`);
}

/** In a narrow composer the dot stands for the line beside the lock. */
function hasProblem({state, own, recipients}: Situation): boolean {
    return state === 'on' && (own !== 'active' || (recipients !== undefined && isSomebodyOut(recipients)));
}
