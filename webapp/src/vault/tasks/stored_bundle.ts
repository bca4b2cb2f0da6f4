/**
 * The bundle that the server half keeps, as what the next one is made of (protocol.md §7.4): chain and sealed generations are
 * taken over as they are, once the stored bundle's signature is the member's.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {equalBytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {decodeSignedBundle, verifyBundle} from '../backup/bundle';
import type {Bundle} from '../backup/bundle';
import {sealTrust} from '../backup/sealed_trust';
import type {TrustContext} from '../backup/sealed_trust';
import type {TrustState} from '../backup/trust_state';
import type {PublicKey} from '../crypto/keys';
import type {VerifiedChain} from '../protocol/chain';
import type {TaskParts} from './parts';
import {isTrustEmpty, trustToBackUp} from './trust_in_backup';

/** @throws Failure `conflict` where it is of another chain than the published one, or a code of `verifyBundle` */
export async function readStoredBundle(
    {provider, directory, serverId, userId}: Pick<TaskParts, 'provider' | 'directory' | 'serverId' | 'userId'>,
    chain: VerifiedChain,
): Promise<Bundle> {
    const signed = decodeSignedBundle((await directory.backup()).bundle);
    const stored = await verifyBundle({provider, signed, serverId, userId});
    if (!equalBytes(stored.chain.head.hash, chain.head.hash)) {
        throw new Failure('conflict');
    }
    return signed.bundle;
}

/** What this browser knows of others. */
export async function readTrust({trustStore, userId}: Pick<TaskParts, 'trustStore' | 'userId'>): Promise<TrustState> {
    return trustToBackUp(await trustStore.readToBackUp(), userId);
}

/** Which bundle a trust state is sealed for. */
export interface BundleContext extends TrustContext {
    readonly recoveryKey: PublicKey<'recovery'>;
}

/** For a bundle; nothing where nothing is known of anybody yet. */
export async function sealedTrustOf(
    parts: Pick<TaskParts, 'provider' | 'trustStore' | 'userId'>,
    bundle: BundleContext,
): Promise<{readonly sealedTrust?: Bytes}> {
    const trust = await readTrust(parts);
    return isTrustEmpty(trust) ? {} : {sealedTrust: await sealTrust({provider: parts.provider, ...bundle, trust})};
}
