/**
 * The script of a day of ordinary use: what happens, to whom, in an order that a seed decides. And what of it is really new, by
 * the rule of docs/people.md §4 alone: nothing here knows what the product does.
 *
 * @packageDocumentation
 */
import {Dice} from './dice';

/** One of those who have no browser in the spec: what they do comes by the API. */
export interface Extra {
    readonly name: string;
    readonly isIn: boolean;
    readonly isActive: boolean;
    readonly hasKey: boolean;

    /** How often they were added, after the day began. */
    readonly joins: number;

    /** How often they changed their name. */
    readonly renames: number;

    /** How often they started over with new keys; a rotation is none. */
    readonly resets: number;
}

export type Deed =
    | 'post'
    | 'reply'
    | 'delete'
    | 'react'
    | 'pin'
    | 'status'
    | 'words'
    | 'picture'
    | 'nickname'
    | 'header'
    | 'rotate'
    | 'reset'
    | 'rename'
    | 'first_key'
    | 'leave'
    | 'join'
    | 'deactivate'
    | 'activate';

export interface Happening {
    readonly deed: Deed;
    readonly who: string;

    /** Who is in the channel, active and with a key once it has happened: for them its posts are sealed. */
    readonly readers: readonly string[];
}

export type Why = 'ready' | 'changed' | 'renamed';

/** Somebody about whom a sender has to be asked. */
export interface Question {
    readonly who: string;
    readonly why: Why;
}

/** What happens between two looks of the watching members; each of them sends a post then. */
export interface Stretch {
    readonly happenings: readonly Happening[];
    readonly extras: ReadonlyMap<string, Extra>;
}

/** How often each deed occurs, but for the posts of the watching members. */
const DECK: Readonly<Record<Deed, number>> = {
    post: 242,
    reply: 40,
    delete: 32,
    react: 32,
    pin: 8,
    status: 32,
    words: 10,
    picture: 14,
    nickname: 10,
    header: 4,
    rotate: 12,
    reset: 1,
    rename: 7,
    first_key: 2,
    leave: 10,
    join: 13,
    deactivate: 5,
    activate: 5,
};

export const DEEDS: number = Object.values(DECK).reduce((sum, count) => sum + count, 0);

/** One who posts, and to whom nothing else ever happens. */
export const STEADY = 'dan';

/** How they stand in the morning, by name. */
export const EXTRAS: ReadonlyMap<string, Extra> = new Map(
    [
        ...[STEADY, 'eve', 'fay', 'gil', 'hal', 'ina', 'jon', 'kim'].map((name) => extra(name, {isIn: true, hasKey: true})),
        ...['lea', 'max', 'nia'].map((name) => extra(name, {isIn: false, hasKey: true})),
        ...['oda', 'pat'].map((name) => extra(name, {isIn: false, hasKey: false})),
    ].map((each) => [each.name, each]),
);

function extra(name: string, {isIn, hasKey}: Pick<Extra, 'isIn' | 'hasKey'>): Extra {
    return {name, isIn, hasKey, isActive: true, joins: 0, renames: 0, resets: 0};
}

/** The whole day in so many parts of about the same length. */
export function scriptOf(seed: number, {stretches}: {readonly stretches: number}): Stretch[] {
    const dice = new Dice(seed);
    const scribe = new Scribe(dice);
    const deck = dice.shuffled((Object.keys(DECK) as Deed[]).flatMap((deed) => Array.from({length: DECK[deed]}, () => deed)));
    const length = Math.ceil(DEEDS / stretches);
    return Array.from({length: stretches}, () => {
        const happenings = Array.from({length: Math.min(length, deck.length)}, () => scribe.next(deck));
        return {happenings, extras: new Map(scribe.extras)};
    });
}

class Scribe {
    readonly extras = new Map(EXTRAS);
    private readonly posts = new Map<string, number>();

    constructor(private readonly dice: Dice) {}

    /** Takes the first card that can be played by somebody. */
    next(deck: Deed[]): Happening {
        for (const [index, deed] of deck.entries()) {
            const able = [...this.extras.values()].filter((each) => this.mayPlay(each, deed));
            if (able.length > 0) {
                deck.splice(index, 1);
                return this.play(this.dice.oneOf(able), deed);
            }
        }
        throw new Error(`nobody can do any of ${deck.join()}`);
    }

    private mayPlay(each: Extra, deed: Deed): boolean {
        return isAble(each, deed, this.posts.get(each.name) ?? 0) && (each.name !== STEADY || deed === 'post');
    }

    private play(chosen: Extra, deed: Deed): Happening {
        const {name: who} = chosen;
        this.extras.set(who, after(chosen, deed));
        this.posts.set(who, (this.posts.get(who) ?? 0) + (deed === 'post' ? 1 : deed === 'delete' ? -1 : 0));
        return {deed, who, readers: readersAmong(this.extras)};
    }
}

function isAble({isIn, isActive, hasKey, joins}: Extra, deed: Deed, posts: number): boolean {
    switch (deed) {
        case 'activate':
            return !isActive;
        case 'join':
            return isActive && !isIn;
        case 'first_key':
            return isActive && !hasKey;
        case 'rotate':
        case 'rename':
            return isActive && hasKey;
        case 'reset':
            // Of somebody whose keys every watching member has met.
            return isActive && hasKey && isIn && joins === 0;
        case 'deactivate':
        case 'status':
        case 'words':
        case 'picture':
        case 'nickname':
            return isActive;
        case 'leave':
        case 'header':
            return isActive && isIn;
        case 'post':
            return isActive && isIn && hasKey;
        case 'reply':
        case 'delete':
        case 'react':
        case 'pin':
            return isActive && isIn && hasKey && posts > 0;
    }
}

function after(extra: Extra, deed: Deed): Extra {
    switch (deed) {
        case 'activate':
            return {...extra, isActive: true};
        case 'deactivate':
            return {...extra, isActive: false};
        case 'join':
            return {...extra, isIn: true, joins: extra.joins + 1};
        case 'leave':
            return {...extra, isIn: false};
        case 'first_key':
            return {...extra, hasKey: true};
        case 'rename':
            return {...extra, renames: extra.renames + 1};
        case 'reset':
            return {...extra, resets: extra.resets + 1};
        default:
            return extra;
    }
}

/** Who is in the channel, active and with a key. */
export function readersAmong(extras: ReadonlyMap<string, Extra>): string[] {
    return [...extras.values()].filter(reads).map(({name}) => name);
}

function reads({isIn, isActive, hasKey}: Extra): boolean {
    return isIn && isActive && hasKey;
}

/** What one browser has agreed to: for whom it sealed last, and under which name and key it ever did. */
export class Agreed {
    private sealedFor: ReadonlySet<string> | undefined;

    private constructor(private readonly known: Map<string, Extra>) {}

    static nothing(): Agreed {
        return new Agreed(new Map());
    }

    /** Names and keys come along with the backup, for whom was sealed where doesn't. */
    restored(): Agreed {
        return new Agreed(new Map(this.known));
    }

    /** Who is new to this browser when it sends now; it agrees to all of them. */
    send(extras: ReadonlyMap<string, Extra>): Question[] {
        const readers = [...extras.values()].filter(reads);
        const questions = readers.flatMap((extra) => {
            const why = this.isNew(extra);
            return why === undefined ? [] : [{who: extra.name, why}];
        });
        readers.forEach((extra) => this.known.set(extra.name, extra));
        this.sealedFor = new Set(readers.map(({name}) => name));
        return questions;
    }

    private isNew(extra: Extra): Why | undefined {
        const before = this.known.get(extra.name);
        if (before !== undefined && before.resets !== extra.resets) {
            return 'changed';
        }
        if (before !== undefined && before.renames !== extra.renames) {
            return 'renamed';
        }
        return this.sealedFor === undefined || this.sealedFor.has(extra.name) ? undefined : 'ready';
    }
}
