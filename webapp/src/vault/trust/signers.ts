/**
 * Whose signature it is: the signing keys of people, from their pinned and verified chains (protocol.md §5.6).
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {cached} from '../../lib/cached';
import {Failure} from '../../lib/errors';
import type {PinnedIdentity} from '../identity/pinned_identity';
import {Lru} from '../identity/lru';
import type {VerificationKey} from '../crypto/keys';
import type {CryptoProvider} from '../crypto/provider';
import {importVerificationKey} from '../crypto/sign';
import type {ChainLink, VerifiedChain} from '../protocol/chain';
import type {ResolveSigner} from '../protocol/signer';
import {compareKeys} from './keys_of_person';
import type {PinChange, ServedKeys} from './keys_of_person';
import type {ServedChains} from './served_chains';

const CACHED_KEYS = 4096;

/** The answer of a moment ago is good enough for somebody who is met for the first time. */
const MAX_AGE_MS = 60_000;

export interface SignerOf {
    readonly userId: string;
    readonly generation: number;
}

export interface Signers {
    /** Rejects with a `Failure` where the directory would have been needed and could not be asked. */
    readonly resolve: ResolveSigner;

    /** What is pinned of somebody, or will be with `pins`; undefined for strangers. */
    readonly chainOf: (userId: string) => VerifiedChain | undefined;

    /** To be stored before anything is concluded from these signatures. */
    readonly pins: readonly PinChange[];
}

export class SignerBook {
    readonly #provider: CryptoProvider;
    readonly #served: ServedChains;
    readonly #keys = new Lru<Promise<VerificationKey>>(CACHED_KEYS);

    constructor(provider: CryptoProvider, served: ServedChains) {
        this.#provider = provider;
        this.#served = served;
    }

    /** `pins` is what is stored of these people. Asks the directory only for whoever isn't pinned at that generation. */
    async lookUp(wanted: readonly SignerOf[], pins: ReadonlyMap<string, PinnedIdentity>): Promise<Signers> {
        const known = new Map<string, VerifiedChain>();
        for (const [userId, pin] of pins) {
            if (pin.chain) {
                known.set(userId, pin.chain);
            }
        }
        const unknown = wanted.filter(({userId, generation}) => !known.get(userId)?.links[generation]);
        const changes: PinChange[] = [];
        let failure: Failure | undefined;
        if (unknown.length > 0) {
            try {
                changes.push(...(await this.#meet(unknown, pins)));
            } catch (error) {
                failure = asFailure(error);
            }
        }
        changes.forEach(({next}) => next.chain && known.set(next.userId, next.chain));
        return {
            pins: changes,
            chainOf: (userId) => known.get(userId),
            resolve: (userId, generation) => {
                const link = known.get(userId)?.links[generation];
                if (link) {
                    return this.#key(link);
                }
                return failure ? Promise.reject(failure) : Promise.resolve(undefined);
            },
        };
    }

    /** A chain that differs from the pin otherwise than by a valid rotation is not taken: the member decides at sending. */
    async #meet(unknown: readonly SignerOf[], pins: ReadonlyMap<string, PinnedIdentity>): Promise<readonly PinChange[]> {
        // A generation above the pin is news, so an older answer won't do.
        const isNews = unknown.some(({userId}) => pins.has(userId));
        const userIds = idsOf(unknown);
        const served = isNews ? await this.#served.of(userIds, 0) : await this.#servedLately(unknown);
        return userIds.flatMap((userId) => {
            const keys = compareKeys(served.get(userId) ?? {kind: 'none'}, pins.get(userId));
            return keys.kind === 'trusted' && keys.change ? [keys.change] : [];
        });
    }

    /** An answer of a moment ago says nothing of a key that was published since, and a signature by it is the first to tell. */
    async #servedLately(wanted: readonly SignerOf[]): Promise<ReadonlyMap<string, ServedKeys>> {
        const served = await this.#served.of(idsOf(wanted), MAX_AGE_MS);
        const missing = wanted.filter(({userId, generation}) => !hasGeneration(served.get(userId), generation));
        return missing.length === 0 ? served : new Map([...served, ...(await this.#served.of(idsOf(missing), 0))]);
    }

    #key({record, hash}: ChainLink): Promise<VerificationKey> {
        return cached(this.#keys, encodeBase64url(hash), () => importVerificationKey(this.#provider, record.signingKey));
    }
}

function idsOf(signers: readonly SignerOf[]): readonly string[] {
    return [...new Set(signers.map(({userId}) => userId))];
}

function hasGeneration(keys: ServedKeys | undefined, generation: number): boolean {
    return keys?.kind === 'chain' && keys.chain.links[generation] !== undefined;
}

function asFailure(error: unknown): Failure {
    if (error instanceof Failure) {
        return error;
    }
    throw error;
}
