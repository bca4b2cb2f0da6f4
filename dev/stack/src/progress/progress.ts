const STILL_WORKING_EVERY_MS = 15_000;

/** What the person at the keyboard sees while the stack comes up: one line as a step begins, one as it ends. */
export class Progress {
    readonly #write: (line: string) => void;

    constructor(write: (line: string) => void) {
        this.#write = write;
    }

    say(line: string): void {
        this.#write(line);
    }

    /** Runs `work`, saying when it began, now and then that it still works, and how long it took. */
    async step<T>(title: string, work: () => Promise<T>): Promise<T> {
        const startedMs = Date.now();
        this.#write(`… ${title}`);
        const timer = setInterval(() => this.#write(`  ${title}: ${seconds(startedMs)} …`), STILL_WORKING_EVERY_MS);
        try {
            const result = await work();
            this.#write(`✓ ${title} (${seconds(startedMs)})`);
            return result;
        } catch (error) {
            this.#write(`✗ ${title} (${seconds(startedMs)})`);
            throw error;
        } finally {
            clearInterval(timer);
        }
    }
}

function seconds(sinceMs: number): string {
    return `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
}
