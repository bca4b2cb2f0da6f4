/**
 * For whom a post is sealed: facts in, decision out (docs/people.md §4, the table there).
 *
 * Pure, and the only place that decides it. Whatever isn't known has become a refusal before it comes here.
 *
 * @packageDocumentation
 */
import type {FailureCode} from '../../lib/errors';
import type {PersonKeys} from './keys_of_person';
import {isVerifiedBy} from './known_person';
import type {KnownPerson} from './trust_store';

/** A member of the channel other than the sender, before anything is decided. */
export interface AskedPerson {
    readonly userId: string;
    readonly username: string;
    readonly keys: PersonKeys;

    readonly known: KnownPerson | undefined;

    /** Whether this browser has sealed for them in this channel. */
    readonly isInSet: boolean;

    /** Their name when this browser last sealed for them; undefined if it never did. */
    readonly pinnedUsername: string | undefined;

    /** The member decided to send without them in this channel, and keys and name are still those. */
    readonly isLeftOut: boolean;
}

export interface PersonFacts extends AskedPerson {
    /** What the member decided about exactly these keys and this name. */
    readonly choice: 'accept' | 'leave_out' | undefined;
}

export type PersonStanding =
    | {
          readonly kind: 'ready';
          readonly userId: string;
          readonly generation: number;
          readonly isNew: boolean;
          readonly isVerified: boolean;
      }
    | {readonly kind: 'no_key'; readonly userId: string}
    | {
          readonly kind: 'changed';
          readonly userId: string;
          readonly how: 'reset' | 'forked' | 'rolled_back' | 'invalid';
          readonly mayAccept: boolean;
          readonly wasVerified: boolean;
      }
    | {readonly kind: 'renamed'; readonly userId: string; readonly pinnedUsername: string; readonly username: string}
    | {readonly kind: 'left_out'; readonly userId: string};

export interface SendingFacts {
    readonly isDirect: boolean;

    /** Somebody for whom this browser sealed here isn't listed any more. */
    readonly hasDeparted: boolean;

    /** Nothing was ever sealed in this channel here: the dialog or the composer has named everybody. */
    readonly isFirstUse: boolean;
    readonly people: readonly PersonFacts[];
}

export type SendingDecision =
    | {
          readonly kind: 'send';

          /** The sender's own is added by the caller. */
          readonly to: readonly PersonFacts[];
          readonly withoutKey: readonly string[];
          readonly leftOut: readonly PersonFacts[];
      }
    | {readonly kind: 'held'; readonly people: readonly PersonStanding[]}
    | {readonly kind: 'refused'; readonly code: FailureCode};

export function decide({isDirect, hasDeparted, isFirstUse, people}: SendingFacts): SendingDecision {
    // The sender is in none of these lists, and a direct message to oneself has nobody else; nobody can leave one.
    if (isDirect && (people.length > 1 || hasDeparted)) {
        return {kind: 'refused', code: 'direct_not_two'};
    }
    const judged = people.map((person) => ({person, standing: standingOf(person, isFirstUse)}));
    const held = judged.filter(({person, standing}) => isHeld(standing) && !isDecided(person, isDirect));
    if (held.length > 0) {
        return {kind: 'held', people: held.map(({standing}) => standing)};
    }
    const without = judged.filter(({standing}) => standing.kind === 'no_key');
    const leftOut = judged.filter(
        ({person, standing}) => standing.kind === 'left_out' || (isHeld(standing) && person.choice === 'leave_out'),
    );
    const isOut = new Set([...without, ...leftOut].map(({person}) => person));
    return {
        kind: 'send',
        to: people.filter((person) => !isOut.has(person)),
        withoutKey: without.map(({person}) => person.userId),
        leftOut: leftOut.map(({person}) => person),
    };
}

/** A decision to send without somebody answers a question; where there is none, it says nothing. */
export function standingOf(person: AskedPerson, isFirstUse: boolean): PersonStanding {
    const standing = standingWithoutDecision(person, isFirstUse);
    return person.isLeftOut && isHeld(standing) ? {kind: 'left_out', userId: person.userId} : standing;
}

function standingWithoutDecision(person: AskedPerson, isFirstUse: boolean): PersonStanding {
    const {userId, username, keys, known, isInSet, pinnedUsername} = person;
    switch (keys.kind) {
        case 'none':
            return {kind: 'no_key', userId};
        case 'changed':
            return {kind: 'changed', userId, how: keys.how, mayAccept: mayAccept(keys), wasVerified: known?.verified !== undefined};
        case 'trusted':
            if (pinnedUsername !== undefined && pinnedUsername !== username) {
                return {kind: 'renamed', userId, pinnedUsername, username};
            }
            return {
                kind: 'ready',
                userId,
                generation: keys.chain.head.record.generation,
                isNew: !isInSet && !isFirstUse,
                isVerified: isVerifiedBy(known, keys.chain),
            };
    }
}

function isHeld(standing: PersonStanding): boolean {
    return standing.kind === 'changed' || standing.kind === 'renamed' || (standing.kind === 'ready' && standing.isNew);
}

function isDecided({choice, keys}: PersonFacts, isDirect: boolean): boolean {
    return (choice === 'leave_out' && !isDirect) || (choice === 'accept' && mayAccept(keys));
}

/** Accepting needs something to accept: a chain that doesn't verify is left out, or nothing is sent. */
function mayAccept(keys: PersonKeys): boolean {
    return keys.kind !== 'changed' || keys.accepted !== undefined;
}
