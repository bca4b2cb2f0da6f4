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

    /** Runs `work`, saying when it began, that it still works (with `detail` of that moment), and how long it took. */
    async step<T>(title: string, work: () => Promise<T>, detail: () => string = () => ''): Promise<T> {
        const startedMs = Date.now();
        this.#write(`… ${title}`);
        const timer = setInterval(() => {
            const more = detail().trim().slice(0, 100);
            this.#write(`  ${title}: ${seconds(startedMs)}${more === '' ? '' : ` (${more})`}`);
        }, STILL_WORKING_EVERY_MS);
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
