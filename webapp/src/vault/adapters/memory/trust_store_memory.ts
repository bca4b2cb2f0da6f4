import {mergeSeen} from '../../trust/seen_post';
import type {TrustChange, TrustQuery, TrustStore, TrustToBackUp, TrustView} from '../../trust/trust_store';
import type {MemoryDatabase} from './memory_database';

/** In-memory twin of `IdbTrustStore`; trust_store.test.ts runs the same suite on both. */
export class MemoryTrustStore implements TrustStore {
    readonly #database: MemoryDatabase;

    constructor(database: MemoryDatabase) {
        this.#database = database;
    }

    read({userIds = [], recipientsOf = [], policiesOf = [], seenKeys = []}: TrustQuery): Promise<TrustView> {
        return Promise.resolve({
            pins: pick(this.#database.identities, userIds),
            people: pick(this.#database.people, userIds),
            recipients: pick(this.#database.recipients, recipientsOf),
            policies: pick(this.#database.policies, policiesOf),
            seen: pick(this.#database.seen, seenKeys),
        });
    }

    readToBackUp(): Promise<TrustToBackUp> {
        const {identities, people, policies} = this.#database;
        return Promise.resolve({pins: [...identities.values()], people: [...people.values()], policies: [...policies.values()]});
    }

    commit({pins = [], people = [], recipients = [], policies = [], seen = []}: TrustChange): Promise<'done' | 'conflict'> {
        const {identities, people: known, recipients: sets, policies: policyPins} = this.#database;
        const agrees =
            pins.every(({expectedHead, next}) => (identities.get(next.userId)?.head ?? '') === expectedHead) &&
            people.every((next) => (known.get(next.userId)?.version ?? 0) + 1 === next.version) &&
            recipients.every((next) => (sets.get(next.channelId)?.version ?? 0) + 1 === next.version) &&
            policies.every((next) => (policyPins.get(next.channelId)?.version ?? 0) + 1 === next.version);
        if (!agrees) {
            return Promise.resolve('conflict');
        }
        pins.forEach(({next}) => identities.set(next.userId, next));
        people.forEach((next) => known.set(next.userId, next));
        recipients.forEach((next) => sets.set(next.channelId, next));
        policies.forEach((next) => policyPins.set(next.channelId, next));
        seen.forEach((post) => this.#database.seen.set(post.key, mergeSeen(this.#database.seen.get(post.key), post)));
        return Promise.resolve('done');
    }
}

function pick<T>(store: ReadonlyMap<string, T>, keys: readonly string[]): Map<string, T> {
    const found = new Map<string, T>();
    for (const key of keys) {
        const value = store.get(key);
        if (value) {
            found.set(key, value);
        }
    }
    return found;
}
