import {Lru} from '../identity/lru';

/**
 * The newest generation that each author's posts name, proved or not: whoever writes with a newer key than the server half shows
 * may have lost the older one, so nothing is sealed for that until the newer one is there (protocol.md §2.3).
 *
 * An unproved claim holds up no more than the posts of its own author's account. In memory: the posts are met again after a reload.
 */
export class ClaimedGenerations {
    readonly #newest = new Lru<number>(8192);

    note(userId: string, generation: number): void {
        this.#newest.set(userId, Math.max(generation, this.#newest.get(userId) ?? 0));
    }

    newestOf(userId: string): number {
        return this.#newest.get(userId) ?? 0;
    }
}
