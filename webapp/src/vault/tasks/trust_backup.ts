/**
 * Keeps the trust state in the backup up to date (protocol.md §7.4): pins, verified marks and policies go into a new bundle some
 * seconds after they changed.
 *
 * Nothing waits for it, and nothing fails with it. One tab at a time does it, and the next one finds it done. What a browser can't
 * do is read the trust state of another one, which is sealed to the recovery key: the last one to write counts.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {Failure} from '../../lib/errors';
import type {FailureCode} from '../../lib/errors';
import {signBundle} from '../backup/bundle';
import {sealTrust} from '../backup/sealed_trust';
import {encodeTrustState} from '../backup/trust_state';
import type {TrustState} from '../backup/trust_state';
import {digest} from '../crypto/hash';
import type {ActiveIdentity, OwnIdentity} from './own_identity';
import type {TaskParts} from './parts';
import {readStoredBundle, readTrust} from './stored_bundle';
import {isTrustEmpty} from './trust_in_backup';

type Parts = Pick<TaskParts, 'provider' | 'keyStore' | 'trustStore' | 'directory' | 'keyLock' | 'serverId' | 'userId' | 'nowMs' | 'waitMs'>;

/** Several decisions in a row make one bundle. */
const DELAY_MS = 5_000;
const FIRST_RETRY_MS = 60_000;
const LAST_RETRY_MS = 3_600_000;

/** What may be otherwise later; anything else stays as it is until something changes. */
const PASSING: readonly FailureCode[] = ['offline', 'server_unavailable', 'rate_limited', 'conflict', 'forbidden'];

export class TrustBackup {
    readonly #parts: Parts;
    readonly #own: OwnIdentity;
    #isWaiting = false;
    readonly #closing = new AbortController();

    constructor(parts: Parts, own: OwnIdentity) {
        this.#parts = parts;
        this.#own = own;
    }

    /** Something may have changed; what is in the backup already costs no request. */
    changed(): void {
        if (!this.#isWaiting) {
            void quietly(() => this.#noteOutdated());
        }
        this.#later(DELAY_MS, FIRST_RETRY_MS);
    }

    /** This browser can write bundles: also what changed before, under other keys, or while its last tab was closed too early. */
    resume(recordHash: string): void {
        void quietly(async () => {
            const backedUp = await this.#parts.keyStore.readBackedUp();
            if (!backedUp || backedUp.isOutdated || !backedUp.digest.startsWith(recordHash)) {
                this.#later(DELAY_MS, FIRST_RETRY_MS);
            }
        });
    }

    close(): void {
        this.#closing.abort();
    }

    #later(delayMs: number, retryMs: number): void {
        if (!this.#isWaiting && !this.#closing.signal.aborted) {
            this.#isWaiting = true;
            void this.#wait(delayMs, retryMs);
        }
    }

    async #wait(delayMs: number, retryMs: number): Promise<void> {
        await this.#parts.waitMs(delayMs, this.#closing.signal);
        this.#isWaiting = false;
        if (this.#closing.signal.aborted) {
            return;
        }
        try {
            await this.#parts.keyLock.run(() => this.#write());
        } catch (error) {
            if (!(error instanceof Failure)) {
                throw error;
            }
            if (PASSING.includes(error.code)) {
                this.#later(retryMs, Math.min(2 * retryMs, LAST_RETRY_MS));
            }
        }
    }

    async #write(): Promise<void> {
        const {provider, keyStore} = this.#parts;
        const active = await this.#own.requireActive();
        const trust = await readTrust(this.#parts);
        const written = `${active.generation.recordHash} ${encodeBase64url(await digest(provider, encodeTrustState(trust)))}`;
        if (isTrustEmpty(trust)) {
            return;
        }
        if ((await keyStore.readBackedUp())?.digest !== written) {
            await this.#upload(active, trust);
        }
        await keyStore.noteBackedUp({digest: written, isOutdated: this.#isWaiting});
    }

    /** So that a later tab needn't read everything to find out. */
    async #noteOutdated(): Promise<void> {
        const backedUp = await this.#parts.keyStore.readBackedUp();
        await (backedUp && this.#parts.keyStore.noteBackedUp({...backedUp, isOutdated: true}));
    }

    /** The stored bundle with another trust state. */
    async #upload({chain, generation}: ActiveIdentity, trust: TrustState): Promise<void> {
        const {provider, directory, serverId, userId, nowMs} = this.#parts;
        const stored = await readStoredBundle(this.#parts, chain);
        const {recoveryKey, sequence: expectedSequence} = stored;
        const sequence = expectedSequence + 1;
        const sealedTrust = await sealTrust({provider, serverId, userId, sequence, head: chain.head.hash, recoveryKey, trust});
        const bundle = await signBundle({
            provider,
            bundle: {...stored, sequence, sealedTrust, timeMs: nowMs()},
            signingKey: generation.signingKey,
        });
        await directory.storeBundle({expectedSequence, bundle});
    }
}

/** Notes that save work: where they can't be stored, the next change writes all the same. */
async function quietly(task: () => Promise<void>): Promise<void> {
    try {
        await task();
    } catch (error) {
        if (!(error instanceof Failure)) {
            throw error;
        }
    }
}
