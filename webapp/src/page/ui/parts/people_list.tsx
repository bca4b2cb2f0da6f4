import {useState} from 'react';

import type {PersonView} from '../props';
import {useSay} from '../words/messages';
import {Button} from './button';
import {inOrderOfConcern} from './order_of_concern';
import {Person} from './person';

/** As many rows as fit a small screen; longer lists are collapsed to this. */
const COLLAPSED_LENGTH = 6;

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
