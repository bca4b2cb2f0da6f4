/**
 * A map that keeps what was used last. Bounded by the length of its keys: an envelope for a thousand people is a hundred
 * times as long as one for two, so a bound by number would be far too high or far too low.
 *
 * @packageDocumentation
 */
export class RecentMap<Value> {
    /** In order of use, the oldest first. */
    private readonly entries = new Map<string, Value>();
    private length = 0;

    constructor(private readonly maxLength: number) {}

    /** Looking changes nothing: a drawn component looks all the time. */
    get(key: string): Value | undefined {
        return this.entries.get(key);
    }

    /** Moves to the young end. */
    use(key: string): Value | undefined {
        const value = this.entries.get(key);
        if (value !== undefined) {
            this.entries.delete(key);
            this.entries.set(key, value);
        }
        return value;
    }

    set(key: string, value: Value): void {
        this.delete(key);
        this.entries.set(key, value);
        this.length += key.length;
        for (const oldest of this.entries.keys()) {
            if (this.length <= this.maxLength) {
                return;
            }
            this.delete(oldest);
        }
    }

    /** Removes, and returns what it removed, the oldest first. */
    takeWhere(isMeant: (value: Value) => boolean): ReadonlyArray<readonly [string, Value]> {
        const taken = [...this.entries].filter(([, value]) => isMeant(value));
        for (const [key] of taken) {
            this.delete(key);
        }
        return taken;
    }

    clear(): void {
        this.entries.clear();
        this.length = 0;
    }

    private delete(key: string): void {
        if (this.entries.delete(key)) {
            this.length -= key.length;
        }
    }
}
