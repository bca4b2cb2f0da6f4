/**
 * A browser that is behind takes the keys of the generations that it lacks, one after the other (protocol.md §7.5).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {FailureCode} from '../../lib/errors';
import {openHandOver} from '../backup/hand_over';
import type {KeyPair} from '../crypto/keys';
import {ownGeneration} from '../identity/generations';
import type {OwnGeneration} from '../identity/key_store';
import type {VerifiedChain} from '../protocol/chain';
import type {TaskParts} from './parts';

type Parts = Pick<TaskParts, 'provider' | 'directory'>;

export interface Behind {
    /** Verified, and continued by rotations alone from what is pinned here. */
    readonly chain: VerifiedChain;

    /** The newest generation that this browser has. */
    readonly newest: OwnGeneration;

    /** Of the chain. */
    readonly signedRecords: readonly Bytes[];
}

export interface Taken {
    readonly generations: readonly OwnGeneration[];

    /** Why they don't reach the head: `key_missing` where none was left, or what is wrong with the one that was. */
    readonly why?: FailureCode;
}

/** What the server half makes up fits no signed record, and is not taken. */
export async function takeHandOvers({provider, directory}: Parts, {chain, newest, signedRecords}: Behind): Promise<Taken> {
    const generations: OwnGeneration[] = [];
    try {
        const served = await directory.handOvers();
        let encryption = pairOf(chain, newest);
        for (const link of chain.links.slice(newest.generation + 1)) {
            const {generation} = link.record;
            const [handOver, record] = [served.get(generation), signedRecords[generation]];
            if (!handOver || !record || link.record.kind !== 'rotate') {
                throw new Failure('key_missing');
            }
            const keys = await openHandOver({provider, encryption, handOver, link});
            ({encryption} = keys);
            generations.push(ownGeneration(link, record, keys));
        }
        return {generations};
    } catch (error) {
        if (error instanceof Failure) {
            return {generations, why: error.code};
        }
        throw error;
    }
}

function pairOf({links}: VerifiedChain, {generation, encryptionKey}: OwnGeneration): KeyPair<'encryption'> {
    const publicKey = links[generation]?.record.encryptionKey;
    if (!publicKey) {
        throw new Failure('invariant');
    }
    return {publicKey, privateKey: encryptionKey};
}
