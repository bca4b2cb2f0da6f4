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

    /** How much longer than `other`, round by round: what the machine did meanwhile met both. */
    over(other: TimedJob): number {
        return median(this.busy.map((ms, round) => ms / (other.busy[round] ?? Number.NaN)));
    }

    figures(name: string, calls = 1): Figures {
        return {[name]: median(this.busy) / calls, [`${name}.clock`]: median(this.clock) / calls};
    }
}

/**
 * The jobs of all sizes take turns from the first round to the last: there are minutes in which the machine is slower, and pages get
 * faster in their first ones, and neither may meet one size alone.
 */
export async function measureSchemes(browser: BenchBrowser, {ours}: SchemesOptions): Promise<Figures> {
    const raw = await SchemeRunner.open(browser, 'raw');
    await raw.make(0);
    const verify = await raw.job('verify');
    const sizes: MeasuredSize[] = [];
    for (const members of MEMBERS) {
        sizes.push(await MeasuredSize.prepare(browser, {raw, ours, members}));
    }
    for (let round = 0; round < ROUNDS; round++) {
        await verify.round();
        for (const size of sizes) {
            await size.round();
        }
    }
    const disagreements = await raw.countBase64urlDisagreements();
    await Promise.all([raw, ...sizes].map((used) => used.close()));
    return {
        rounds: ROUNDS,
        'base64url.disagreements': disagreements,
        ...verify.figures('raw.verify', RAW_CALLS),
        ...sizes.map((size) => size.figures()).reduce((all, ofSize) => ({...all, ...ofSize}), {}),
    };
}

interface SizeOptions extends SchemesOptions {
    readonly raw: SchemeRunner;
    readonly members: number;
}

/** Both schemes for so many members, each in a page of its own, beside raw ECDHs. */
class MeasuredSize {
    private constructor(
        private readonly members: number,
        private readonly made: Readonly<Record<'ours' | 'yardstick', MadeScheme>>,
        private readonly runners: readonly SchemeRunner[],
        private readonly jobs: Readonly<
            Record<'ecdh' | 'theirSeal' | 'ourSeal' | 'theirOpen' | 'ourOpen' | 'ourColdSeal' | 'ourColdOpen', TimedJob>
        >,
    ) {}

    static async prepare(browser: BenchBrowser, {raw, ours: oursName, members}: SizeOptions): Promise<MeasuredSize> {
        const [ours, yardstick] = [await SchemeRunner.open(browser, oursName), await SchemeRunner.open(browser, 'yardstick')];
        const made = {ours: await ours.make(members), yardstick: await yardstick.make(members)};
        return new MeasuredSize(members, made, [ours, yardstick], {
            ecdh: await raw.job('ecdh'),
            theirSeal: await yardstick.job('seal'),
            ourSeal: await ours.job('seal'),
            theirOpen: await yardstick.job('open'),
            ourOpen: await ours.job('open'),
            ourColdSeal: await ours.job('sealCold'),
            ourColdOpen: await ours.job('openCold'),
        });
    }

    async round(): Promise<void> {
        for (const job of Object.values(this.jobs)) {
            await job.round();
        }
    }

    figures(): Figures {
        const {members, made} = this;
        const {ecdh, theirSeal, ourSeal, theirOpen, ourOpen, ourColdSeal, ourColdOpen} = this.jobs;
        return {
            ...ecdh.figures('raw.ecdh', RAW_CALLS),
            ...theirSeal.figures(`seal.${members}.yardstick`),
            ...ourSeal.figures(`seal.${members}.ours`),
            ...theirOpen.figures(`open.${members}.yardstick`),
            ...ourOpen.figures(`open.${members}.ours`),
            ...ourColdSeal.figures(`sealCold.${members}.ours`),
            ...ourColdOpen.figures(`openCold.${members}.ours`),
            [`seal.${members}.faster`]: theirSeal.over(ourSeal),
            [`open.${members}.faster`]: theirOpen.over(ourOpen),
            [`seal.${members}.yardstick.ecdhs`]: theirSeal.over(ecdh) * RAW_CALLS,
            [`open.${members}.yardstick.ecdhs`]: theirOpen.over(ecdh) * RAW_CALLS,
            [`open.${members}.ours.ecdhs`]: ourOpen.over(ecdh) * RAW_CALLS,
            [`size.${members}.ours`]: made.ours.size,
            [`size.${members}.yardstick`]: made.yardstick.size,
            'size.body': made.ours.bodySize,
            [`roundTrip.${members}.ours`]: Number(made.ours.isRoundTrip),
            [`roundTrip.${members}.yardstick`]: Number(made.yardstick.isRoundTrip),
        };
    }

    async close(): Promise<void> {
        await Promise.all(this.runners.map((runner) => runner.close()));
    }
}
