import {verifiedChainOf} from '../../../tests/support/chains';
import {HandMadePerson} from '../../../tests/support/hand_made_person';
import {encodeBase64url} from '../../lib/base64url';
import type {PrivateKey} from '../crypto/keys';
import type {VerifiedChain} from '../protocol/chain';
import type {OwnGeneration, PendingIdentity, StoredKeys} from './key_store';
import {judgeOwn} from './own_state';
import {pinOf} from './pinned_identity';

const NOTHING: StoredKeys = {generations: [], pending: []};

function generationOf({head}: VerifiedChain): OwnGeneration {
    return {
        recordHash: encodeBase64url(head.hash),
        generation: head.record.generation,
        record: new Uint8Array(),
        encryptionKey: {} as PrivateKey<'encryption'>,
        signingKey: {} as PrivateKey<'signing'>,
    };
}

function pendingOf(chain: VerifiedChain, follows?: PendingIdentity['follows']): PendingIdentity {
    const pending = {generation: generationOf(chain), bundle: new Uint8Array(), wrappedRecoveryKey: new Uint8Array(), createdAtMs: 0};
    return {...pending, ...(follows && {follows})};
}

describe('what this browser has of the own identity', () => {
    let one: VerifiedChain;
    let rotated: VerifiedChain;
    let reset: VerifiedChain;
    let other: VerifiedChain;

    beforeAll(async () => {
        const ann = await HandMadePerson.create('ann');
        one = await verifiedChainOf(ann);
        rotated = await verifiedChainOf(await ann.next('rotate'));
        reset = await verifiedChainOf(await ann.next('reset'));
        other = await verifiedChainOf(await HandMadePerson.create('ann'));
    });

    test('nothing published, nothing here: absent', () => {
        expect(judgeOwn({published: undefined, pin: undefined, stored: NOTHING})).toEqual({kind: 'absent'});
    });

    test('made here, not published: pending', () => {
        expect(judgeOwn({published: undefined, pin: undefined, stored: {...NOTHING, pending: [pendingOf(one)]}})).toEqual({
            kind: 'pending',
        });
    });

    test('published, nothing here: elsewhere', () => {
        expect(judgeOwn({published: one, pin: undefined, stored: NOTHING})).toMatchObject({kind: 'elsewhere', generation: 0});
        expect(judgeOwn({published: one, pin: pinOf(one), stored: NOTHING})).toMatchObject({kind: 'elsewhere'});
    });

    test('published and here: active', () => {
        const generation = generationOf(one);
        expect(judgeOwn({published: one, pin: pinOf(one), stored: {...NOTHING, generations: [generation]}})).toEqual({
            kind: 'active',
            chain: one,
            generation,
        });
    });

    test('published is what was made here: to be activated, whatever else is pending', () => {
        const pending = [pendingOf(other), pendingOf(one)];
        expect(judgeOwn({published: one, pin: undefined, stored: {...NOTHING, pending}})).toEqual({
            kind: 'activate',
            pending: pending[1],
            pin: pinOf(one),
        });
    });

    test('what was made here is published, and renewed since: to be activated, and the renewed chain is pinned', () => {
        const pending = pendingOf(one);
        expect(judgeOwn({published: rotated, pin: undefined, stored: {...NOTHING, pending: [pending]}})).toEqual({
            kind: 'activate',
            pending,
            pin: pinOf(rotated),
        });
    });

    test('what was made here is published, and was reset since: to be activated, and the reset is not pinned with it', () => {
        const pending = pendingOf(one);
        const {userId, head, generation} = pinOf(one);
        expect(judgeOwn({published: reset, pin: undefined, stored: {...NOTHING, pending: [pending]}})).toEqual({
            kind: 'activate',
            pending,
            pin: {userId, head, generation},
        });
    });

    test('a reset that was made here is published: to be activated', () => {
        const head = encodeBase64url(one.head.hash);
        const stored = {generations: [generationOf(one)], pending: [pendingOf(reset, {kind: 'reset', head})]};
        expect(judgeOwn({published: reset, pin: pinOf(one), stored})).toMatchObject({kind: 'activate', pin: pinOf(reset)});
    });

    test('a reset that was made here waits: told where there are no keys of what is published, and only while it could still follow', () => {
        const pending = [pendingOf(reset, {kind: 'reset', head: encodeBase64url(one.head.hash)})];
        const stored = {...NOTHING, pending};
        expect(judgeOwn({published: one, pin: undefined, stored})).toMatchObject({kind: 'elsewhere', isResetPending: true});
        expect(judgeOwn({published: rotated, pin: undefined, stored})).toMatchObject({kind: 'elsewhere', isResetPending: false});
        const active = {pending, generations: [generationOf(one)]};
        expect(judgeOwn({published: one, pin: pinOf(one), stored: active})).toMatchObject({kind: 'active'});
    });

    test('published is somebody else’s, made in another browser: elsewhere, and what is pending stays', () => {
        const stored = {...NOTHING, pending: [pendingOf(one)]};
        expect(judgeOwn({published: other, pin: undefined, stored})).toMatchObject({kind: 'elsewhere'});
    });

    test('a newer generation is published by rotation: behind', () => {
        const stored = {...NOTHING, generations: [generationOf(one)]};
        expect(judgeOwn({published: rotated, pin: pinOf(one), stored})).toEqual({
            kind: 'behind',
            chain: rotated,
            newest: stored.generations[0],
        });
    });

    test.each<[string, () => VerifiedChain | undefined, () => VerifiedChain]>([
        ['gone', () => undefined, () => one],
        ['another one', () => other, () => one],
        ['rolled back', () => one, () => rotated],
    ])('the pinned chain is %s: a conflict', (_case, published, pinned) => {
        const stored = {...NOTHING, generations: [generationOf(pinned())]};
        const verdict = judgeOwn({published: published(), pin: pinOf(pinned()), stored});
        expect(verdict).toEqual({kind: 'conflict', code: 'chain_invalid'});
    });

    test('the pinned chain is reset without this browser: replaced, until the code tells by whom', () => {
        const stored = {...NOTHING, generations: [generationOf(one)]};
        expect(judgeOwn({published: reset, pin: pinOf(one), stored})).toEqual({kind: 'replaced', chain: reset, isResetPending: false});
    });

    test('keys without a pin, and nothing published: a conflict as well', () => {
        const stored = {...NOTHING, generations: [generationOf(one)]};
        expect(judgeOwn({published: undefined, pin: undefined, stored})).toMatchObject({kind: 'conflict'});
    });
});
