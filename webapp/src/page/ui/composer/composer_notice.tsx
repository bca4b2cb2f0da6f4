import type {ReactNode} from 'react';

import {Button} from '../parts/button';
import {ActionButton} from '../parts/failure_box';
import {Glyph} from '../parts/glyph';
import type {ComposerNoticeProps} from '../props';
import {failureWords} from '../words/failures';
import {useSay} from '../words/messages';
import {firstNames, isSomebodyOut, namesOf, sealedForNamed} from './readers';

/** One quiet line beside the composer, before a word is typed: why nothing can be sent, or for whom it will be sealed and who is left out. */
export function ComposerNotice(props: ComposerNoticeProps) {
    const {state, own, recipients, failure, onAction, onOpen, onOpenPeople} = props;
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
            if (own !== 'active') {
                return <Line look="problem" text={say(`e2ee.composer.own.${own}`)} action={<Details onOpen={onOpen} />} />;
            }
            return <Readers recipients={recipients} onOpenPeople={onOpenPeople} />;
    }
}

function Readers({recipients, onOpenPeople}: Pick<ComposerNoticeProps, 'recipients' | 'onOpenPeople'>) {
    const say = useSay();
    if (!recipients) {
        return null;
    }
    const {firstMet = []} = recipients;
    const sentences = [
        firstMet.length > 0 ? say('e2ee.composer.first_use', {names: firstNames(say, namesOf(firstMet))}) : undefined,
        firstMet.length === 0 || isSomebodyOut(recipients) ? sealedForNamed(say, recipients) : undefined,
    ].filter((sentence) => sentence !== undefined);
    return <Line look="quiet" text={sentences.join('. ')} action={<Details onOpen={onOpenPeople} />} />;
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
            data-look={look}
            data-code={code}
        >
            {look === 'problem' ? <Glyph name="warning" size={14} /> : null}
            <span className="e2ee-composer-notice__text">{text}</span>
            {action}
        </div>
    );
}

function Details({onOpen}: {readonly onOpen: (() => void) | undefined}) {
    const say = useSay();
    return onOpen ? (
        <Button look="link" isSmall onClick={onOpen}>
            {say('e2ee.composer.details')}
        </Button>
    ) : null;
}
