import type {PersonState} from '../../../vault/api';
import type {PeopleView} from '../channel_people';
import type {HostState} from '../host/state';
import {recipientsOf} from './use_page';

const host = {entities: {users: {currentUserId: 'ann', profiles: {}}}} as unknown as HostState;

const somebodyKeyless: readonly PersonState[] = [
    {kind: 'ready', userId: 'ann', generation: 0, isNew: false, isVerified: false},
    {kind: 'ready', userId: 'ben', generation: 0, isNew: false, isVerified: false},
    {kind: 'no_key', userId: 'cleo'},
];

function viewOf(isFirstUse: boolean, states = somebodyKeyless): PeopleView {
    return {
        kind: 'ready',
        isFirstUse,
        departed: [],
        people: states.map((state) => ({state, user: {id: state.userId, username: state.userId, delete_at: 0}})),
    };
}

const names = (people: ReadonlyArray<{readonly username: string}> | undefined) => people?.map(({username}) => username);

describe('whom the composer names', () => {
    test('at the first use of a channel: everybody else with a key, whom the first post makes known', () => {
        const recipients = recipientsOf(viewOf(true), host);
        expect(recipients).toMatchObject({sealedFor: 2});
        expect(names(recipients?.firstMet)).toEqual(['ben']);
        expect(names(recipients?.withoutKey)).toEqual(['cleo']);
    });

    test('later: only who has no key', () => {
        const recipients = recipientsOf(viewOf(false), host);
        expect(recipients).toMatchObject({sealedFor: 2, firstMet: [], undecided: []});
        expect(names(recipients?.withoutKey)).toEqual(['cleo']);
    });

    test('apart from those sealed for: who is new, has another key or another name', () => {
        const states: PersonState[] = [
            {kind: 'ready', userId: 'ann', generation: 0, isNew: false, isVerified: false},
            {kind: 'ready', userId: 'ben', generation: 0, isNew: true, isVerified: false},
            {kind: 'changed', userId: 'cleo', how: 'reset', mayAccept: true, wasVerified: false},
            {kind: 'renamed', userId: 'dan', pinnedUsername: 'dan', username: 'daniel'},
        ];
        const recipients = recipientsOf(viewOf(false, states), host);
        expect(recipients).toMatchObject({sealedFor: 1, withoutKey: []});
        expect(names(recipients?.undecided)).toEqual(['ben', 'cleo', 'dan']);
    });

    test('nobody while the people are not known', () => {
        expect(recipientsOf({kind: 'loading'}, host)).toBeUndefined();
    });
});
