/**
 * Safety numbers of the member and somebody else: shown, compared, and the mark that follows (protocol.md §2.4).
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {Failure} from '../../lib/errors';
import type {CryptoProvider} from '../crypto/provider';
import type {VerifiedChain} from '../protocol/chain';
import {toUserId} from '../protocol/ids';
import {compareSafetyNumber, safetyNumberOf} from '../protocol/safety_number';
import type {SafetyNumber} from '../protocol/safety_number';
import {compareKeys, pinChangeOf} from '../trust/keys_of_person';
import type {PersonKeys} from '../trust/keys_of_person';
import {asUnverified, asVerified, isVerifiedBy} from '../trust/known_person';
import type {ServedChains} from '../trust/served_chains';
import {startOver} from '../trust/start_over';
import type {KnownPerson, TrustStore} from '../trust/trust_store';
import type {OwnIdentity} from './own_identity';

export interface SafetyNumberParts {
    readonly provider: CryptoProvider;
    readonly trustStore: TrustStore;
    readonly own: OwnIdentity;
    readonly served: ServedChains;
    readonly tellPerson: (userId: string) => void;
}

interface Numbered {
    readonly keys: PersonKeys;
    readonly chain: VerifiedChain;
    readonly known: KnownPerson | undefined;
    readonly number: SafetyNumber;
    readonly isVerified: boolean;
}

export class SafetyNumbers {
    readonly #parts: SafetyNumberParts;

    constructor(parts: SafetyNumberParts) {
        this.#parts = parts;
    }

    /** @throws Failure `peer_without_key`, `chain_invalid`, or what stands against the own identity */
    async show(userId: string): Promise<SafetyNumber & {readonly isVerified: boolean}> {
        const {number, isVerified} = await this.#current(userId);
        return {...number, isVerified};
    }

    async compare(userId: string, scanned: string): Promise<'same' | 'different' | 'unreadable'> {
        return compareSafetyNumber((await this.#current(userId)).number, scanned);
    }

    /** @throws Failure `conflict` where another number would be shown by now */
    async setVerified(userId: string, digits: string, isVerified: boolean): Promise<void> {
        await startOver(async () => {
            const current = await this.#current(userId);
            if (current.number.digits !== digits) {
                throw new Failure('conflict');
            }
            return current.isVerified === isVerified ? 'done' : this.#store(userId, current, isVerified);
        });
    }

    async #store(userId: string, {keys, chain, known}: Numbered, isVerified: boolean): Promise<'done' | undefined> {
        const pin = pinChangeOf(keys);
        const outcome = isVerified
            ? await this.#parts.trustStore.commit({
                  pins: pin ? [pin] : [],
                  people: [asVerified(known, {userId, keys, record: encodeBase64url(chain.head.hash)})],
              })
            : await this.#parts.trustStore.commit({people: known ? [asUnverified(known)] : []});
        if (outcome === 'conflict') {
            return undefined;
        }
        this.#parts.tellPerson(userId);
        return 'done';
    }

    /** By what is served now: a number of yesterday's keys would tell nothing. */
    async #current(userId: string): Promise<Numbered> {
        const {provider, own, served, trustStore} = this.#parts;
        const {chain: ownChain} = await own.requireActive();
        const answer = (await served.of([userId], 0)).get(userId) ?? {kind: 'none'};
        const view = await trustStore.read({userIds: [userId]});
        const keys = compareKeys(answer, view.pins.get(userId));
        if (keys.kind === 'none') {
            throw new Failure('peer_without_key');
        }
        const {chain} = keys;
        if (!chain) {
            throw new Failure('chain_invalid');
        }
        const known = view.people.get(userId);
        const number = await safetyNumberOf(provider, [
            {userId: ownChain.userId, record: ownChain.head.hash},
            {userId: toUserId(userId), record: chain.head.hash},
        ]);
        return {keys, chain, known, number, isVerified: keys.kind === 'trusted' && isVerifiedBy(known, chain)};
    }
}
