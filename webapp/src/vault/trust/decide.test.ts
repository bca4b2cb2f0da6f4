import {verifiedChainOf} from '../../../tests/support/chains';
import {HandMadePerson} from '../../../tests/support/hand_made_person';
import {pinOf} from '../identity/pinned_identity';
import type {VerifiedChain} from '../protocol/chain';
import {decide, standingOf} from './decide';
import type {PersonFacts} from './decide';
import type {PersonKeys} from './keys_of_person';

/** The table of docs/people.md §4, row by row. */
describe('for whom a post is sealed', () => {
    let chain: VerifiedChain;
    let trusted: PersonKeys;
    const none: PersonKeys = {kind: 'none'};
    const invalid: PersonKeys = {kind: 'changed', how: 'invalid', chain: undefined, accepted: undefined, firstNew: undefined};
    const reset = (): PersonKeys => ({
        kind: 'changed',
        how: 'reset',
        chain,
        accepted: {expectedHead: 'old', next: pinOf(chain)},
        firstNew: undefined,
    });

    const person = (userId: string, keys: PersonKeys, more: Partial<PersonFacts> = {}): PersonFacts => ({
        userId,
        username: userId,
        keys,
        known: undefined,
        isInSet: more.pinnedUsername !== undefined || !('pinnedUsername' in more),
        pinnedUsername: userId,
        isLeftOut: false,
        choice: undefined,
        ...more,
    });

    beforeAll(async () => {
        chain = await verifiedChainOf(await HandMadePerson.create('ben'));
        trusted = {kind: 'trusted', chain, change: undefined};
    });

    const inGroup = (...people: PersonFacts[]) => decide({isDirect: false, hasDeparted: false, isFirstUse: false, people});

    test('known people with keys: goes on', () => {
        const ben = person('ben', trusted);
        expect(inGroup(ben)).toEqual({kind: 'send', to: [ben], withoutKey: [], leftOut: []});
    });

    test('a member without a key: left out and named', () => {
        const [ben, cleo] = [person('ben', trusted), person('cleo', none, {pinnedUsername: undefined})];
        expect(inGroup(ben, cleo)).toEqual({kind: 'send', to: [ben], withoutKey: ['cleo'], leftOut: []});
    });

    test('nobody else with a key: goes on, to oneself', () => {
        expect(inGroup(person('cleo', none))).toEqual({kind: 'send', to: [], withoutKey: ['cleo'], leftOut: []});
    });

    test('somebody not in the pinned set: held, also beside people who are', () => {
        expect(inGroup(person('ben', trusted), person('eve', trusted, {pinnedUsername: undefined}))).toEqual({
            kind: 'held',
            people: [{kind: 'ready', userId: 'eve', generation: 0, isNew: true, isVerified: false}],
        });
    });

    test('the first post of a channel: nobody is new', () => {
        const eve = person('eve', trusted, {pinnedUsername: undefined});
        expect(decide({isDirect: false, hasDeparted: false, isFirstUse: true, people: [eve]})).toMatchObject({kind: 'send', to: [eve]});
    });

    test('another name: held', () => {
        expect(inGroup(person('ben', trusted, {username: 'boss'}))).toEqual({
            kind: 'held',
            people: [{kind: 'renamed', userId: 'ben', pinnedUsername: 'ben', username: 'boss'}],
        });
    });

    test('another chain: held, in the first post of a channel too', () => {
        const held = {kind: 'held', people: [{kind: 'changed', userId: 'ben', how: 'reset', mayAccept: true, wasVerified: false}]};
        expect(inGroup(person('ben', reset()))).toEqual(held);
        expect(decide({isDirect: false, hasDeparted: false, isFirstUse: true, people: [person('ben', reset())]})).toEqual(held);
    });

    test('an accepted change: goes on', () => {
        const ben = person('ben', reset(), {choice: 'accept'});
        expect(inGroup(ben)).toEqual({kind: 'send', to: [ben], withoutKey: [], leftOut: []});
    });

    test('a chain that does not verify can be left out, never accepted', () => {
        expect(inGroup(person('ben', invalid, {choice: 'accept'}))).toEqual({
            kind: 'held',
            people: [{kind: 'changed', userId: 'ben', how: 'invalid', mayAccept: false, wasVerified: false}],
        });
        const ben = person('ben', invalid, {choice: 'leave_out'});
        expect(inGroup(ben)).toEqual({kind: 'send', to: [], withoutKey: [], leftOut: [ben]});
    });

    test('somebody left out before, with the keys and the name of then: goes on without them', () => {
        const ben = person('ben', reset(), {isLeftOut: true});
        expect(inGroup(ben)).toEqual({kind: 'send', to: [], withoutKey: [], leftOut: [ben]});
        expect(standingOf(ben, false)).toEqual({kind: 'left_out', userId: 'ben'});
        expect(inGroup(person('ben', trusted, {isLeftOut: true}))).toMatchObject({kind: 'send', leftOut: []});
    });

    test('nobody can be left out of a direct message', () => {
        const ben = person('ben', reset(), {choice: 'leave_out'});
        expect(inGroup(ben)).toMatchObject({kind: 'send', leftOut: [ben]});
        expect(decide({isDirect: true, hasDeparted: false, isFirstUse: false, people: [ben]})).toMatchObject({kind: 'held'});
    });

    test('one decision does not count for another person', () => {
        const [ben, eve] = [person('ben', reset(), {choice: 'accept'}), person('eve', reset())];
        expect(inGroup(ben, eve)).toEqual({
            kind: 'held',
            people: [{kind: 'changed', userId: 'eve', how: 'reset', mayAccept: true, wasVerified: false}],
        });
    });

    test('leaving out somebody about whom there is no question changes nothing', () => {
        const ben = person('ben', trusted, {choice: 'leave_out'});
        expect(inGroup(ben)).toEqual({kind: 'send', to: [ben], withoutKey: [], leftOut: []});
    });

    test('a direct message has exactly two people, or one who writes to themselves', () => {
        const direct = (...people: PersonFacts[]) => decide({isDirect: true, hasDeparted: false, isFirstUse: false, people});
        expect(direct(person('ben', trusted))).toMatchObject({kind: 'send'});
        expect(direct()).toMatchObject({kind: 'send', to: []});
        expect(direct(person('ben', trusted), person('eve', none))).toEqual({kind: 'refused', code: 'direct_not_two'});
        expect(decide({isDirect: true, hasDeparted: true, isFirstUse: false, people: []})).toEqual({
            kind: 'refused',
            code: 'direct_not_two',
        });
    });

    test('a changed chain says more than a changed name', () => {
        expect(standingOf(person('ben', reset(), {username: 'boss'}), false)).toMatchObject({kind: 'changed'});
    });
});
