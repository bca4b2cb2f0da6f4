import type {CDPSession, Page} from 'playwright-core';

/**
 * How long a page's main thread was at work, without the time in which other programs had the processor: a clock would count what else
 * this machine does. WebCrypto runs on that thread in Chromium.
 */
export class BusyThread {
    private constructor(private readonly session: CDPSession) {}

    static async of(page: Page): Promise<BusyThread> {
        const session = await page.context().newCDPSession(page);
        await session.send('Performance.enable', {timeDomain: 'threadTicks'});
        return new BusyThread(session);
    }

    /** Milliseconds that `work` took of it. */
    async during(work: () => Promise<unknown>): Promise<number> {
        const before = await this.totalMs();
        await work();
        return (await this.totalMs()) - before;
    }

    private async totalMs(): Promise<number> {
        const {metrics} = await this.session.send('Performance.getMetrics');
        const total = metrics.find(({name}) => name === 'TaskDuration');
        if (!total) {
            throw new Error('Chromium did not say how long its tasks took');
        }
        return total.value * 1000;
    }
}
