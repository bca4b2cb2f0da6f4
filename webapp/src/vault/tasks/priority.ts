/** Lets preparing wait while somebody waits for posts to open: what is on screen goes first (docs/architecture.md §1). */
export class Priority {
    readonly #pause: () => Promise<void>;
    #urgent = 0;

    /** @param pause resolves after the messages that have come meanwhile were seen */
    constructor(pause: () => Promise<void>) {
        this.#pause = pause;
    }

    async urgently<Result>(task: () => Promise<Result>): Promise<Result> {
        this.#urgent++;
        try {
            return await task();
        } finally {
            this.#urgent--;
        }
    }

    /** Between two slices of work that can wait. */
    async yieldToUrgent(): Promise<void> {
        do {
            await this.#pause();
        } while (this.#urgent > 0);
    }
}
