import {mergeSeen} from '../trust/seen_post';
import type {SeenPost, TrustChange, TrustQuery, TrustStore, TrustToBackUp, TrustView} from '../trust/trust_store';

interface Written {
    readonly answer: Promise<'done' | 'conflict'>;
    readonly unstored: Promise<readonly SeenPost[]>;
}

/**
 * The trust store of opening. What was merely seen is handed over before the answer, and stored behind it: a reader shouldn't wait for
 * the disk. No answer rests on less for it, since whoever asks about seen posts waits for what is being stored. What could not be
 * stored is kept here, and goes along with the next change, which is waited for: whoever opens a post then is told why it can't be.
 */
export class WriteBehind implements TrustStore {
    readonly #store: TrustStore;

    /** What is not stored once the last change has ended; changes take turns. Never rejects. */
    #unstored: Promise<readonly SeenPost[]> = Promise.resolve([]);

    constructor(store: TrustStore) {
        this.#store = store;
    }

    async read(query: TrustQuery): Promise<TrustView> {
        const asked = new Set(query.seenKeys);
        const unstored = asked.size > 0 ? await this.#unstored : [];
        const view = await this.#store.read(query);
        const seen = new Map(view.seen);
        unstored.filter(({key}) => asked.has(key)).forEach((post) => seen.set(post.key, mergeSeen(seen.get(post.key), post)));
        return {...view, seen};
    }

    readToBackUp(): Promise<TrustToBackUp> {
        return this.#store.readToBackUp();
    }

    async commit(change: TrustChange): Promise<'done' | 'conflict'> {
        const written = this.#unstored.then((unstored) => this.#write(change, unstored));
        this.#unstored = written.then(({unstored}) => unstored);
        return (await written).answer;
    }

    #write(change: TrustChange, before: readonly SeenPost[]): Written {
        const seen = [...before, ...(change.seen ?? [])];
        const outcome = this.#store.commit({...change, seen});
        const isBehind = before.length === 0 && isSeenOnly(change);
        return {
            answer: isBehind ? Promise.resolve('done') : outcome,
            unstored: outcome.then(
                (reached) => (reached === 'done' ? [] : before),
                () => (isBehind ? seen : before),
            ),
        };
    }
}

/** Never in conflict with what another tab stored. */
function isSeenOnly({pins = [], people = [], recipients = [], policies = []}: TrustChange): boolean {
    return pins.length + people.length + recipients.length + policies.length === 0;
}
