/**
 * Our scheme beside the yardstick and raw WebCrypto, in rounds: each round does every job once, so that what else the machine does
 * meets all of them.
 *
 * @packageDocumentation
 */
import type {Page} from 'playwright-core';

import type {Figures} from '../judging/figures';
import {median} from '../judging/figures';
import {RAW_CALLS, type JobName, type MadeScheme, type SchemeName} from '../page/jobs';
import type {BenchBrowser} from './browser';
import {BusyThread} from './busy_thread';

const MEMBERS = [10, 100, 1000] as const;
const ROUNDS = 40;

/** Long enough to be read, short enough for thirty rounds. */
const AIM_MS = 40;

export interface SchemesOptions {
    readonly ours: 'ours' | 'slowed';
}

/** One scheme in a page of its own. */
export class SchemeRunner {
    private constructor(
        private readonly page: Page,
        private readonly thread: BusyThread,
        private readonly scheme: SchemeName,
    ) {}

    static async open(browser: BenchBrowser, scheme: SchemeName): Promise<SchemeRunner> {
        const page = await browser.page('scheme_page.ts');
        return new SchemeRunner(page, await BusyThread.of(page), scheme);
    }

    make(members: number): Promise<MadeScheme> {
        return this.page.evaluate(([scheme, count]) => window.schemePage.make(scheme, count), [this.scheme, members] as const);
    }

    /** Done once to warm up and to see how often it fits. */
    async job(name: JobName): Promise<TimedJob> {
        const run = (times: number) => this.page.evaluate(([job, count]) => window.schemePage.run(job, count), [name, times] as const);
        await run(3);
        const times = Math.max(1, Math.round(AIM_MS / (await run(3))));
        return new TimedJob(async () => {
            let clockMs = 0;
            const busyMs = await this.thread.during(async () => (clockMs = await run(times)));
            return {busyMs: busyMs / times, clockMs};
        });
    }

    countBase64urlDisagreements(): Promise<number> {
        return this.page.evaluate(() => window.schemePage.countBase64urlDisagreements());
    }

    close(): Promise<void> {
        return this.page.context().close();
    }
}

class TimedJob {
    private readonly busy: number[] = [];
    private readonly clock: number[] = [];

    constructor(private readonly run: () => Promise<{readonly busyMs: number; readonly clockMs: number}>) {}

    async round(): Promise<void> {
        const {busyMs, clockMs} = await this.run();
        this.busy.push(busyMs);
        this.clock.push(clockMs);
    }

    /** How much longer than `other`, round by round of those done last: what the machine did meanwhile met both. */
    over(other: TimedJob): number {
        const theirs = other.busy.slice(-this.busy.length);
        return median(this.busy.map((ms, round) => ms / (theirs[round] ?? Number.NaN)));
    }

    figures(name: string, calls = 1): Figures {
        return {[name]: median(this.busy) / calls, [`${name}.clock`]: median(this.clock) / calls};
    }
}

export async function measureSchemes(browser: BenchBrowser, {ours: oursName}: SchemesOptions): Promise<Figures> {
    const figures: Record<string, number> = {rounds: ROUNDS};
    const [ours, yardstick, raw] = await Promise.all([
        SchemeRunner.open(browser, oursName),
        SchemeRunner.open(browser, 'yardstick'),
        SchemeRunner.open(browser, 'raw'),
    ]);
    figures['base64url.disagreements'] = await ours.countBase64urlDisagreements();
    await raw.make(0);
    const ecdh = await raw.job('ecdh');
    const verify = await raw.job('verify');
    for (const members of MEMBERS) {
        const [our, their] = [await ours.make(members), await yardstick.make(members)];
        const [theirSeal, ourSeal] = [await yardstick.job('seal'), await ours.job('seal')];
        const [theirOpen, ourOpen] = [await yardstick.job('open'), await ours.job('open')];
        const [ourColdSeal, ourColdOpen] = [await ours.job('sealCold'), await ours.job('openCold')];
        for (let round = 0; round < ROUNDS; round++) {
            for (const job of [ecdh, verify, theirSeal, ourSeal, theirOpen, ourOpen, ourColdSeal, ourColdOpen]) {
                await job.round();
            }
        }
        Object.assign(
            figures,
            theirSeal.figures(`seal.${members}.yardstick`),
            ourSeal.figures(`seal.${members}.ours`),
            theirOpen.figures(`open.${members}.yardstick`),
            ourOpen.figures(`open.${members}.ours`),
            ourColdSeal.figures(`sealCold.${members}.ours`),
            ourColdOpen.figures(`openCold.${members}.ours`),
            {
                [`seal.${members}.faster`]: theirSeal.over(ourSeal),
                [`open.${members}.faster`]: theirOpen.over(ourOpen),
                [`seal.${members}.yardstick.ecdhs`]: theirSeal.over(ecdh) * RAW_CALLS,
                [`open.${members}.yardstick.ecdhs`]: theirOpen.over(ecdh) * RAW_CALLS,
                [`open.${members}.ours.ecdhs`]: ourOpen.over(ecdh) * RAW_CALLS,
                [`size.${members}.ours`]: our.size,
                [`size.${members}.yardstick`]: their.size,
                [`size.body`]: our.bodySize,
                [`roundTrip.${members}.ours`]: Number(our.isRoundTrip),
                [`roundTrip.${members}.yardstick`]: Number(their.isRoundTrip),
            },
        );
    }
    Object.assign(figures, ecdh.figures('raw.ecdh', RAW_CALLS), verify.figures('raw.verify', RAW_CALLS));
    await Promise.all([ours, yardstick, raw].map((runner) => runner.close()));
    return figures;
}
