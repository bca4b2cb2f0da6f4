/**
 * Which of the member's posts a new one follows: the last of this worker's that the server has, per channel (protocol.md §5.1,
 * "previous uid").
 *
 * @packageDocumentation
 */

/** Posts under way at once; more than anybody sends. */
const LIMIT = 100;

export class PreviousPosts {
    /** Channel of each uid that no server has acknowledged, the oldest first. */
    readonly #sealed = new Map<string, string>();

    /** By channel. */
    readonly #previous = new Map<string, string>();

    sealed(channelId: string, uid: string): void {
        this.#sealed.set(uid, channelId);
        for (const oldest of this.#sealed.keys()) {
            if (this.#sealed.size <= LIMIT) {
                break;
            }
            this.#sealed.delete(oldest);
        }
    }

    /** A uid that was not sealed here says nothing. */
    acknowledge(channelId: string, uid: string): void {
        if (this.#sealed.get(uid) === channelId) {
            this.#sealed.delete(uid);
            this.#previous.set(channelId, uid);
        }
    }

    of(channelId: string): string | undefined {
        return this.#previous.get(channelId);
    }
}
