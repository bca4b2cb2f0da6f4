import type {ReactNode} from 'react';

import {Button} from '../parts/button';
import {useFormatTime, useSay} from '../words/messages';
import type {HeldDialogProps, HeldPerson} from './props';

interface HeldRowProps extends Pick<HeldDialogProps, 'onVerify'> {
    readonly person: HeldPerson;
}

/** Who it is, and what is known about the reason. */
export function HeldRow({person, onVerify}: HeldRowProps) {
    const {state, username, displayName} = person;
    const say = useSay();
    return (
        <li className="e2ee-person" data-testid="e2ee-person" data-person={username} data-key={state.kind}>
            <span className="e2ee-person__name">
                {displayName}
                {displayName === username ? null : <span className="e2ee-person__username"> @{username}</span>}
            </span>
            {state.kind === 'changed' ? <Note>{say(`e2ee.held.how.${state.how}`)}</Note> : null}
            {state.kind === 'changed' && state.wasVerified ? <Note isGrave>{say('e2ee.held.was_verified')}</Note> : null}
            {state.kind === 'renamed' ? <Note>{say('e2ee.held.renamed_from', {before: state.pinnedUsername})}</Note> : null}
            {state.kind === 'no_key' ? <Note>{say('e2ee.people.no_key')}</Note> : null}
            <ArrivalNote person={person} />
            {state.kind === 'changed' && state.mayAccept && onVerify ? (
                <Button
                    look="link"
                    isSmall
                    aria-label={say('e2ee.safety_number.title', {name: displayName})}
                    onClick={() => onVerify(person)}
                >
                    {say('e2ee.safety_number.open')}
                </Button>
            ) : null}
        </li>
    );
}

function Note({children, isGrave = false}: {readonly children: ReactNode; readonly isGrave?: boolean}) {
    return <span className={`e2ee-person__note${isGrave ? ' e2ee-person__note--grave' : ''}`}>{children}</span>;
}

/** Since when they are a member, and by whom; nothing where the host doesn't say. */
function ArrivalNote({person: {arrival}}: Pick<HeldRowProps, 'person'>) {
    const say = useSay();
    const formatTime = useFormatTime();
    if (arrival === undefined) {
        return null;
    }
    const time = formatTime(arrival.atMs);
    switch (arrival.kind) {
        case 'joined':
            return <Note>{say('e2ee.held.joined', {time})}</Note>;
        case 'added':
            return (
                <Note>
                    {arrival.by === undefined ? say('e2ee.held.added_unnamed', {time}) : say('e2ee.held.added', {name: arrival.by, time})}
                </Note>
            );
    }
}
