import {closeSync, openSync, writeSync} from 'node:fs';
import {relative} from 'node:path';

const KEPT_LINES = 25;

/**
 * The log file of one part, and its last lines for when the part fails. Written at once: the file is whole whenever the
 * stack ends, and nothing is written any more once it is closed.
 */
export class PartLog {
    readonly path: string;
    readonly #file: number;
    readonly #watchers = new Set<(line: string) => void>();
    #lines: string[] = [];
    #unfinished = '';

    constructor(path: string) {
        this.path = path;
        this.#file = openSync(path, 'w');
    }

    write(chunk: Buffer): void {
        writeSync(this.#file, chunk);
        const lines = (this.#unfinished + chunk.toString('utf8')).split('\n');
        this.#unfinished = lines.pop() ?? '';
        for (const line of lines) {
            this.#watchers.forEach((watch) => watch(line));
        }
        this.#lines = [...this.#lines, ...lines.filter((line) => line.trim() !== '')].slice(-KEPT_LINES);
    }

    /** Calls `watch` for each complete line from now on, until `signal` says otherwise. */
    onLine(watch: (line: string) => void, signal?: AbortSignal): void {
        this.#watchers.add(watch);
        signal?.addEventListener('abort', () => this.#watchers.delete(watch), {once: true});
    }

    /** The last lines with the file's name above them, ready to print. */
    tail(): string {
        const lines = this.#unfinished.trim() === '' ? this.#lines : [...this.#lines, this.#unfinished];
        return [`Last lines of ${relative(process.cwd(), this.path)}:`, ...lines.map((line) => `    ${line}`)].join('\n');
    }

    close(): void {
        closeSync(this.#file);
    }
}
