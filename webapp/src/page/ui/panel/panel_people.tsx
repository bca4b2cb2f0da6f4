import {useId, useState} from 'react';

import {Busy} from '../parts/busy';
import {Button} from '../parts/button';
import {FailureBox} from '../parts/failure_box';
import {inOrderOfConcern} from '../parts/order_of_concern';
import {Person, standingOf} from '../parts/person';
import type {PersonView} from '../props';
import {useSay} from '../words/messages';
import type {ChannelPanelProps} from './props';

/** More people than this are looked for by name. */
const SEARCHED_FROM = 8;

/** More rows make the page slow, and nobody reads them. */
const MAX_ROWS = 100;

type PanelPeopleProps = Pick<ChannelPanelProps, 'people' | 'own' | 'onVerify' | 'onAskAgain' | 'onRetry'>;

export function PanelPeople(props: PanelPeopleProps) {
    const {people, onRetry} = props;
    const say = useSay();
    return (
        <section className="e2ee-panel__part">
            <h3 className="e2ee-section__title">{say('e2ee.panel.people')}</h3>
            {people.kind === 'loading' ? <Busy>{say('e2ee.people.loading')}</Busy> : null}
            {people.kind === 'failed' ? (
                <>
                    <FailureBox failure={people.failure} />
                    <Button isSmall onClick={onRetry}>
                        {say('e2ee.common.retry')}
                    </Button>
                </>
            ) : null}
            {people.kind === 'ready' ? <Everybody {...props} everybody={people.value} /> : null}
        </section>
    );
}

function Everybody({everybody, ...props}: PanelPeopleProps & {readonly everybody: readonly PersonView[]}) {
    const say = useSay();
    const fieldId = useId();
    const [wanted, setWanted] = useState('');
    const found = inOrderOfConcern(everybody.filter((person) => isCalled(person, wanted)));
    const count = (standing: string): number => everybody.filter((person) => standingOf(person) === standing).length;
    return (
        <>
            <p className="e2ee-quiet">
                {say('e2ee.panel.sum', {total: everybody.length, verified: count('verified'), keyless: count('no_key')})}
            </p>
            {everybody.length > SEARCHED_FROM ? (
                <>
                    <label className="e2ee-hidden" htmlFor={fieldId}>
                        {say('e2ee.panel.search')}
                    </label>
                    <input
                        id={fieldId}
                        className="e2ee-input"
                        type="search"
                        placeholder={say('e2ee.panel.search')}
                        value={wanted}
                        onChange={(event) => setWanted(event.target.value)}
                    />
                </>
            ) : null}
            <ul className="e2ee-people" data-testid="e2ee-people">
                {found.slice(0, MAX_ROWS).map((person) => (
                    <Person key={person.userId} person={person}>
                        <Actions {...props} person={person} />
                    </Person>
                ))}
            </ul>
            <p className="e2ee-quiet" role="status">
                {found.length === 0 ? say('e2ee.panel.nobody_found') : null}
                {found.length > MAX_ROWS ? say('e2ee.panel.more', {count: found.length - MAX_ROWS}) : null}
            </p>
        </>
    );
}

function isCalled({username, displayName}: PersonView, wanted: string): boolean {
    const name = wanted.trim().replace(/^@/, '').toLowerCase();
    return username.toLowerCase().includes(name) || displayName.toLowerCase().includes(name);
}

/** There is a number to compare with whoever has a key, as soon as this browser has one. */
function Actions({person, own, onVerify, onAskAgain}: Omit<PanelPeopleProps, 'people' | 'onRetry'> & {readonly person: PersonView}) {
    const say = useSay();
    const {displayName: name, key, isYou} = person;
    if (isYou || own.kind !== 'active' || key === 'no_key') {
        return null;
    }
    return (
        <span className="e2ee-person__actions">
            {key === 'left_out' ? (
                <Button look="link" isSmall aria-label={say('e2ee.panel.ask_again.about', {name})} onClick={() => onAskAgain(person)}>
                    {say('e2ee.panel.ask_again')}
                </Button>
            ) : null}
            <Button look="link" isSmall aria-label={say('e2ee.safety_number.title', {name})} onClick={() => onVerify(person)}>
                {say('e2ee.safety_number.open')}
            </Button>
        </span>
    );
}
