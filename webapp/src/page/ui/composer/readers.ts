import type {PersonView, Recipients} from '../props';
import type {Say} from '../words/messages';

/** Names in the line itself; the dialog behind the lock has all of them. */
const NAMED = 3;

/** *Sealed for 12 people; 1 has no key; 1 waits for your decision.* */
export function sealedFor(say: Say, recipients: Recipients): string {
    return inParts(say, recipients, (what) => what);
}

/** The same, with the names of those who won't be able to read. */
export function sealedForNamed(say: Say, recipients: Recipients): string {
    return inParts(say, recipients, (what, people) => say('e2ee.composer.named', {what, names: firstNames(say, people)}));
}

/** Whether somebody in the channel is not among those whom the next post is sealed for. */
export function isSomebodyOut({withoutKey, undecided}: Recipients): boolean {
    return withoutKey.length + undecided.length > 0;
}

export function firstNames(say: Say, people: readonly PersonView[]): string {
    const named = people.slice(0, NAMED).map((person) => person.displayName);
    const more = people.length - named.length;
    const names = named.join(', ');
    return more === 0 ? names : say('e2ee.composer.and_more', {names, count: more});
}

function inParts(
    say: Say,
    {sealedFor: count, withoutKey, undecided}: Recipients,
    join: (what: string, people: readonly PersonView[]) => string,
): string {
    const parts = [say('e2ee.composer.sealed_for', {count})];
    if (withoutKey.length > 0) {
        parts.push(join(say('e2ee.composer.without_key', {count: withoutKey.length}), withoutKey));
    }
    if (undecided.length > 0) {
        parts.push(join(say('e2ee.composer.undecided', {count: undecided.length}), undecided));
    }
    return parts.join('; ');
}
