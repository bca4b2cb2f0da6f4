/**
 * What this browser has of the member's own identity: facts in, verdict out (protocol.md §2).
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import type {FailureCode} from '../../lib/errors';
import type {VerifiedChain} from '../protocol/chain';
import {compareWithPin} from './chain_comparison';
import type {OwnGeneration, PendingIdentity, StoredKeys} from './key_store';
import type {PinnedIdentity} from './pinned_identity';

export interface OwnFacts {
    /** Undefined where nothing is published. */
    readonly published: VerifiedChain | undefined;

    /** The own chain that this browser pinned when its keys became active, or when it first met the member's posts. */
    readonly pin: PinnedIdentity | undefined;
    readonly stored: StoredKeys;
}

export type OwnVerdict =
    | {readonly kind: 'absent'}
    | {readonly kind: 'pending'}
    | {readonly kind: 'elsewhere'; readonly chain: VerifiedChain; readonly generation: number}
    | {readonly kind: 'active'; readonly chain: VerifiedChain; readonly generation: OwnGeneration}

    /** What is published was made here: the answer to its publication was lost. */
    | {readonly kind: 'activate'; readonly chain: VerifiedChain; readonly pending: PendingIdentity}
    | {readonly kind: 'behind'; readonly chain: VerifiedChain; readonly generation: number; readonly published: number}
    | {readonly kind: 'replaced'}
    | {readonly kind: 'conflict'; readonly code: FailureCode};

export function judgeOwn({published, pin, stored}: OwnFacts): OwnVerdict {
    const {generations, pending} = stored;
    if (!published) {
        if (pin || generations.length > 0) {
            // Chains are append-only: an empty one is a rolled back one.
            return {kind: 'conflict', code: 'chain_invalid'};
        }
        return {kind: pending.length > 0 ? 'pending' : 'absent'};
    }
    const change = pin ? compareWithPin(published, pin) : 'same';
    switch (change) {
        case 'forked':
        case 'rolled_back':
            return {kind: 'conflict', code: 'chain_invalid'};
        case 'reset':
            // One that the member made elsewhere looks like one that somebody else made: restoring with the code tells them apart.
            return {kind: 'replaced'};
        case 'same':
        case 'rotated':
            return judgePublished(published, stored);
    }
}

function judgePublished(chain: VerifiedChain, {generations, pending}: StoredKeys): OwnVerdict {
    const head = encodeBase64url(chain.head.hash);
    const generation = generations.find(({recordHash}) => recordHash === head);
    if (generation) {
        return {kind: 'active', chain, generation};
    }
    const made = pending.find((entry) => entry.generation.recordHash === head);
    if (made) {
        return {kind: 'activate', chain, pending: made};
    }
    const published = chain.head.record.generation;
    const hashes = new Set(chain.links.map(({hash}) => encodeBase64url(hash)));
    const newest = Math.max(-1, ...generations.filter(({recordHash}) => hashes.has(recordHash)).map(({generation}) => generation));
    return newest < 0 ? {kind: 'elsewhere', chain, generation: published} : {kind: 'behind', chain, generation: newest, published};
}
