import {useState} from 'react';

import type {PersonView} from '../props';
import {useSay} from '../words/messages';
import {Button} from './button';

/** As many rows as fit a small screen; longer lists are collapsed to this. */
const COLLAPSED_LENGTH = 6;

/** Whoever can't read, or needs a look, comes first, so that a collapsed list never hides them behind the others. */
function inOrderOfConcern(people: readonly PersonView[]): PersonView[] {
    const rank = {no_key: 0, changed: 0, renamed: 0, left_out: 0, ready: 1} as const;
    return [...people].sort((a, b) => rank[a.key] - rank[b.key] || a.displayName.localeCompare(b.displayName, undefined, {numeric: true}));
}

function Person({person}: {readonly person: PersonView}) {
    const say = useSay();
    return (
        <li className="e2ee-person" data-testid="e2ee-person" data-person={person.username} data-key={person.key}>
            <span className="e2ee-person__name">
                {person.displayName}
                {person.displayName === person.username ? null : <span className="e2ee-person__username"> @{person.username}</span>}
            </span>
            {person.isYou ? <span className="e2ee-person__tag">{say('e2ee.people.you')}</span> : null}
            {person.isGuest ? <span className="e2ee-person__tag">{say('e2ee.people.guest')}</span> : null}
            {person.isRemote ? <span className="e2ee-person__tag">{say('e2ee.people.remote')}</span> : null}
            <span className={`e2ee-person__key e2ee-person__key--${person.key}`}>{say(`e2ee.people.${person.key}`)}</span>
        </li>
    );
}

/** Names with what is known of their keys, long lists collapsed. */
export function PeopleList({people}: {readonly people: readonly PersonView[]}) {
    const say = useSay();
    const [isOpen, setOpen] = useState(false);
    const ordered = inOrderOfConcern(people);
    const isLong = ordered.length > COLLAPSED_LENGTH + 1;
    const shown = isLong && !isOpen ? ordered.slice(0, COLLAPSED_LENGTH) : ordered;
    return (
        <div data-testid="e2ee-people">
            <ul className="e2ee-people">
                {shown.map((person) => (
                    <Person key={person.userId} person={person} />
                ))}
            </ul>
            {isLong ? (
                <Button look="link" isSmall aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                    {isOpen ? say('e2ee.people.show_fewer') : say('e2ee.people.show_all', {total: people.length})}
                </Button>
            ) : null}
        </div>
    );
}
