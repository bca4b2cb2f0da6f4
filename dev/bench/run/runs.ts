import {figure, type Figures} from '../judging/figures';
import type {Part, Verdict} from '../judging/judge';

/** What of several runs stands beside each other: where one and the same code differs most. */
export const COMPARED = [
    {name: 'seal.100.faster', title: 'seal, 100'},
    {name: 'seal.1000.faster', title: 'seal, 1,000'},
    {name: 'open.10.faster', title: 'open, 10'},
    {name: 'open.100.faster', title: 'open, 100'},
    {name: 'open.1000.faster', title: 'open, 1,000'},
] as const;

/** The same of a run on the stack, by what their bounds are called. */
export const COMPARED_LIVE = [
    {name: 'own', title: 'own post, clear + (ms)', what: 'Enter → own post readable: clear +'},
    {name: 'other', title: 'other browser, clear + (ms)', what: 'Enter → readable in the other browser: clear +'},
    {name: 'open60', title: 'open 60 (× clear)', what: 'open a channel of 60 after a reload, until all are readable'},
] as const;

export type LivePart = Extract<Part, 'live' | 'live full product'>;

/** Where the figures of runs stand: of what needs no server, and of each client. */
export const RUNS: Readonly<Record<'browser' | LivePart, string>> = {
    browser: 'runs',
    live: 'live.runs',
    'live full product': 'liveFull.runs',
};

export function runFigures(run: number, figures: Figures, verdicts: readonly Verdict[]): Figures {
    return numbered(
        RUNS.browser,
        run,
        COMPARED.map(({name}) => [name, figure(figures, name)]),
        verdicts,
    );
}

export function liveRunFigures(part: LivePart, run: number, verdicts: readonly Verdict[]): Figures {
    const valueOf = (what: string): number => verdicts.find(({bound}) => bound.what === what)?.value ?? Number.NaN;
    return numbered(
        RUNS[part],
        run,
        COMPARED_LIVE.map(({name, what}) => [name, valueOf(what)]),
        verdicts,
    );
}

function numbered(prefix: string, run: number, compared: ReadonlyArray<readonly [string, number]>, verdicts: readonly Verdict[]): Figures {
    return {
        ...Object.fromEntries(compared.map(([name, value]) => [`${prefix}.${run}.${name}`, value])),
        [`${prefix}.${run}.bounds`]: verdicts.length,
        [`${prefix}.${run}.held`]: verdicts.filter(({holds}) => holds).length,
    };
}

/** How many runs there are figures of. */
export function countRuns(figures: Figures, prefix: string): number {
    return Object.keys(figures).filter((name) => name.startsWith(`${prefix}.`) && name.endsWith('.bounds')).length;
}
