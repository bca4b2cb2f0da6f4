import {figure, type Figures} from '../judging/figures';
import type {Verdict} from '../judging/judge';

/** What of several runs stands beside each other: where one and the same code differs most. */
export const COMPARED = [
    {name: 'seal.100.faster', title: 'seal, 100'},
    {name: 'seal.1000.faster', title: 'seal, 1,000'},
    {name: 'open.10.faster', title: 'open, 10'},
    {name: 'open.100.faster', title: 'open, 100'},
    {name: 'open.1000.faster', title: 'open, 1,000'},
] as const;

export function runFigures(run: number, figures: Figures, verdicts: readonly Verdict[]): Figures {
    const compared = COMPARED.map(({name}) => [`runs.${run}.${name}`, figure(figures, name)] as const);
    return {
        ...Object.fromEntries(compared),
        [`runs.${run}.bounds`]: verdicts.length,
        [`runs.${run}.held`]: verdicts.filter(({holds}) => holds).length,
    };
}

/** How many runs there are figures of. */
export function countRuns(figures: Figures): number {
    return Object.keys(figures).filter((name) => /^runs\.\d+\.bounds$/.test(name)).length;
}
