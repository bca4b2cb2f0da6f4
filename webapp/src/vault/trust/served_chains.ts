/**
 * Chains as the server half serves them, each verified once and kept: opening a channel of a thousand members verifies ahead
 * what sending there needs, and asking again costs no verification where nothing has changed. Nothing here is trusted yet;
 * that takes a comparison with the pin.
 *
 * @packageDocumentation
 */
import {equalBytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {Directory, ServedChain} from '../identity/directory';
import {Lru} from '../identity/lru';
import type {CryptoProvider} from '../crypto/provider';
import {verifyChain} from '../protocol/chain';
import {toUserId} from '../protocol/ids';
import type {ServerId} from '../protocol/ids';
import type {ServedKeys} from './keys_of_person';

/** More than any channel may have members. */
const CACHED_PEOPLE = 8192;

/** Verifications between two looks at what else is waiting. */
const SLICE = 32;

export interface ServedChainsParts {
    readonly directory: Pick<Directory, 'chains'>;
    readonly provider: CryptoProvider;
    readonly serverId: ServerId;
    readonly nowMs: () => number;

    /** Lets other work of the worker go first. */
    readonly pause: () => Promise<void>;
}

interface Answer {
    readonly served: ServedChain;
    readonly keys: ServedKeys;
    readonly askedAtMs: number;
}

export class ServedChains {
    readonly #parts: ServedChainsParts;
    readonly #answers = new Lru<Answer>(CACHED_PEOPLE);

    constructor(parts: ServedChainsParts) {
        this.#parts = parts;
    }

    /** Answers that are at most this old; 0 asks for everybody afresh. Rejects with a `Failure` if the directory does. */
    async of(userIds: readonly string[], maxAgeMs: number): Promise<ReadonlyMap<string, ServedKeys>> {
        const oldestMs = this.#parts.nowMs() - maxAgeMs;
        const stale = userIds.filter((userId) => {
            const answer = this.#answers.get(userId);
            return !answer || maxAgeMs === 0 || answer.askedAtMs < oldestMs;
        });
        if (stale.length > 0) {
            await this.#ask(stale);
        }
        return new Map(userIds.map((userId) => [userId, this.#answers.get(userId)?.keys ?? missing()]));
    }

    async #ask(userIds: readonly string[]): Promise<void> {
        const askedAtMs = this.#parts.nowMs();
        const served = await this.#parts.directory.chains(userIds);
        let verified = 0;
        for (const userId of userIds) {
            const chain = served.get(userId) ?? missing();
            const before = this.#answers.get(userId);
            if (before && isSame(before.served, chain)) {
                this.#keep(userId, {...before, askedAtMs});
                continue;
            }
            this.#keep(userId, {served: chain, keys: await this.#verify(userId, chain), askedAtMs});
            if (++verified % SLICE === 0) {
                await this.#parts.pause();
            }
        }
    }

    /** A question that was asked earlier may be answered later. */
    #keep(userId: string, answer: Answer): void {
        const before = this.#answers.get(userId);
        if (!before || before.askedAtMs <= answer.askedAtMs) {
            this.#answers.set(userId, answer);
        }
    }

    async #verify(userId: string, chain: ServedChain): Promise<ServedKeys> {
        if (chain.length === 0) {
            return {kind: 'none'};
        }
        const {provider, serverId} = this.#parts;
        try {
            return {kind: 'chain', chain: await verifyChain({provider, signedRecords: chain, serverId, userId: toUserId(userId)})};
        } catch (error) {
            if (error instanceof Failure) {
                return {kind: 'invalid', code: error.code};
            }
            throw error;
        }
    }
}

function isSame(left: ServedChain, right: ServedChain): boolean {
    return left.length === right.length && left.every((record, index) => equalBytes(record, right[index] ?? new Uint8Array()));
}

/** A directory answers for everybody it is asked for. */
function missing(): never {
    throw new Failure('server_unavailable');
}
