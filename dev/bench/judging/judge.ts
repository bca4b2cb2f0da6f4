import type {Figures} from './figures';

/** One promise of the figures, as design and README give it. */
export interface Bound {
    readonly part: Part;
    readonly what: string;
    readonly unit: string;

    /** NaN where it wasn't measured. */
    readonly value: (figures: Figures) => number;
    readonly atLeast?: number;
    readonly atMost?: number;

    /** Better than the bound, and no failure where it is missed. */
    readonly aim?: number;
}

export type Part = 'schemes' | 'worker' | 'bundle' | 'hook' | 'growth' | 'live' | 'live full product';

export interface Verdict {
    readonly bound: Bound;
    readonly value: number;
    readonly holds: boolean;

    /** Undefined where there is none. */
    readonly reachesAim: boolean | undefined;
}

/** Everything of these parts; what wasn't measured doesn't hold. */
export function judge(bounds: readonly Bound[], figures: Figures, parts: readonly Part[]): readonly Verdict[] {
    return bounds
        .filter(({part}) => parts.includes(part))
        .map((bound) => {
            const value = bound.value(figures);
            const {atLeast = -Infinity, atMost = Infinity, aim} = bound;
            const holds = value >= atLeast && value <= atMost;
            return {
                bound,
                value,
                holds,
                reachesAim: aim === undefined ? undefined : bound.atLeast === undefined ? value <= aim : value >= aim,
            };
        });
}

/** One line, for the terminal. */
export function describe({bound, value, holds, reachesAim}: Verdict): string {
    const aim = bound.aim === undefined ? '' : `, aim ${format(bound.aim)}${reachesAim === true ? ' reached' : ' not reached'}`;
    return `${holds ? 'holds ' : 'MISSED'}  ${bound.what}: ${format(value)} ${bound.unit} (bound ${boundOf(bound)}${aim})`;
}

export function boundOf({atLeast, atMost}: Bound): string {
    const parts = [...(atLeast === undefined ? [] : [`≥ ${format(atLeast)}`]), ...(atMost === undefined ? [] : [`≤ ${format(atMost)}`])];
    return parts.join(', ');
}

export function format(value: number): string {
    if (Number.isNaN(value)) {
        return 'not measured';
    }
    const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return Number(value.toFixed(digits)).toLocaleString('en-US');
}
