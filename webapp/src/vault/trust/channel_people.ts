/**
 * The facts about a channel's people: what is pinned of them beside what is served.
 *
 * @packageDocumentation
 */
import type {ClaimedGenerations} from './claimed_generations';
import type {AskedPerson} from './decide';
import {compareKeys, fingerprintOf, requireGeneration} from './keys_of_person';
import type {ServedChains} from './served_chains';
import type {ChannelRecipients, PinnedRecipient, TrustStore} from './trust_store';

/** Not at every post to somebody who stays left out. */
const FRESH_MS = 10_000;

interface NamedPerson {
    readonly userId: string;
    readonly username: string;
}

export interface ChannelFacts {
    readonly people: readonly AskedPerson[];

    /** Undefined where nothing was sealed in this channel yet. */
    readonly recipients: ChannelRecipients | undefined;

    /** For whom this browser sealed here, and who isn't listed. */
    readonly departed: readonly PinnedRecipient[];
}

export interface ChannelQuestion {
    readonly channelId: string;

    /** Without the sender. */
    readonly others: readonly NamedPerson[];

    /** How old an answer of the directory may be. */
    readonly maxAgeMs: number;
}

export class ChannelPeople {
    readonly #store: TrustStore;
    readonly #served: ServedChains;
    readonly #claimed: ClaimedGenerations;

    constructor(store: TrustStore, served: ServedChains, claimed: ClaimedGenerations) {
        this.#store = store;
        this.#served = served;
        this.#claimed = claimed;
    }

    /** An answer that isn't fresh is no reason for an alarm: whoever looks odd by it is asked about again. */
    async facts(question: ChannelQuestion): Promise<ChannelFacts> {
        const facts = await this.#look(question);
        const odd = facts.people.filter(({keys}) => keys.kind === 'changed').map(({userId}) => userId);
        if (question.maxAgeMs === 0 || odd.length === 0) {
            return facts;
        }
        await this.#served.of(odd, FRESH_MS);
        return this.#look(question);
    }

    async #look({channelId, others, maxAgeMs}: ChannelQuestion): Promise<ChannelFacts> {
        const userIds = others.map(({userId}) => userId);
        const served = await this.#served.of(userIds, maxAgeMs);

        // Read last, so that the least time passes until the commit compares.
        const view = await this.#store.read({userIds, recipientsOf: [channelId]});
        const recipients = view.recipients.get(channelId);
        const pinnedNames = new Map(recipients?.people.map(({userId, username}) => [userId, username]));
        const leftOut = new Map(recipients?.leftOut?.map(({userId, fingerprint}) => [userId, fingerprint]));
        const people = others.map(({userId, username}) => {
            const compared = compareKeys(served.get(userId) ?? {kind: 'none'}, view.pins.get(userId));
            const keys = requireGeneration(compared, this.#claimed.newestOf(userId));
            const known = view.people.get(userId);
            return {
                userId,
                username,
                keys,
                known,
                isInSet: pinnedNames.has(userId),
                pinnedUsername: known?.username ?? pinnedNames.get(userId),
                isLeftOut: leftOut.has(userId) && leftOut.get(userId) === fingerprintOf(keys, username),
            };
        });
        const listed = new Set(userIds);
        return {people, recipients, departed: (recipients?.people ?? []).filter(({userId}) => !listed.has(userId))};
    }
}
