import {encodeBase64url} from '../../lib/base64url';
import {compareChain} from '../protocol/chain';
import type {ChainChange, VerifiedChain} from '../protocol/chain';
import type {PinnedIdentity} from './pinned_identity';

/**
 * A verified chain beside the pin (protocol.md §2.2). Where only the pinned head is known, a chain without it can't be told
 * apart from one that was rolled back by more than its length says.
 */
export function compareWithPin(chain: VerifiedChain, pin: PinnedIdentity): ChainChange {
    if (pin.chain) {
        return compareChain(
            chain,
            pin.chain.links.map(({hash}) => hash),
        );
    }
    const hashes = chain.links.map(({hash}) => hash);
    const pinned = chain.links[pin.generation];
    if (!pinned) {
        return 'rolled_back';
    }
    return encodeBase64url(pinned.hash) === pin.head ? compareChain(chain, hashes.slice(0, pin.generation + 1)) : 'forked';
}
