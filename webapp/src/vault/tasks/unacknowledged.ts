/**
 * Texts that were sealed here and that no server has acknowledged: a refused `POST /posts` costs the member what they wrote,
 * unless it is offered back (docs/architecture.md §3). In memory only.
 *
 * @packageDocumentation
 */

export interface UnacknowledgedText {
    readonly channelId: string;
    readonly rootId: string;
    readonly text: string;
    readonly uid: string;
}

/** Posts that failed one after the other; more than anybody would take back. */
const LIMIT = 100;

export class Unacknowledged {
    readonly #texts = new Map<string, UnacknowledgedText>();
    readonly #previous = new Map<string, string>();

    add(text: UnacknowledgedText): void {
        this.#texts.set(text.uid, text);
        for (const oldest of this.#texts.keys()) {
            if (this.#texts.size <= LIMIT) {
                break;
            }
            this.#texts.delete(oldest);
        }
    }

    /** A uid that was not sealed here says nothing. */
    acknowledge(channelId: string, uid: string): void {
        const text = this.#texts.get(uid);
        if (text?.channelId === channelId) {
            this.#texts.delete(uid);
            this.#previous.set(channelId, uid);
        }
    }

    /** The last acknowledged post of this browser in a channel. */
    previousUid(channelId: string): string | undefined {
        return this.#previous.get(channelId);
    }

    /** Oldest first. */
    all(): readonly UnacknowledgedText[] {
        return [...this.#texts.values()];
    }
}
