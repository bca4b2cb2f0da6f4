/**
 * What was measured: numbers under dotted names, such as `seal.cached.100.ours`. Milliseconds, characters or bytes, as the name's
 * reader knows.
 */
export type Figures = Readonly<Record<string, number>>;

/** NaN where it wasn't measured: nothing holds against that. */
export function figure(figures: Figures, name: string): number {
    return figures[name] ?? Number.NaN;
}

export function ratio(figures: Figures, over: string, under: string): number {
    return figure(figures, over) / figure(figures, under);
}

export function median(values: readonly number[]): number {
    const sorted = [...values].sort((left, right) => left - right);
    const middle = sorted.length >> 1;
    const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
    return (low + high) / 2;
}
