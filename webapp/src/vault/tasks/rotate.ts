/**
 * A renewed key (protocol.md §7.5): new pairs, co-signed by the old one, sealed to the same recovery key, and left for the member's
 * other browsers; record, longer bundle and hand-over in one compare-and-set.
 *
 * As at creation the keys are stored as pending first. A publication whose answer was lost is recognised by its record; one that
 * never arrived leaves the old key in use.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {FailureCode} from '../../lib/errors';
import type {OwnState} from '../api';
import {signBundle} from '../backup/bundle';
import type {Bundle} from '../backup/bundle';
import {sealHandOver} from '../backup/hand_over';
import {sealGeneration} from '../backup/sealed_generation';
import {lockAgreementPair, lockSigningPair} from '../crypto/lock';
import {generateGeneration, ownGeneration, rotatedRecord} from '../identity/generations';
import type {OwnGeneration} from '../identity/key_store';
import {encodeIdentityRecord, hashIdentityRecord} from '../protocol/identity_record';
import {signRecord} from '../protocol/signed_record';
import {startOver} from '../trust/start_over';
import type {ActiveIdentity, OwnIdentity} from './own_identity';
import type {TaskParts} from './parts';
import {readStoredBundle, sealedTrustOf} from './stored_bundle';

type Parts = Pick<TaskParts, 'provider' | 'keyStore' | 'trustStore' | 'directory' | 'keyLock' | 'tabs' | 'serverId' | 'userId'>;

/** What the server half says of a bundle that another browser overtook. */
const OVERTAKEN: readonly FailureCode[] = ['conflict', 'bundle_invalid'];

/**
 * Renews the key that this tab knew of when it was asked.
 *
 * @throws Failure `conflict` where another tab's or browser's renewal came first: this one then has that key, or is behind it;
 * a code of `OwnIdentity.requireActive`
 */
export function rotate(parts: Parts, own: OwnIdentity, nowMs: number): Promise<OwnState> {
    const known = own.activeRecord();
    return parts.keyLock.run(async () => {
        await own.lookLocked();
        const {generation} = await own.requireActive();
        if (known !== undefined && known !== generation.recordHash) {
            throw new Failure('conflict');
        }
        return startOver(() => attempt(parts, own, generation.recordHash, nowMs));
    });
}

/** Undefined where nothing but the stored bundle has changed meanwhile. */
async function attempt(parts: Parts, own: OwnIdentity, from: string, nowMs: number): Promise<OwnState | undefined> {
    const active = await own.requireActive();
    const stored = await readStoredBundle(parts, active.chain);
    const made = await makeRotation(parts, active, stored, nowMs);
    const {generation, bundle} = made;
    const wrappedRecoveryKey = new Uint8Array();
    const follows = {kind: 'rotate', head: from} as const;
    await parts.keyStore.addPending({generation, bundle, wrappedRecoveryKey, createdAtMs: nowMs, follows});
    const {record} = generation;
    const failure = await failureOf(parts.directory.publish({...made, expectedHead: from, record, wrappedRecoveryKey}));
    const state = await own.lookLocked().catch((error: unknown) => {
        throw failure ?? error;
    });
    if (state.kind === 'active' && state.recordHash === generation.recordHash) {
        return state;
    }
    if (state.kind !== 'active' || state.recordHash !== from) {
        throw new Failure('conflict');
    }
    if (!failure || !OVERTAKEN.includes(failure.code) || (await parts.directory.bundleSequence()) === stored.sequence) {
        throw failure ?? new Failure('conflict');
    }
    return undefined;
}

interface Rotation {
    readonly generation: OwnGeneration;
    readonly bundle: Bytes;
    readonly handOver: Bytes;
}

async function makeRotation(parts: Parts, active: ActiveIdentity, stored: Bundle, nowMs: number): Promise<Rotation> {
    const {provider, serverId, userId} = parts;
    const previous = active.chain.head;
    const keys = await generateGeneration(provider);
    const record = rotatedRecord(previous, keys, nowMs);
    const hash = await hashIdentityRecord(provider, encodeIdentityRecord(record));
    const link = {record, hash};
    const sequence = stored.sequence + 1;
    const [sealed, handOver, encryption, signing, trust] = await Promise.all([
        sealGeneration({provider, link, ...keys}),
        sealHandOver({provider, previous, link, keys}),
        lockAgreementPair(provider, keys.encryption),
        lockSigningPair(provider, keys.signing),
        sealedTrustOf(parts, {serverId, userId, sequence, head: hash, recoveryKey: record.recoveryKey}),
    ]);
    const previousSigningKey = active.generation.signingKey;
    const signedRecord = await signRecord({provider, record, signingKey: signing.privateKey, previousSigningKey});
    const bundle = await signBundle({
        provider,
        signingKey: signing.privateKey,
        bundle: {
            serverId,
            userId,
            sequence,
            recoveryKey: record.recoveryKey,
            chain: [...stored.chain, signedRecord],
            sealedGenerations: [...stored.sealedGenerations, sealed],
            ...trust,
            timeMs: nowMs,
        },
    });
    return {generation: ownGeneration(link, signedRecord, {encryption, signing}), bundle, handOver};
}

async function failureOf(publication: Promise<void>): Promise<Failure | undefined> {
    try {
        await publication;
        return undefined;
    } catch (error) {
        if (error instanceof Failure) {
            return error;
        }
        throw error;
    }
}
