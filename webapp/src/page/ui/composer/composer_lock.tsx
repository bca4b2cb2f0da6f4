import {LockIcon} from '../parts/lock_icon';
import type {ComposerLockProps, Recipients} from '../props';
import {useSay} from '../words/messages';
import type {Say} from '../words/messages';
import {lockName} from '../words/words';

/** The lock in the composer's toolbar: the channel's state, and whom the next post is sealed for. */
export function ComposerLock({state, recipients, onClick}: ComposerLockProps) {
    const say = useSay();
    const name = [lockName(say, state), state === 'on' && recipients ? sealedFor(say, recipients) : undefined].filter(Boolean).join('. ');
    const isSomebodyKeyless = state === 'on' && recipients !== undefined && recipients.withoutKey.length > 0;
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
            {isSomebodyKeyless ? <span className="e2ee-composer-lock__dot" aria-hidden /> : null}
        </button>
    );
}

/** *Sealed for 12 people; 1 has no key.* */
export function sealedFor(say: Say, {sealedFor: count, withoutKey}: Recipients): string {
    const without = withoutKey.length;
    return without === 0 ? say('e2ee.composer.sealed_for', {count}) : say('e2ee.composer.sealed_for_without', {count, without});
}
