import type {TrustChange, TrustQuery, TrustStore, TrustToBackUp, TrustView} from '../trust/trust_store';

export interface TrustWatch {
    /** Other keys than before are pinned for somebody. */
    readonly keysChanged: (userId: string) => void;

    /** Something that the backup carries may be otherwise. */
    readonly trustChanged: () => void;
}

/** The trust store of all tasks: whatever one of them writes is told to whoever shows it. */
export class WatchedTrust implements TrustStore {
    readonly #store: TrustStore;
    readonly #watch: TrustWatch;

    constructor(store: TrustStore, watch: TrustWatch) {
        this.#store = store;
        this.#watch = watch;
    }

    read(query: TrustQuery): Promise<TrustView> {
        return this.#store.read(query);
    }

    readToBackUp(): Promise<TrustToBackUp> {
        return this.#store.readToBackUp();
    }

    async commit(change: TrustChange): Promise<'done' | 'conflict'> {
        const outcome = await this.#store.commit(change);
        if (outcome === 'done') {
            // Who is met for the first time is no news, nor is a chain for a head that was restored.
            const changed = (change.pins ?? []).filter(({expectedHead, next}) => expectedHead !== '' && expectedHead !== next.head);
            changed.forEach(({next}) => this.#watch.keysChanged(next.userId));
            const {pins = [], people = [], policies = []} = change;
            if (pins.length + people.length + policies.length > 0) {
                this.#watch.trustChanged();
            }
        }
        return outcome;
    }
}
