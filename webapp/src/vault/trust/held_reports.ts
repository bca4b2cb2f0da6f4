import {fingerprintOf} from './keys_of_person';
import type {AskedPerson, PersonFacts} from './decide';

interface Choice {
    readonly userId: string;
    readonly choice: 'accept' | 'leave_out';
}

/**
 * What the member was last asked about each person of a channel. A decision counts for exactly that: where keys or name have
 * changed since, it is dropped and the person is held again (docs/people.md §4). What the page merely lists is no question: it is
 * renewed behind an open dialog.
 */
export class HeldReports {
    readonly #shown = new Map<string, ReadonlyMap<string, string>>();

    show(channelId: string, people: readonly AskedPerson[]): void {
        this.#shown.set(channelId, new Map(people.map(({userId, keys, username}) => [userId, fingerprintOf(keys, username)])));
    }

    withChoices(channelId: string, people: readonly AskedPerson[], choices: readonly Choice[]): readonly PersonFacts[] {
        const shown = this.#shown.get(channelId);
        const chosen = new Map(choices.map(({userId, choice}) => [userId, choice]));
        return people.map((person) => {
            const choice = chosen.get(person.userId);
            const isWhatWasShown = choice !== undefined && shown?.get(person.userId) === fingerprintOf(person.keys, person.username);
            return {...person, choice: isWhatWasShown ? choice : undefined};
        });
    }
}
