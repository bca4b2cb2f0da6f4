import type {PersonState} from '../../../vault/api';
import {Message} from '../words/message';
import {useSay} from '../words/messages';
import {acceptLabel, mayBeAccepted} from './choices';
import {HeldGroup} from './held_group';
import type {HeldDialogProps, HeldPerson} from './props';

interface HeldPeopleProps extends Pick<HeldDialogProps, 'channelName' | 'mayLeaveOut' | 'onVerify'> {
    readonly people: readonly HeldPerson[];
}

/** Everybody who holds the post up, the gravest reason first, and what each choice does. */
export function HeldPeople({channelName, people, mayLeaveOut, onVerify}: HeldPeopleProps) {
    const say = useSay();
    const names = people.filter((person) => !mayBeAccepted(person)).map(({displayName}) => displayName);
    const inGroup = (...kinds: ReadonlyArray<PersonState['kind']>) => people.filter((person) => kinds.includes(person.state.kind));
    return (
        <>
            <p>
                <Message id="e2ee.held.intro" values={{channel: channelName, count: people.length}} />
            </p>
            <HeldGroup kind="changed" people={inGroup('changed')} onVerify={onVerify} />
            {names.length === 0 ? null : (
                <p>{say(mayLeaveOut ? 'e2ee.held.nothing_to_accept' : 'e2ee.held.nothing_to_accept_direct', {names: names.join(', ')})}</p>
            )}
            <HeldGroup kind="renamed" people={inGroup('renamed')} onVerify={onVerify} />
            <HeldGroup kind="new" people={inGroup('ready', 'no_key', 'left_out')} onVerify={onVerify} />
            <Choices people={people} mayLeaveOut={mayLeaveOut} />
        </>
    );
}

function Choices({people, mayLeaveOut}: Pick<HeldPeopleProps, 'people' | 'mayLeaveOut'>) {
    const say = useSay();
    const count = people.length;
    return (
        <section className="e2ee-section">
            <h3 className="e2ee-section__title">{say('e2ee.held.choices')}</h3>
            <ul className="e2ee-bullets">
                {people.some(mayBeAccepted) ? (
                    <li>
                        <Message id="e2ee.held.choice.accept" values={{label: acceptLabel(say, people), count}} />
                    </li>
                ) : null}
                {mayLeaveOut ? (
                    <li>
                        <Message id="e2ee.held.choice.leave_out" values={{label: say('e2ee.held.leave_out'), count}} />
                    </li>
                ) : null}
                <li>
                    <Message id="e2ee.held.choice.cancel" values={{label: say('e2ee.common.cancel')}} />
                </li>
            </ul>
        </section>
    );
}
