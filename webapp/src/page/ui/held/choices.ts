/**
 * What can be chosen about people who hold a post up, and how it is called.
 *
 * @packageDocumentation
 */
import type {Say} from '../words/messages';
import type {HeldPerson} from './props';

/** False for keys that are gone or prove nothing: the vault would hold the post again. */
export function mayBeAccepted({state}: HeldPerson): boolean {
    return state.kind !== 'changed' || state.mayAccept;
}

/** A changed key may be an attack: accepting it is never the button that catches the eye first. */
export function isKeyChanged(people: readonly HeldPerson[]): boolean {
    return people.some(({state}) => state.kind === 'changed');
}

export function acceptLabel(say: Say, people: readonly HeldPerson[]): string {
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
