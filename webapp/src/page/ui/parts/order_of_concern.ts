import type {PersonView} from '../props';
import {standingOf} from './person';
import type {Standing} from './person';

const RANK: Readonly<Record<Standing, number>> = {changed: 0, renamed: 0, no_key: 0, left_out: 0, new: 0, ready: 1, verified: 1};

/** Whoever can't read, or needs a look, comes first, so that a shortened list never hides them behind the others. */
export function inOrderOfConcern(people: readonly PersonView[]): PersonView[] {
    const rank = (person: PersonView): number => RANK[standingOf(person)];
    return [...people].sort((a, b) => rank(a) - rank(b) || a.displayName.localeCompare(b.displayName, undefined, {numeric: true}));
}
