import type {HeldPerson} from '../props';
import {useFormatTime, useSay} from '../words/messages';

interface HeldGroupProps {
    readonly kind: 'new' | 'changed' | 'renamed';
    readonly people: readonly HeldPerson[];
}

/** People held for one reason, with what to think of before accepting. Draws nothing for nobody. */
export function HeldGroup({kind, people}: HeldGroupProps) {
    const say = useSay();
    const count = people.length;
    if (count === 0) {
        return null;
    }
    return (
        <section className="e2ee-section">
            <h3 className="e2ee-section__title">{say(`e2ee.held.${kind}`, {count})}</h3>
            <ul className="e2ee-people">
                {people.map((person) => (
                    <HeldRow key={person.state.userId} person={person} />
                ))}
            </ul>
            {kind === 'new' ? null : <p className="e2ee-quiet">{say(`e2ee.held.${kind}_advice`)}</p>}
        </section>
    );
}

function HeldRow({person: {state, username, displayName, sinceMs}}: {readonly person: HeldPerson}) {
    const say = useSay();
    const formatTime = useFormatTime();
    return (
        <li className="e2ee-person" data-testid="e2ee-person" data-person={username} data-key={state.kind}>
            <span className="e2ee-person__name">
                {displayName}
                {displayName === username ? null : <span className="e2ee-person__username"> @{username}</span>}
            </span>
            {state.kind === 'changed' ? <span className="e2ee-person__note">{say(`e2ee.held.how.${state.how}`)}</span> : null}
            {state.kind === 'renamed' ? (
                <span className="e2ee-person__note">{say('e2ee.held.renamed_from', {before: state.pinnedUsername})}</span>
            ) : null}
            {state.kind === 'no_key' ? <span className="e2ee-person__note">{say('e2ee.people.no_key')}</span> : null}
            {sinceMs === undefined ? null : (
                <span className="e2ee-person__note">{say('e2ee.held.since', {time: formatTime(sinceMs)})}</span>
            )}
        </li>
    );
}
