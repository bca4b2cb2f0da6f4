import type {ReactNode} from 'react';

import type {PersonView} from '../props';
import {useSay} from '../words/messages';

/** What the other members' keys come to, in one word. */
export type Standing = PersonView['key'] | 'verified' | 'new';

export function standingOf({key, isVerified = false, isNew = false}: PersonView): Standing {
    if (key !== 'ready') {
        return key;
    }
    if (isNew) {
        return 'new';
    }
    return isVerified ? 'verified' : 'ready';
}

interface PersonProps {
    readonly person: PersonView;

    /** What can be done about this person. */
    readonly children?: ReactNode;
}

/** One line of a list of people: name, and what is known of their key. */
export function Person({person, children}: PersonProps) {
    const say = useSay();
    const standing = standingOf(person);
    return (
        <li className="e2ee-person" data-testid="e2ee-person" data-person={person.username} data-key={person.key} data-standing={standing}>
            <span className="e2ee-person__name">
                {person.displayName}
                {person.displayName === person.username ? null : <span className="e2ee-person__username"> @{person.username}</span>}
            </span>
            {person.isYou ? <span className="e2ee-person__tag">{say('e2ee.people.you')}</span> : null}
            {person.isGuest ? <span className="e2ee-person__tag">{say('e2ee.people.guest')}</span> : null}
            {person.isRemote ? <span className="e2ee-person__tag">{say('e2ee.people.remote')}</span> : null}
            <span className={`e2ee-person__key e2ee-person__key--${standing}`}>{say(`e2ee.people.${standing}`)}</span>
            {children}
        </li>
    );
}
