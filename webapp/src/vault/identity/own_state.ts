/**
 * What this browser has of the member's own identity: facts in, verdict out (protocol.md §2).
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import type {FailureCode} from '../../lib/errors';
import {compareChain} from '../protocol/chain';
import type {VerifiedChain} from '../protocol/chain';
import {compareWithPin} from './chain_comparison';
import type {OwnGeneration, PendingIdentity, StoredKeys} from './key_store';
import {pinOf} from './pinned_identity';
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
    | {readonly kind: 'elsewhere'; readonly chain: VerifiedChain; readonly generation: number; readonly isResetPending: boolean}
    | {readonly kind: 'active'; readonly chain: VerifiedChain; readonly generation: OwnGeneration}

    /** Keys that were made here are published: the answer to their publication was lost. They are kept, and what is here is judged anew. */
    | {readonly kind: 'activate'; readonly pending: PendingIdentity; readonly pin: PinnedIdentity}
    | {readonly kind: 'behind'; readonly chain: VerifiedChain; readonly newest: OwnGeneration; readonly why?: FailureCode}
    | {readonly kind: 'replaced'; readonly chain: VerifiedChain; readonly isResetPending: boolean}
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
            return made(published, pending) ?? {kind: 'replaced', chain: published, isResetPending: isResetPending(published, pending)};
        case 'same':
        case 'rotated':
            return made(published, pending) ?? judgePublished(published, stored);
    }
}

/** What was made here vouches for the chain up to its own record, and for rotations after it. */
function made(chain: VerifiedChain, pending: readonly PendingIdentity[]): OwnVerdict | undefined {
    const hashes = chain.links.map(({hash}) => encodeBase64url(hash));
    const published = pending.filter(({generation}) => generation.recordHash === hashes[generation.generation]);
    const entry = newestOf(published, (one) => one.generation.generation);
    if (!entry) {
        return undefined;
    }
    const {recordHash: head, generation} = entry.generation;
    const upToHere = chain.links.slice(0, generation + 1).map(({hash}) => hash);
    const pin = compareChain(chain, upToHere) === 'reset' ? {userId: chain.userId, head, generation} : pinOf(chain);
    return {kind: 'activate', pending: entry, pin};
}

function judgePublished(chain: VerifiedChain, {generations, pending}: StoredKeys): OwnVerdict {
    const hashes = chain.links.map(({hash}) => encodeBase64url(hash));
    const ofChain = generations.filter(({recordHash, generation}) => recordHash === hashes[generation]);
    const newest = newestOf(ofChain, ({generation}) => generation);
    if (!newest) {
        const {generation} = chain.head.record;
        return {kind: 'elsewhere', chain, generation, isResetPending: isResetPending(chain, pending)};
    }
    return newest.recordHash === hashes.at(-1) ? {kind: 'active', chain, generation: newest} : {kind: 'behind', chain, newest};
}

/** A reset that was made here and could still be published. */
function isResetPending({head}: VerifiedChain, pending: readonly PendingIdentity[]): boolean {
    const published = encodeBase64url(head.hash);
    return pending.some(({follows}) => follows?.kind === 'reset' && follows.head === published);
}

function newestOf<Item>(items: readonly Item[], generationOf: (item: Item) => number): Item | undefined {
    return [...items].sort((a, b) => generationOf(a) - generationOf(b)).at(-1);
}
