/**
 * From no identity, or from a lost one, to an active one, in the order of docs/architecture.md §5: sealed backup made → keys stored
 * as pending → record and backup published in one compare-and-set → active.
 *
 * A reload between any two steps loses nothing: a pending identity stays until one is active, and a publication whose answer was
 * lost is recognised by its record (own_state.ts).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {OwnState} from '../api';
import {decodeSignedBundle, signBundle} from '../backup/bundle';
import type {PendingIdentity} from '../identity/key_store';
import {hashIdentityRecord} from '../protocol/identity_record';
import {decodeSignedRecord} from '../protocol/signed_record';
import {makeIdentity} from './make_identity';
import type {MadeIdentity} from './make_identity';
import type {OwnIdentity, Published} from './own_identity';
import type {TaskParts} from './parts';
import {sealedTrustOf} from './stored_bundle';

type Parts = Pick<TaskParts, 'provider' | 'keyStore' | 'trustStore' | 'directory' | 'keyLock' | 'tabs' | 'serverId' | 'userId' | 'nowMs'>;

export class SetUp {
    readonly #parts: Parts;
    readonly #own: OwnIdentity;

    /** What this worker made last: its recovery code is the one that the member has before them. */
    #made: MadeIdentity | undefined;

    constructor(parts: Parts, own: OwnIdentity) {
        this.#parts = parts;
        this.#own = own;
    }

    /** @throws Failure `conflict` where something is published already */
    create(nowMs: number): Promise<MadeIdentity> {
        return this.#parts.keyLock.run(async () => {
            const state = await this.#own.lookLocked();
            if (state.kind !== 'absent' && (state.kind !== 'pending' || state.isReset)) {
                throw new Failure('conflict');
            }
            return this.#make(undefined, nowMs);
        });
    }

    /**
     * Keys that begin anew on top of what is published, whoever has those.
     *
     * @throws Failure `not_set_up` where nothing is published, or the code of a conflict: nothing is built on a chain that isn't the pinned one
     */
    reset(nowMs: number): Promise<MadeIdentity> {
        return this.#parts.keyLock.run(async () => {
            await this.#own.lookLocked();
            return this.#make(this.#own.requirePublished(), nowMs);
        });
    }

    /** @throws Failure `not_set_up` where nothing is pending, `conflict` where something else was published first */
    publish(): Promise<OwnState> {
        return this.#parts.keyLock.run(async () => {
            const before = await this.#own.lookLocked();
            const pending = await this.#toPublish(before);
            if (!pending) {
                return this.#requireMine(before);
            }
            try {
                await this.#parts.directory.publish({
                    expectedHead: pending.follows?.head ?? '',
                    record: pending.generation.record,
                    bundle: pending.follows ? await this.#nextBundle(pending) : pending.bundle,
                    wrappedRecoveryKey: pending.wrappedRecoveryKey,
                    handOver: new Uint8Array(),
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

    /** What was made by this worker and isn't published yet, with the code that opens it. */
    async waiting(): Promise<MadeIdentity | undefined> {
        const {pending} = await this.#parts.keyStore.read();
        const made = this.#made;
        return pending.some(({generation}) => generation.recordHash === made?.pending.generation.recordHash) ? made : undefined;
    }

    async #make(published: Published | undefined, nowMs: number): Promise<MadeIdentity> {
        this.#made = undefined;
        const made = await makeIdentity(this.#parts, published, nowMs);
        await this.#parts.keyStore.addPending(made.pending);
        await this.#own.lookLocked();
        this.#parts.tabs.tell({kind: 'own_changed'});
        this.#made = made;
        return made;
    }

    /** Undefined where nothing waits: a reset that was begun before the page was loaded anew isn't gone on with in a browser that has its keys. */
    async #toPublish(state: OwnState): Promise<PendingIdentity | undefined> {
        const {pending} = await this.#parts.keyStore.read();
        const made = this.#made;
        if (made) {
            return pending.find(({generation}) => generation.recordHash === made.pending.generation.recordHash);
        }
        if (state.kind !== 'pending') {
            return undefined;
        }
        return pending.filter(({follows}) => follows?.kind === (state.isReset ? 'reset' : undefined)).at(-1);
    }

    /** The stored bundle may have been followed by others since: with the sequence, and what this browser knows, as they are now. */
    async #nextBundle({generation, bundle}: PendingIdentity): Promise<Bytes> {
        const {provider, directory, serverId, userId, nowMs} = this.#parts;
        const {bundle: made} = decodeSignedBundle(bundle);
        const sequence = (await directory.bundleSequence()) + 1;
        const head = await hashIdentityRecord(provider, decodeSignedRecord(generation.record).recordBytes);
        const trust = await sealedTrustOf(this.#parts, {serverId, userId, sequence, head, recoveryKey: made.recoveryKey});
        return signBundle({provider, signingKey: generation.signingKey, bundle: {...made, sequence, ...trust, timeMs: nowMs()}});
    }

    /** Active, and with the recovery code that the member has just kept, not with another tab's. */
    #requireMine(state: OwnState): OwnState {
        if (state.kind === 'absent') {
            throw new Failure('not_set_up');
        }
        const made = this.#made?.pending.generation.recordHash;
        if (state.kind !== 'active' || (made !== undefined && state.recordHash !== made)) {
            throw new Failure('conflict');
        }
        return state;
    }
}
