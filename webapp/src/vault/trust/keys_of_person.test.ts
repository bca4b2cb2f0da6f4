import {verifiedChainOf} from '../../../tests/support/chains';
import {HandMadePerson} from '../../../tests/support/hand_made_person';
import {userIdOf} from '../../../tests/support/people';
import {pinOf} from '../identity/pinned_identity';
import type {PinnedIdentity} from '../identity/pinned_identity';
import type {VerifiedChain} from '../protocol/chain';
import {compareKeys, fingerprintOf} from './keys_of_person';

describe('served keys beside the pin', () => {
    let chains: Record<'one' | 'rotated' | 'reset' | 'other', VerifiedChain>;
    const headOnly = (chain: VerifiedChain): PinnedIdentity => ({...pinOf(chain), chain: undefined});
    const served = (chain: VerifiedChain) => ({kind: 'chain', chain}) as const;

    beforeAll(async () => {
        const ben = await HandMadePerson.create('ben');
        chains = {
            one: await verifiedChainOf(ben),
            rotated: await verifiedChainOf(await ben.next('rotate')),
            reset: await verifiedChainOf(await ben.next('reset')),
            other: await verifiedChainOf(await HandMadePerson.create('ben')),
        };
    });

    test('met for the first time: trusted, to be pinned where nothing is', () => {
        const change = {expectedHead: '', next: pinOf(chains.one)};
        expect(compareKeys(served(chains.one), undefined)).toEqual({kind: 'trusted', chain: chains.one, change});
    });

    test('unchanged: trusted, nothing to store', () => {
        expect(compareKeys(served(chains.one), pinOf(chains.one))).toEqual({kind: 'trusted', chain: chains.one, change: undefined});
    });

    test('rotated: trusted, the pin moves on', () => {
        const change = {expectedHead: pinOf(chains.one).head, next: pinOf(chains.rotated)};
        expect(compareKeys(served(chains.rotated), pinOf(chains.one))).toEqual({kind: 'trusted', chain: chains.rotated, change});
    });

    test.each([
        ['reset', 'one', 'reset'],
        ['forked', 'one', 'other'],
        ['rolled_back', 'rotated', 'one'],
    ] as const)('%s: changed, and what accepting would store', (how, pinned, now) => {
        const accepted = {expectedHead: pinOf(chains[pinned]).head, next: pinOf(chains[now])};
        expect(compareKeys(served(chains[now]), pinOf(chains[pinned]))).toMatchObject({kind: 'changed', how, chain: chains[now], accepted});
    });

    test.each([
        ['rotated', 'one', 'trusted'],
        ['one', 'one', 'trusted'],
        ['other', 'one', 'changed'],
        ['reset', 'one', 'changed'],
        ['one', 'rotated', 'changed'],
    ] as const)('a restored head: the chain %s beside the head of %s is %s', (now, pinned, kind) => {
        expect(compareKeys(served(chains[now]), headOnly(chains[pinned]))).toMatchObject({kind});
    });

    test('a restored head gets its chain as soon as it is served', () => {
        expect(compareKeys(served(chains.one), headOnly(chains.one))).toMatchObject({change: {next: pinOf(chains.one)}});
    });

    test('no key, before and after there was one', () => {
        expect(compareKeys({kind: 'none'}, undefined)).toEqual({kind: 'none'});
        expect(compareKeys({kind: 'none'}, pinOf(chains.one))).toMatchObject({kind: 'changed', how: 'rolled_back', accepted: undefined});
    });

    test('a chain that does not verify is changed, whether or not something is pinned', () => {
        const invalid = {kind: 'invalid', code: 'signature_invalid'} as const;
        expect(compareKeys(invalid, undefined)).toMatchObject({kind: 'changed', how: 'invalid', accepted: undefined});
        expect(compareKeys(invalid, pinOf(chains.one))).toMatchObject({kind: 'changed', how: 'invalid', accepted: undefined});
    });

    test('what is decided about has its own fingerprint', () => {
        const [one, other] = [served(chains.one), served(chains.other)].map((answer) => compareKeys(answer, undefined));
        const pinned = compareKeys(served(chains.other), pinOf(chains.one));
        const prints = [one, other, pinned].map((keys) => keys && fingerprintOf(keys, 'ben'));
        expect(new Set([...prints, one && fingerprintOf(one, 'boss'), fingerprintOf({kind: 'none'}, 'ben')]).size).toBe(5);
        expect(userIdOf('ben')).toBe(chains.one.userId);
    });
});
