import {CHANNEL_ID, START_MS, SERVER_ID, userIdOf} from '../../../tests/support/people';
import {encodeBase64url} from '../../lib/base64url';
import type {PolicyMode, StatementHash} from '../protocol/policy_statement';
import type {StatementLink, VerifiedStatementChain} from '../protocol/statement_chain';
import {agreeToMissing, agreeToOff, isConclusive, judgePolicy, notePolicyOfEnvelope, pinnedState, stateWithoutStatements} from './policy';
import type {PolicyPin} from './trust_store';

const ANN = userIdOf('ann');

/** The hash of statement `sequence` in the history called `fork`. */
function hashOf(sequence: number, fork = 0): StatementHash {
    return new Uint8Array(32).fill(sequence * 16 + fork) as StatementHash;
}

const headOf = (sequence: number, fork = 0) => encodeBase64url(hashOf(sequence, fork));

function chainOf(modes: readonly PolicyMode[], fork = 0): VerifiedStatementChain {
    const links = modes.map((mode, index): StatementLink => ({
        hash: hashOf(index + 1, fork),
        statement: {
            serverId: SERVER_ID,
            channelId: CHANNEL_ID,
            mode,
            sequence: index + 1,
            ...(index > 0 && {previous: hashOf(index, fork)}),
            signer: ANN,
            signerGeneration: 0,
            timeMs: START_MS,
        },
    }));
    return {channelId: CHANNEL_ID, links} as unknown as VerifiedStatementChain;
}

/** What is pinned after these statements were served one after the other. */
function pinAfter(...modes: readonly PolicyMode[]): PolicyPin {
    let pin: PolicyPin | undefined;
    modes.forEach((_mode, index) => {
        pin = judgePolicy(chainOf(modes.slice(0, index + 1)), pin).next ?? pin;
    });
    if (!pin) {
        throw new Error('nothing to pin');
    }
    return pin;
}

const stateOf = (chain: VerifiedStatementChain, pin?: PolicyPin) => judgePolicy(chain, pin).state;
const contradicts = {kind: 'unknown', code: 'policy_contradicts'};
const disputed = (sequence: number) => ({...contradicts, disputed: sequence});
const changed = {changedBy: ANN, changedAtMs: START_MS};

describe('what is served beside what was seen', () => {
    test('nothing, and nothing: off', () => {
        expect(stateOf(chainOf([]))).toEqual({kind: 'off'});
        expect(stateWithoutStatements(undefined)).toEqual({kind: 'off'});
    });

    test('on, for the first time: on, and pinned', () => {
        const {state, next} = judgePolicy(chainOf(['p2p']), undefined);
        expect(state).toEqual({kind: 'on', sequence: 1, head: headOf(1), ...changed});
        expect(next).toMatchObject({channelId: CHANNEL_ID, version: 1, wasEncrypted: true, statement: {sequence: 1, mode: 'p2p'}});
        expect(pinnedState(next)).toEqual(state);
    });

    test('the same again: nothing to pin', () => {
        expect(judgePolicy(chainOf(['p2p']), pinAfter('p2p'))).toMatchObject({state: {kind: 'on'}, next: undefined});
    });

    test('off, without having ever been on: off', () => {
        expect(stateOf(chainOf(['none']))).toEqual({kind: 'off'});
    });

    test.each<[string, PolicyPin | undefined]>([
        ['that was seen on', pinAfter('p2p')],
        ['that was never seen', undefined],
    ])('off again, in a channel %s: to be agreed to', (_case, pin) => {
        expect(stateOf(chainOf(['p2p', 'none']), pin)).toEqual({kind: 'off_unconfirmed', sequence: 2, ...changed});
    });

    test('off again and agreed to: off, until the next time', () => {
        const agreed = agreeToOff(pinAfter('p2p', 'none'), 2);
        expect(pinnedState(agreed)).toEqual({kind: 'off'});
        expect(stateOf(chainOf(['p2p', 'none']), agreed)).toEqual({kind: 'off'});
        expect(stateOf(chainOf(['p2p', 'none', 'p2p', 'none']), agreed)).toMatchObject({kind: 'off_unconfirmed', sequence: 4});
    });

    test.each([
        ['another statement than the last', pinAfter('p2p', 'none'), 1],
        ['a later one', pinAfter('p2p', 'none'), 3],
        ['a channel that is on', pinAfter('p2p'), 1],
        ['a channel without statements', undefined, 0],
    ])('an agreement to %s counts for nothing', (_case, pin, sequence) => {
        expect(agreeToOff(pin, sequence)).toBeUndefined();
    });

    test.each<[string, VerifiedStatementChain, PolicyPin]>([
        ['nothing, where a statement was seen', chainOf([]), pinAfter('p2p')],
        ['fewer statements than were seen', chainOf(['p2p']), pinAfter('p2p', 'none')],
        ['another history', chainOf(['p2p'], 1), pinAfter('p2p')],
        ['another history that goes further', chainOf(['p2p', 'none'], 1), pinAfter('p2p')],
    ])('%s: a contradiction, and nothing of it is pinned', (_case, chain, pin) => {
        expect(judgePolicy(chain, pin)).toEqual({state: contradicts, next: undefined});
    });
});

describe('what another browser of the member had seen', () => {
    const restored = (sequence: number, fork = 0): PolicyPin => ({
        channelId: CHANNEL_ID,
        version: 1,
        wasEncrypted: true,
        restored: {sequence, head: headOf(sequence, fork), mode: 'p2p'},
    });

    test('is served, or more: as served', () => {
        expect(stateOf(chainOf(['p2p']), restored(1))).toMatchObject({kind: 'on'});
        expect(stateOf(chainOf(['p2p', 'none']), restored(1))).toMatchObject({kind: 'off_unconfirmed'});
    });

    test.each<[string, VerifiedStatementChain, PolicyPin]>([
        ['nothing', chainOf([]), restored(1)],
        ['less', chainOf(['p2p']), restored(2)],
        ['another history', chainOf(['p2p'], 1), restored(1)],
        ['less than it, although as much as was seen here', chainOf(['p2p']), {...pinAfter('p2p'), ...restored(2)}],
    ])('%s is served: a contradiction, which no agreement ends', (_case, chain, pin) => {
        expect(stateOf(chain, pin)).toEqual(contradicts);
        expect(agreeToMissing(pin, pin.restored?.sequence ?? 0)).toBeUndefined();
    });

    test('is asked for in full as long as it is more than was seen here', () => {
        expect(isConclusive({...pinAfter('p2p'), restored: {sequence: 1, head: headOf(1), mode: 'p2p'}})).toBe(true);
        expect(isConclusive({...pinAfter('p2p'), restored: {sequence: 2, head: headOf(2), mode: 'p2p'}})).toBe(false);
    });
});

describe('what envelopes say beside what is served', () => {
    const seen = (sequence: number, fork = 0) => notePolicyOfEnvelope(CHANNEL_ID, undefined, {sequence, head: headOf(sequence, fork)});

    test('a sealed post, but never a statement: a contradiction', () => {
        expect(stateOf(chainOf([]), seen(1))).toEqual(disputed(1));
        expect(stateWithoutStatements(seen(1))).toEqual(disputed(1));
    });

    test('a sealed post under the statement that is served: on', () => {
        expect(stateOf(chainOf(['p2p']), seen(1))).toMatchObject({kind: 'on'});
    });

    test.each<[string, PolicyPin | undefined, number]>([
        ['a later policy than was served', seen(3), 3],
        ['another policy', seen(1, 1), 1],
    ])('a sealed post under %s: a contradiction where the channel would be clear', (_case, pin, sequence) => {
        expect(stateOf(chainOf(['p2p', 'none']), pin)).toEqual(disputed(sequence));
        expect(stateOf(chainOf(['p2p']), pin)).toMatchObject({kind: 'on'});
    });

    test('a sealed post from before it was switched off: to be agreed to, as without it', () => {
        expect(stateOf(chainOf(['p2p', 'none']), seen(1))).toMatchObject({kind: 'off_unconfirmed'});
    });

    test('a later policy, seen after the agreement: a contradiction from the pin alone', () => {
        const agreed = agreeToOff(pinAfter('p2p', 'none'), 2);
        expect(pinnedState(notePolicyOfEnvelope(CHANNEL_ID, agreed, {sequence: 3, head: headOf(3)}))).toEqual(disputed(3));
    });

    test('another policy in the place of the one that switched it off: a contradiction from the pin alone', () => {
        const agreed = agreeToOff(pinAfter('p2p', 'none'), 2);
        expect(pinnedState(notePolicyOfEnvelope(CHANNEL_ID, agreed, {sequence: 2, head: headOf(2)}))).toEqual({kind: 'off'});
        expect(pinnedState(notePolicyOfEnvelope(CHANNEL_ID, agreed, {sequence: 2, head: headOf(2, 1)}))).toEqual(disputed(2));
    });

    test('an agreement is looked at again beside the whole history where a post named a policy', () => {
        const off = pinAfter('p2p', 'none');
        expect(isConclusive(off)).toBe(true);
        const named = {sequence: 1, head: headOf(1)};
        expect(isConclusive({...off, envelope: named})).toBe(false);
        expect(isConclusive({...pinAfter('p2p'), envelope: named})).toBe(true);
    });

    test('a policy that the member agreed to do without: the server’s word counts', () => {
        expect(stateWithoutStatements(agreeToMissing(seen(3), 3))).toEqual({kind: 'off'});
        expect(stateOf(chainOf(['p2p']), agreeToMissing(seen(3), 3))).toMatchObject({kind: 'on'});

        // Who switched it off is another question, asked as always.
        expect(stateOf(chainOf(['p2p', 'none']), agreeToMissing(seen(3), 3))).toMatchObject({kind: 'off_unconfirmed', sequence: 2});
    });

    test('the agreement counts for no later policy, and only for the one that was shown', () => {
        const later = notePolicyOfEnvelope(CHANNEL_ID, agreeToMissing(seen(3), 3), {sequence: 4, head: headOf(4)});
        expect(stateWithoutStatements(later)).toEqual(disputed(4));
        expect(agreeToMissing(seen(3), 2)).toBeUndefined();
        expect(agreeToMissing(undefined, 3)).toBeUndefined();
    });

    test('no agreement makes up for statements that were seen and are gone', () => {
        const pin = notePolicyOfEnvelope(CHANNEL_ID, pinAfter('p2p'), {sequence: 1, head: headOf(1)});
        expect(stateWithoutStatements(agreeToMissing(pin, 1))).toEqual(contradicts);
        expect(stateWithoutStatements({channelId: CHANNEL_ID, version: 1, wasEncrypted: true})).toEqual(contradicts);
        expect(stateOf(chainOf(['none'], 1), agreeToMissing(pin, 1))).toEqual(contradicts);
    });

    test('only the newest policy is noted', () => {
        const pin = seen(2);
        expect(notePolicyOfEnvelope(CHANNEL_ID, pin, {sequence: 1, head: headOf(1)})).toBeUndefined();
        expect(notePolicyOfEnvelope(CHANNEL_ID, pin, {sequence: 2, head: headOf(2)})).toBeUndefined();
        expect(notePolicyOfEnvelope(CHANNEL_ID, pin, {sequence: 3, head: headOf(3)})).toMatchObject({version: 2, envelope: {sequence: 3}});
    });
});
