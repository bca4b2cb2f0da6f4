import type {ReactNode} from 'react';

import {Button} from '../parts/button';
import {ActionButton} from '../parts/failure_box';
import {Glyph} from '../parts/glyph';
import type {ComposerNoticeProps, PersonView} from '../props';
import {failureWords} from '../words/failures';
import {useSay} from '../words/messages';
import type {Say} from '../words/messages';
import {sealedFor} from './composer_lock';

/** Names in the line itself; the dialog behind the lock has all of them. */
const NAMED = 3;

/** One quiet line beside the composer: why nothing can be sent, who will read for the first time, or who won't be able to. */
export function ComposerNotice(props: ComposerNoticeProps) {
    const {state, recipients, failure, onAction, onOpen} = props;
    const say = useSay();
    if (failure) {
        const {title, advice} = failureWords(say, failure);
        return (
            <Line
                look="problem"
                code={failure.code}
                text={`${title}. ${advice}`}
                action={<ActionButton failure={failure} onAction={onAction} />}
            />
        );
    }
    switch (state) {
        case 'off':
            return null;
        case 'unknown':
        case 'off_unconfirmed':
            return <Line look="problem" text={say(`e2ee.composer.${state}`)} action={<Details onOpen={onOpen} />} />;
        case 'on':
            return <Readers recipients={recipients} onOpen={onOpen} />;
    }
}

function Readers({recipients, onOpen}: Pick<ComposerNoticeProps, 'recipients' | 'onOpen'>) {
    const say = useSay();
    if (!recipients) {
        return null;
    }
    const {withoutKey, firstMet = []} = recipients;
    const sentences = [
        firstMet.length > 0 ? say('e2ee.composer.first_use', {names: namesOf(say, firstMet)}) : undefined,
        withoutKey.length > 0 ? `${sealedFor(say, recipients)}: ${namesOf(say, withoutKey)}` : undefined,
    ].filter((sentence) => sentence !== undefined);
    return sentences.length > 0 ? <Line look="quiet" text={sentences.join('. ')} action={<Details onOpen={onOpen} />} /> : null;
}

interface LineProps {
    readonly look: 'quiet' | 'problem';
    readonly code?: string;
    readonly text: string;
    readonly action: ReactNode;
}

/** Takes the room that the toolbar has left and gives way to the host's own buttons; what is cut off is in the tooltip. */
function Line({look, code, text, action}: LineProps) {
    return (
        <div
            className={`e2ee-composer-notice e2ee-composer-notice--${look}`}
            role="status"
            title={text}
            data-testid="e2ee-composer-notice"
            data-code={code}
        >
            {look === 'problem' ? <Glyph name="warning" size={14} /> : null}
            <span className="e2ee-composer-notice__text">{text}</span>
            {action}
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

function namesOf(say: Say, people: readonly PersonView[]): string {
    const named = people.slice(0, NAMED).map((person) => person.displayName);
    const more = people.length - named.length;
    const names = named.join(', ');
    return more === 0 ? names : say('e2ee.composer.and_more', {names, count: more});
}
