/**
 * From no identity to an active one, in the order of docs/architecture.md §5: sealed backup made → keys stored as pending → record and backup
 * published in one compare-and-set → active.
 *
 * A reload between any two steps loses nothing: a pending identity stays until one is active, and a publication whose answer was
 * lost is recognised by its record (own_state.ts).
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {Failure} from '../../lib/errors';
import type {OwnState} from '../api';
import {signBundle} from '../backup/bundle';
import {formatRecoveryCode, generateCodeSecret} from '../backup/recovery_code';
import {sealGeneration} from '../backup/sealed_generation';
import {wrapRecoveryKey} from '../backup/wrapped_recovery_key';
import {lockAgreementPair, lockSigningPair} from '../crypto/lock';
import {firstRecord, generateIdentity} from '../identity/generations';
import type {PendingIdentity} from '../identity/key_store';
import {encodeIdentityRecord, hashIdentityRecord} from '../protocol/identity_record';
import {signRecord} from '../protocol/signed_record';
import type {OwnIdentity} from './own_identity';
import type {TaskParts} from './parts';

type Parts = Pick<TaskParts, 'provider' | 'keyStore' | 'directory' | 'keyLock' | 'tabs' | 'serverId' | 'userId'>;

interface Made {
    readonly pending: PendingIdentity;
    readonly recoveryCode: string;
}

export class SetUp {
    readonly #parts: Parts;
    readonly #own: OwnIdentity;

    /** Record hash of what this worker made last: its recovery code is the one that the member has before them. */
    #made: string | undefined;

    constructor(parts: Parts, own: OwnIdentity) {
        this.#parts = parts;
        this.#own = own;
    }

    /** The recovery code. @throws Failure `conflict` where something is published already */
    create(nowMs: number): Promise<string> {
        return this.#parts.keyLock.run(async () => {
            const state = await this.#own.lookLocked();
            if (state.kind !== 'absent' && state.kind !== 'pending') {
                throw new Failure('conflict');
            }
            const {pending, recoveryCode} = await makeIdentity(this.#parts, nowMs);
            await this.#parts.keyStore.addPending(pending);
            this.#made = pending.generation.recordHash;
            await this.#own.lookLocked();
            this.#parts.tabs.tell({kind: 'own_changed'});
            return recoveryCode;
        });
    }

    /** @throws Failure `not_set_up` where nothing is pending, `conflict` where something else was published first */
    publish(): Promise<OwnState> {
        return this.#parts.keyLock.run(async () => {
            const before = await this.#own.lookLocked();
            if (before.kind !== 'pending') {
                return this.#requireMine(before);
            }
            const pending = await this.#toPublish();
            try {
                await this.#parts.directory.publish({
                    expectedHead: '',
                    record: pending.generation.record,
                    bundle: pending.bundle,
                    wrappedRecoveryKey: pending.wrappedRecoveryKey,
                });
            } catch (error) {
                // Somebody published in between; perhaps it was this very publication, whose answer was lost.
                if (!(error instanceof Failure) || error.code !== 'conflict') {
                    throw error;
                }
            }
            return this.#requireMine(await this.#own.lookLocked());
        });
    }

    async #toPublish(): Promise<PendingIdentity> {
        const {pending} = await this.#parts.keyStore.read();
        const mine = this.#made ? pending.find(({generation}) => generation.recordHash === this.#made) : pending.at(-1);
        if (!mine) {
            throw new Failure('conflict');
        }
        return mine;
    }

    /** Active, and with the recovery code that the member has just kept, not with another tab's. */
    #requireMine(state: OwnState): OwnState {
        if (state.kind === 'absent') {
            throw new Failure('not_set_up');
        }
        if (state.kind !== 'active' || (this.#made !== undefined && state.recordHash !== this.#made)) {
            throw new Failure('conflict');
        }
        return state;
    }
}

/** Keys, record and backup of a new identity; nothing is stored or published yet. */
async function makeIdentity({provider, serverId, userId}: Parts, nowMs: number): Promise<Made> {
    const fresh = await generateIdentity(provider);
    const record = firstRecord({serverId, userId, timeMs: nowMs}, fresh);
    const hash = await hashIdentityRecord(provider, encodeIdentityRecord(record));
    const code = generateCodeSecret(provider);
    const [wrappedRecoveryKey, sealed, encryption, signing] = await Promise.all([
        wrapRecoveryKey({provider, code, serverId, userId, recovery: fresh.recovery, recordHash: hash}),
        sealGeneration({provider, link: {record, hash}, encryption: fresh.encryption, signing: fresh.signing}),
        lockAgreementPair(provider, fresh.encryption),
        lockSigningPair(provider, fresh.signing),
    ]);
    const signedRecord = await signRecord({provider, record, signingKey: signing.privateKey});
    const bundle = await signBundle({
        provider,
        signingKey: signing.privateKey,
        bundle: {
            serverId,
            userId,
            sequence: 1,
            recoveryKey: record.recoveryKey,
            chain: [signedRecord],
            sealedGenerations: [sealed],
            timeMs: nowMs,
        },
    });
    const generation = {
        recordHash: encodeBase64url(hash),
        generation: record.generation,
        record: signedRecord,
        encryptionKey: encryption.privateKey,
        signingKey: signing.privateKey,
    };
    return {pending: {generation, bundle, wrappedRecoveryKey, createdAtMs: nowMs}, recoveryCode: formatRecoveryCode(code)};
}
