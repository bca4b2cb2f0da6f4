import type {ReactNode} from 'react';

import {Button} from '../parts/button';
import {ActionButton} from '../parts/failure_box';
import {Glyph} from '../parts/glyph';
import {LockIcon} from '../parts/lock_icon';
import type {ComposerNoticeProps, PersonView} from '../props';
import {failureWords} from '../words/failures';
import {useSay} from '../words/messages';
import type {Say} from '../words/messages';
import {sealedFor} from './composer_lock';

/** Names in the line itself; the dialog behind the lock has all of them. */
const NAMED = 3;

/** One quiet line beside the composer: why nothing can be sent, or who won't be able to read. */
export function ComposerNotice(props: ComposerNoticeProps) {
    const {state, recipients, failure, onAction, onOpen} = props;
    const say = useSay();
    if (failure) {
        const {title, advice} = failureWords(say, failure);
        return (
            <Line icon={<Glyph name="warning" size={14} />} look="problem" code={failure.code}>
                {title}. {advice} <ActionButton failure={failure} onAction={onAction} />
            </Line>
        );
    }
    switch (state) {
        case 'off':
            return null;
        case 'unknown':
        case 'off_unconfirmed':
            return (
                <Line icon={<LockIcon state={state} size={14} isDecorative />} look="problem">
                    {say(`e2ee.composer.${state}`)} <Details onOpen={onOpen} />
                </Line>
            );
        case 'on':
            return recipients && recipients.withoutKey.length > 0 ? (
                <Line icon={<LockIcon state="on" size={14} isDecorative />} look="quiet">
                    {sealedFor(say, recipients)}: {keyless(say, recipients.withoutKey)} <Details onOpen={onOpen} />
                </Line>
            ) : null;
    }
}

interface LineProps {
    readonly icon: ReactNode;
    readonly look: 'quiet' | 'problem';
    readonly code?: string;
    readonly children: ReactNode;
}

function Line({icon, look, code, children}: LineProps) {
    return (
        <div
            className={`e2ee-composer-notice e2ee-composer-notice--${look}`}
            role="status"
            data-testid="e2ee-composer-notice"
            data-code={code}
        >
            {icon}
            <span>{children}</span>
        </div>
    );
}

function Details({onOpen}: Pick<ComposerNoticeProps, 'onOpen'>) {
    const say = useSay();
    return onOpen ? (
        <Button look="link" isSmall onClick={onOpen}>
            {say('e2ee.composer.details')}
        </Button>
    ) : null;
}

function keyless(say: Say, people: readonly PersonView[]): string {
    const named = people.slice(0, NAMED).map((person) => person.displayName);
    const more = people.length - named.length;
    const names = named.join(', ');
    return more === 0 ? names : say('e2ee.composer.and_more', {names, count: more});
}
