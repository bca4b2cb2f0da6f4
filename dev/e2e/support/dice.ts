/** Numbers that look random and are the same in every run (mulberry32). */
export class Dice {
    private state: number;

    constructor(seed: number) {
        this.state = seed;
    }

    /** From 0 up to `limit`, which is not among them. */
    below(limit: number): number {
        this.state = (this.state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
    }

    oneOf<Value>(values: readonly Value[]): Value {
        const value = values[this.below(values.length)];
        if (value === undefined) {
            throw new Error('nothing to choose from');
        }
        return value;
    }

    shuffled<Value>(values: readonly Value[]): Value[] {
        const left = [...values];
        return values.map(() => {
            const [taken] = left.splice(this.below(left.length), 1);
            return taken as Value;
        });
    }
}
