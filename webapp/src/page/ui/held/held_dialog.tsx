/**
 * A post is held: what, who, and the ways on that the table of recipients has (accept, send without, cancel).
 * One choice for all who are listed; the list is in sight before the choice, since a hidden name is no consent. Accepting is
 * offered only where there is something to accept; beside others, those who can't be accepted are asked about once more, alone.
 *
 * @packageDocumentation
 */
import type {PersonState} from '../../../vault/api';
import {Button} from '../parts/button';
import {Dialog, DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import {Glyph} from '../parts/glyph';
import type {HeldDialogProps, HeldPerson} from '../props';
import {Message} from '../words/message';
import {useSay} from '../words/messages';
import type {Say} from '../words/messages';
import {HeldGroup} from './held_group';

export function HeldDialog({channelName, reason, mayLeaveOut, onDecide, onCancel}: HeldDialogProps) {
    const say = useSay();
    return (
        <Dialog name="held" title={say('e2ee.held.title')} icon={<Glyph name="wait" size={24} />} onClose={onCancel}>
            <DialogBody>
                {reason.kind === 'people' ? (
                    <HeldPeople channelName={channelName} people={reason.people} mayLeaveOut={mayLeaveOut} />
                ) : (
                    <>
                        <FailureBox failure={reason.failure} />
                        <p>
                            <Message id="e2ee.held.failed_intro" values={{channel: channelName}} />
                        </p>
                    </>
                )}
            </DialogBody>
            <DialogFooter>
                <Button onClick={onCancel}>{say(reason.kind === 'people' ? 'e2ee.common.cancel' : 'e2ee.common.close')}</Button>
                {reason.kind === 'people' && mayLeaveOut ? (
                    <Button onClick={() => onDecide('leave_out')}>{say('e2ee.held.leave_out')}</Button>
                ) : null}
                {reason.kind === 'people' && reason.people.some(mayBeAccepted) ? (
                    <Button look={isKeyChanged(reason.people) ? 'danger' : 'primary'} onClick={() => onDecide('accept')}>
                        {acceptLabel(say, reason.people)}
                    </Button>
                ) : null}
            </DialogFooter>
        </Dialog>
    );
}

interface HeldPeopleProps extends Pick<HeldDialogProps, 'channelName' | 'mayLeaveOut'> {
    readonly people: readonly HeldPerson[];
}

function HeldPeople({channelName, people, mayLeaveOut}: HeldPeopleProps) {
    const say = useSay();
    const names = people.filter((person) => !mayBeAccepted(person)).map(({displayName}) => displayName);
    const inGroup = (...kinds: ReadonlyArray<PersonState['kind']>) => people.filter((person) => kinds.includes(person.state.kind));
    return (
        <>
            <p>
                <Message id="e2ee.held.intro" values={{channel: channelName, count: people.length}} />
            </p>
            <HeldGroup kind="changed" people={inGroup('changed')} />
            {names.length === 0 ? null : (
                <p>{say(mayLeaveOut ? 'e2ee.held.nothing_to_accept' : 'e2ee.held.nothing_to_accept_direct', {names: names.join(', ')})}</p>
            )}
            <HeldGroup kind="renamed" people={inGroup('renamed')} />
            <HeldGroup kind="new" people={inGroup('ready', 'no_key')} />
        </>
    );
}

/** False for keys that are gone or prove nothing: the vault would hold the post again. */
function mayBeAccepted({state}: HeldPerson): boolean {
    return state.kind !== 'changed' || state.mayAccept;
}

/** A changed key may be an attack: accepting it is never the button that catches the eye first. */
function isKeyChanged(people: readonly HeldPerson[]): boolean {
    return people.some(({state}) => state.kind === 'changed');
}

function acceptLabel(say: Say, people: readonly HeldPerson[]): string {
    const count = people.length;
    if (!people.every(mayBeAccepted)) {
        return say('e2ee.held.accept_others');
    }
    if (!isKeyChanged(people)) {
        return say('e2ee.held.accept_new', {count});
    }
    const isOnlyChanged = people.every(({state}) => state.kind === 'changed');
    return isOnlyChanged ? say('e2ee.held.accept_changed', {count}) : say('e2ee.held.accept_mixed');
}
