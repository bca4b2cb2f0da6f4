/** A bounded cache: the entry that was used longest ago goes first. */
export class Lru<Value> {
    readonly #limit: number;

    /** A `Map` keeps the order of insertion, so the first key is the oldest. */
    readonly #entries = new Map<string, Value>();

    constructor(limit: number) {
        this.#limit = limit;
    }

    get(key: string): Value | undefined {
        const value = this.#entries.get(key);
        if (value !== undefined) {
            this.#entries.delete(key);
            this.#entries.set(key, value);
        }
        return value;
    }

    set(key: string, value: Value): void {
        this.#entries.delete(key);
        this.#entries.set(key, value);
        for (const oldest of this.#entries.keys()) {
            if (this.#entries.size <= this.#limit) {
                break;
            }
            this.#entries.delete(oldest);
        }
    }

    delete(key: string): void {
        this.#entries.delete(key);
    }
}
