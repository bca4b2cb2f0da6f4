/**
 * A browser gets keys back from a backup: opened → compared with what is published → stored beside what is there (protocol.md §7).
 * Nothing that is there is dropped or replaced.
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import type {BackupSource, OwnState} from '../api';
import {openTrust} from '../backup/sealed_trust';
import type {TrustState} from '../backup/trust_state';
import {pinOf} from '../identity/pinned_identity';
import type {PinnedIdentity} from '../identity/pinned_identity';
import type {VerifiedChain} from '../protocol/chain';
import {startOver} from '../trust/start_over';
import type {TrustStore} from '../trust/trust_store';
import {isCurrent, judgeBackup} from './compare_backup';
import type {JudgedBackup} from './compare_backup';
import {openBackup} from './open_backup';
import type {OpenedBackup} from './open_backup';
import {openGenerations} from './open_generations';
import type {OwnIdentity} from './own_identity';
import type {TaskParts} from './parts';
import {restoredTrust} from './trust_in_backup';

type Parts = Pick<TaskParts, 'provider' | 'keyStore' | 'trustStore' | 'directory' | 'keyLock' | 'tabs' | 'serverId' | 'userId'>;

export interface Restored {
    readonly own: OwnState;

    /** Channels about whose policy the backup knows more than this browser did. */
    readonly channelIds: readonly string[];
}

/**
 * Keys that the published chain doesn't end with are restored for reading.
 *
 * @throws Failure as `openBackup` and `judgeBackup`; `code_length` where a code is needed; `chain_invalid` for a backup of another chain
 */
export function restore(parts: Parts, own: OwnIdentity, source: BackupSource): Promise<Restored> {
    return parts.keyLock.run(async () => {
        const opened = await openBackup(parts, source);
        if (!opened) {
            throw new Failure('code_length');
        }
        const judged = await judgeBackup(parts, opened);
        if (judged.outcome === 'unknown') {
            throw new Failure('chain_invalid');
        }
        const [generations, trust] = await Promise.all([
            openGenerations(parts.provider, opened.recovery, judged.bundles),
            trustOf(parts, opened, judged),
        ]);
        if (judged.published && isCurrent(judged.outcome)) {
            await parts.keyStore.activate(generations, pinOf(judged.published));
        } else {
            await parts.keyStore.keep(generations, pinForReading(opened.own.bundle.chain, judged.published));
        }
        const channelIds = await mergeTrust(parts.trustStore, trust, parts.userId);
        parts.tabs.tell({kind: 'own_changed'});
        return {own: await own.lookLocked(), channelIds};
    });
}

/**
 * What a browser without a pin may take for true beside the server: that somebody has begun anew after this backup is then seen by it,
 * and so is a chain that was cut. A reset that is not published may never have been.
 */
function pinForReading(chain: VerifiedChain, published: VerifiedChain | undefined): PinnedIdentity | undefined {
    const unpublished = chain.links.slice(published?.links.length ?? 0);
    return unpublished.some(({record}) => record.kind === 'reset') ? undefined : pinOf(chain);
}

/**
 * Of the newest bundle. Not of one from before a reset: where that was because of a theft, the thief's key has signed it as well as the
 * member's.
 */
async function trustOf(
    {provider, serverId, userId}: Parts,
    {recovery}: OpenedBackup,
    {outcome, bundles}: JudgedBackup,
): Promise<TrustState | undefined> {
    const [newest] = bundles.map(({bundle}) => bundle).sort((left, right) => right.sequence - left.sequence);
    if (!newest?.sealedTrust || outcome === 'before_reset') {
        return undefined;
    }
    const {sealedTrust, sequence, chain} = newest;
    return openTrust({provider, recovery, sealedTrust, serverId, userId, sequence, head: chain.head.hash});
}

/** Beside what this browser, and perhaps another tab meanwhile, has seen itself. */
async function mergeTrust(store: TrustStore, trust: TrustState | undefined, own: string): Promise<readonly string[]> {
    if (!trust) {
        return [];
    }
    return startOver(async () => {
        const view = await store.read({
            userIds: trust.pins.map(([userId]) => userId),
            policiesOf: trust.policies.map(([channelId]) => channelId),
        });
        const change = restoredTrust(trust, view, own);
        return (await store.commit(change)) === 'done' ? (change.policies ?? []).map(({channelId}) => channelId) : undefined;
    });
}
