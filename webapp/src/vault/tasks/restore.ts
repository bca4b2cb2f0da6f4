/**
 * A browser without keys gets them back with the recovery code: code → recovery key → bundle → compared with what is published →
 * stored beside what is there (protocol.md §7).
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {OwnState} from '../api';
import {decodeSignedBundle, verifyBundle} from '../backup/bundle';
import type {VerifiedBundle} from '../backup/bundle';
import {parseRecoveryCode} from '../backup/recovery_code';
import {openGeneration} from '../backup/sealed_generation';
import {openTrust} from '../backup/sealed_trust';
import type {TrustState} from '../backup/trust_state';
import {decodeWrappedRecoveryKey, unwrapRecoveryKey} from '../backup/wrapped_recovery_key';
import type {KeyPair} from '../crypto/keys';
import {compareWithPin} from '../identity/chain_comparison';
import type {OwnGeneration} from '../identity/key_store';
import {pinOf} from '../identity/pinned_identity';
import {compareChain, verifyChain} from '../protocol/chain';
import type {VerifiedChain} from '../protocol/chain';
import type {RecordHash} from '../protocol/identity_record';
import {startOver} from '../trust/start_over';
import type {TrustStore} from '../trust/trust_store';
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
 * @throws Failure `code_length`, `code_character`, `code_group`, `code_wrong`; `not_set_up` where nothing is published;
 * `chain_invalid`, `bundle_invalid` or another code of the protocol where what the server half has doesn't fit together
 */
export function restore(parts: Parts, own: OwnIdentity, typedCode: string): Promise<Restored> {
    return parts.keyLock.run(async () => {
        const {provider, directory, serverId, userId} = parts;
        const code = parseRecoveryCode(typedCode);
        const [backup, signedRecords] = await Promise.all([directory.backup(), directory.ownChain()]);
        const wrapped = decodeWrappedRecoveryKey(backup.wrappedRecoveryKey);
        const recovery = await unwrapRecoveryKey({provider, code, wrapped, serverId, userId});
        const published = await verifyChain({provider, signedRecords, serverId, userId});
        await requireContinued(parts.trustStore, published, userId);
        requireSuccessor(published, wrapped.recordHash);

        const signed = decodeSignedBundle(backup.bundle);
        const bundle = await verifyBundle({provider, signed, serverId, userId});
        requireSuccessor(published, bundle.chain.head.hash);

        const [generations, trust] = await Promise.all([
            openGenerations(parts, {recovery, bundle, records: signed.bundle.chain}),
            openTrustOf(parts, recovery, bundle),
        ]);
        await parts.keyStore.activate(generations, pinOf(published));
        const channelIds = await mergeTrust(parts.trustStore, trust, userId);
        parts.tabs.tell({kind: 'own_changed'});
        return {own: await own.lookLocked(), channelIds};
    });
}

/** A code vouches for a chain, and for no other one in the place of what this browser has seen itself. */
async function requireContinued(store: TrustStore, published: VerifiedChain, own: string): Promise<void> {
    const pin = (await store.read({userIds: [own]})).pins.get(own);
    const change = pin ? compareWithPin(published, pin) : 'same';
    if (change === 'forked' || change === 'rolled_back') {
        throw new Failure('chain_invalid');
    }
}

/**
 * What the code or the bundle vouches for stands in the published chain, and only rotations follow it. A reset after it is the
 * member's own only if a later code says so.
 */
function requireSuccessor(published: VerifiedChain, vouchedFor: RecordHash): void {
    const head = encodeBase64url(vouchedFor);
    const index = published.links.findIndex(({hash}) => encodeBase64url(hash) === head);
    const hashes = published.links.slice(0, index + 1).map(({hash}) => hash);
    if (index === -1 || compareChain(published, hashes) === 'reset') {
        throw new Failure('chain_invalid');
    }
}

interface Opening {
    readonly recovery: KeyPair<'recovery'>;
    readonly bundle: VerifiedBundle;

    /** The bundle's signed records. */
    readonly records: readonly Bytes[];
}

function openGenerations({provider}: Parts, {recovery, bundle, records}: Opening): Promise<readonly OwnGeneration[]> {
    const opened = bundle.sealedGenerations.map(async (sealed): Promise<OwnGeneration> => {
        const link = bundle.chain.links[sealed.generation];
        const record = records[sealed.generation];
        if (!link || !record) {
            throw new Failure('bundle_invalid');
        }
        const keys = await openGeneration({provider, recovery, sealed, link});
        return {
            recordHash: encodeBase64url(link.hash),
            generation: sealed.generation,
            record,
            encryptionKey: keys.encryption.privateKey,
            signingKey: keys.signing.privateKey,
        };
    });
    return Promise.all(opened);
}

async function openTrustOf(
    {provider, serverId, userId}: Parts,
    recovery: KeyPair<'recovery'>,
    {sealedTrust, sequence, chain}: VerifiedBundle,
): Promise<TrustState | undefined> {
    return sealedTrust && openTrust({provider, recovery, sealedTrust, serverId, userId, sequence, head: chain.head.hash});
}

/** Beside what this browser, and perhaps another tab meanwhile, has seen itself. */
async function mergeTrust(store: TrustStore, trust: TrustState | undefined, own: string): Promise<readonly string[]> {
    if (!trust) {
        return [];
    }
    return startOver(async () => {
        const view = await store.read({
            userIds: trust.pins.map(([userId]) => userId),
            channelIds: trust.policies.map(([channelId]) => channelId),
        });
        const change = restoredTrust(trust, view, own);
        return (await store.commit(change)) === 'done' ? (change.policies ?? []).map(({channelId}) => channelId) : undefined;
    });
}
