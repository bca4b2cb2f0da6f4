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
      };

export function compareKeys(served: ServedKeys, pin: PinnedIdentity | undefined): PersonKeys {
    if (served.kind === 'invalid') {
        return {kind: 'changed', how: 'invalid', chain: undefined, accepted: undefined};
    }
    if (served.kind === 'none') {
        // Chains are append-only: somebody who had a key can't have none.
        return pin ? {kind: 'changed', how: 'rolled_back', chain: undefined, accepted: undefined} : {kind: 'none'};
    }
    const {chain} = served;
    const how = pin ? compareWithPin(chain, pin) : 'rotated';
    if (how === 'same' && pin?.chain) {
        return {kind: 'trusted', chain, change: undefined};
    }
    const change = {expectedHead: pin?.head ?? '', next: pinOf(chain)};
    return how === 'same' || how === 'rotated' ? {kind: 'trusted', chain, change} : {kind: 'changed', how, chain, accepted: change};
}

/** What exactly a member decides about: these keys under this name. */
export function fingerprintOf(keys: PersonKeys, username: string): string {
    const head = keys.kind === 'none' || !keys.chain ? '' : encodeBase64url(keys.chain.head.hash);
    return [keys.kind, keys.kind === 'changed' ? keys.how : '', head, username].join(' ');
}
