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
    return inParts(say, recipients, (what, names) => say('e2ee.composer.named', {what, names: firstNames(say, names)}));
}

/** Whether somebody who is in the channel, or was, is not among those whom the next post is sealed for. */
export function isSomebodyOut({withoutKey, leftOut, undecided, departed}: Recipients): boolean {
    return withoutKey.length + leftOut.length + undecided.length + departed.length > 0;
}

export function namesOf(people: readonly PersonView[]): readonly string[] {
    return people.map((person) => person.displayName);
}

export function firstNames(say: Say, all: readonly string[]): string {
    const named = all.slice(0, NAMED);
    const more = all.length - named.length;
    const names = named.join(', ');
    return more === 0 ? names : say('e2ee.composer.and_more', {names, count: more});
}

function inParts(
    say: Say,
    {sealedFor: count, withoutKey, leftOut, undecided, departed}: Recipients,
    join: (what: string, names: readonly string[]) => string,
): string {
    const parts = [say('e2ee.composer.sealed_for', {count})];
    if (withoutKey.length > 0) {
        parts.push(join(say('e2ee.composer.without_key', {count: withoutKey.length}), namesOf(withoutKey)));
    }
    if (leftOut.length > 0) {
        parts.push(join(say('e2ee.composer.left_out', {count: leftOut.length}), namesOf(leftOut)));
    }
    if (undecided.length > 0) {
        parts.push(join(say('e2ee.composer.undecided', {count: undecided.length}), namesOf(undecided)));
    }
    if (departed.length > 0) {
        const usernames = departed.map((username) => `@${username}`);
        parts.push(join(say('e2ee.composer.departed', {count: departed.length}), usernames));
    }
    return parts.join('; ');
}
