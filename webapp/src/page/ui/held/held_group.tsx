import {useState} from 'react';

import {Button} from '../parts/button';
import {useSay} from '../words/messages';
import {HeldRow} from './held_row';
import type {HeldDialogProps, HeldPerson} from './props';

/** More people for whom nothing is wrong than this are one sentence, with the list to open. */
const LISTED_AT_ONCE = 20;

interface HeldGroupProps extends Pick<HeldDialogProps, 'onVerify'> {
    readonly kind: 'new' | 'changed' | 'renamed';
    readonly people: readonly HeldPerson[];
}

/** People held for one reason, with what it may mean. Draws nothing for nobody. */
export function HeldGroup({kind, people, onVerify}: HeldGroupProps) {
    const say = useSay();
    const [isOpen, setOpen] = useState(kind !== 'new' || people.length <= LISTED_AT_ONCE);
    const count = people.length;
    if (count === 0) {
        return null;
    }
    return (
        <section className="e2ee-section">
            <h3 className="e2ee-section__title">{say(`e2ee.held.${kind}`, {count})}</h3>
            {isOpen ? (
                <ul className="e2ee-people">
                    {people.map((person) => (
                        <HeldRow key={person.state.userId} person={person} onVerify={onVerify} />
                    ))}
                </ul>
            ) : (
                <Button look="link" isSmall aria-expanded={false} onClick={() => setOpen(true)}>
                    {say('e2ee.people.show_all', {total: count})}
                </Button>
            )}
            <Advice kind={kind} people={people} />
        </section>
    );
}

function Advice({kind, people}: Pick<HeldGroupProps, 'kind' | 'people'>) {
    const say = useSay();
    if (kind !== 'changed') {
        return <p className="e2ee-quiet">{say(`e2ee.held.${kind}_advice`, {count: people.length})}</p>;
    }
    const ways = new Set(people.map(({state}) => (state.kind === 'changed' ? state.how : undefined)));
    const wasVerified = people.some(({state}) => state.kind === 'changed' && state.wasVerified);
    return (
        <>
            {wasVerified ? <p className="e2ee-warned">{say('e2ee.held.was_verified_advice')}</p> : null}
            {[...ways].map((how) =>
                how === undefined ? null : (
                    <p key={how} className="e2ee-quiet">
                        {say(`e2ee.held.how.${how}.advice`)}
                    </p>
                ),
            )}
        </>
    );
}
