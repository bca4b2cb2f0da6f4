/**
 * What the server half says of a person's keys, beside what is pinned: facts for decide.ts.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import type {FailureCode} from '../../lib/errors';
import {compareWithPin} from '../identity/chain_comparison';
import {pinOf} from '../identity/pinned_identity';
import type {PinnedIdentity} from '../identity/pinned_identity';
import type {VerifiedChain} from '../protocol/chain';

/** A chain as it was served, verified for itself. */
export type ServedKeys =
    | {readonly kind: 'none'}
    | {readonly kind: 'chain'; readonly chain: VerifiedChain}
    | {readonly kind: 'invalid'; readonly code: FailureCode};

/** A pin to be set, under the condition that the stored one still is what was compared. */
export interface PinChange {
    readonly expectedHead: string;
    readonly next: PinnedIdentity;
}

export type PersonKeys =
    | {readonly kind: 'none'}

    /** First met, unchanged or validly rotated: may be sealed for once `change`, if any, is stored. */
    | {readonly kind: 'trusted'; readonly chain: VerifiedChain; readonly change: PinChange | undefined}

    /** `accepted` is what accepting the change would store; without it there is nothing that could be accepted. */
    | {
          readonly kind: 'changed';
          readonly how: 'reset' | 'forked' | 'rolled_back' | 'invalid';
          readonly chain: VerifiedChain | undefined;
          readonly accepted: PinChange | undefined;

          /** Hash of the first record that no rotation leads to from what is pinned, base64url; undefined where there is none. */
          readonly firstNew: string | undefined;
      };

export function compareKeys(served: ServedKeys, pin: PinnedIdentity | undefined): PersonKeys {
    if (served.kind === 'invalid') {
        return {kind: 'changed', how: 'invalid', chain: undefined, accepted: undefined, firstNew: undefined};
    }
    if (served.kind === 'none') {
        // Chains are append-only: somebody who had a key can't have none.
        return pin ? {kind: 'changed', how: 'rolled_back', chain: undefined, accepted: undefined, firstNew: undefined} : {kind: 'none'};
    }
    const {chain} = served;
    if (!pin) {
        return {kind: 'trusted', chain, change: {expectedHead: '', next: pinOf(chain)}};
    }
    const how = compareWithPin(chain, pin);
    if (how === 'same' && pin.chain) {
        return {kind: 'trusted', chain, change: undefined};
    }
    const change = {expectedHead: pin.head, next: pinOf(chain)};
    return how === 'same' || how === 'rotated'
        ? {kind: 'trusted', chain, change}
        : {kind: 'changed', how, chain, accepted: change, firstNew: firstNewRecord(chain, pin)};
}

/** Keys older than those which somebody writes with are no keys to seal for: the server half holds the newer ones back. */
export function requireGeneration(keys: PersonKeys, generation: number): PersonKeys {
    const isOlder = keys.kind === 'trusted' && keys.chain.head.record.generation < generation;
    return isOlder ? {kind: 'changed', how: 'rolled_back', chain: keys.chain, accepted: undefined, firstNew: undefined} : keys;
}

/** What sealing for somebody, or verifying them, has to pin first; undefined where nothing is new. */
export function pinChangeOf(keys: PersonKeys): PinChange | undefined {
    return keys.kind === 'trusted' ? keys.change : keys.kind === 'changed' ? keys.accepted : undefined;
}

/** Where only the pinned head is known, a fork is taken to begin there. */
function firstNewRecord({links}: VerifiedChain, {chain, head, generation}: PinnedIdentity): string | undefined {
    const pinned = chain?.links.map(({hash}) => encodeBase64url(hash));
    const isPinned = (hash: string, index: number) => (pinned ? pinned[index] === hash : index < generation || hash === head);
    const hashes = links.map(({hash}) => encodeBase64url(hash));
    return hashes.find((hash, index) => !isPinned(hash, index) && (index <= generation || links[index]?.record.kind === 'reset'));
}

/** What exactly a member decides about: these keys under this name. */
export function fingerprintOf(keys: PersonKeys, username: string): string {
    const head = keys.kind === 'none' || !keys.chain ? '' : encodeBase64url(keys.chain.head.hash);
    return [keys.kind, keys.kind === 'changed' ? keys.how : '', head, username].join(' ');
}
