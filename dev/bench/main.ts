/**
 * `make bench`: measures, prints each figure beside its bound, and fails where one is missed.
 *
 *     main.ts browser    what needs no server, as often as BENCH_RUNS says
 *     main.ts judge-live what live/*.live.ts measured on the stack
 *     main.ts slowed     fails, since a slowed seal misses its bounds
 *     main.ts document   writes docs/performance.json, and from it docs/performance.md and its picture
 *
 * @packageDocumentation
 */
import {BOUNDS} from './judging/bounds';
import {describe, judge, type Part} from './judging/judge';
import type {Figures} from './judging/figures';
import {writeDocuments} from './report/documents';
import {BenchBrowser} from './run/browser';
import {buildBundle} from './run/bundle';
import {measureGrowth} from './run/growth';
import {measureHook} from './run/hook';
import {keep, kept} from './run/kept';
import {RUNS, countRuns, liveRunFigures, runFigures} from './run/runs';
import type {LivePart} from './run/runs';
import {measureSchemes} from './run/schemes';
import {measureWorker} from './run/worker';

const IN_BROWSER: readonly Part[] = ['schemes', 'worker', 'bundle', 'hook', 'growth'];

async function measureBrowser(): Promise<Figures> {
    const browser = await BenchBrowser.launch({});
    const schemes = await measureSchemes(browser, {ours: 'ours'});
    await browser.close();
    await buildBundle();
    return {...schemes, ...(await measureWorker()), ...(await measureGrowth()), ...(await measureHook())};
}

/** Prints and tells whether all bounds hold. */
function report(figures: Figures, parts: readonly Part[]): boolean {
    const verdicts = judge(BOUNDS, figures, parts);
    verdicts.forEach((verdict) => console.log(describe(verdict)));
    const missed = verdicts.filter(({holds}) => !holds).length;
    console.log(missed === 0 ? `All ${verdicts.length} bounds hold.` : `${missed} of ${verdicts.length} bounds missed.`);
    return missed === 0;
}

/** All bounds must hold in each run. The figures are those of the last one; of all of them what a table shows beside each other. */
async function measureRuns(runs: number): Promise<boolean> {
    let areAllHeld = true;
    for (let run = 1; run <= runs; run++) {
        const figures = await measureBrowser();
        keep({...figures, ...runFigures(run, figures, judge(BOUNDS, figures, IN_BROWSER))});
        areAllHeld = report(figures, IN_BROWSER) && areAllHeld;
    }
    return areAllHeld;
}

/** What the specs on the stack have just kept is one more run of them. */
function judgeLive(part: LivePart): boolean {
    const figures = kept();
    keep(liveRunFigures(part, countRuns(figures, RUNS[part]) + 1, judge(BOUNDS, figures, [part])));
    return report(figures, [part]);
}

/** As a run whose seal does one ECDH per recipient and post: it fails, or the bounds are worth nothing. */
async function measureSlowed(): Promise<boolean> {
    const browser = await BenchBrowser.launch({});
    const figures = await measureSchemes(browser, {ours: 'slowed'});
    await browser.close();
    return report(figures, ['schemes']);
}

async function run(command: string | undefined): Promise<boolean> {
    switch (command) {
        case 'browser':
            return measureRuns(Number(process.env.BENCH_RUNS ?? '1'));
        case 'judge-live':
            return judgeLive(process.env.MATTERMOST_HOME ? 'live full product' : 'live');
        case 'slowed':
            return measureSlowed();
        case 'document':
            writeDocuments(kept());
            return true;
        default:
            throw new Error('browser, judge-live, slowed or document?');
    }
}

process.exitCode = (await run(process.argv[2])) ? 0 : 1;
