import {expect, type Page} from '@playwright/test';

/**
 * What the host asks for, whether or not it leaves the page: a wrapper around whatever `fetch` the page has by now, the plugin's
 * guard included. Until the next load of the page.
 *
 * A spec that shows that something is *not* sent waits for this first, so that it doesn't look too early.
 */
export class Asked {
    private constructor(private readonly page: Page) {}

    static async on(page: Page): Promise<Asked> {
        await page.evaluate(() => {
            const asked: string[] = [];
            const guarded = window.fetch.bind(window);
            const recording: typeof fetch = (input, init) => {
                const {pathname, search} = new URL(input instanceof Request ? input.url : input, location.href);
                asked.push(`${(init?.method ?? 'get').toUpperCase()} ${decodeURIComponent((pathname + search).replaceAll('+', ' '))}`);
                return guarded(input, init);
            };
            Object.assign(window, {fetch: recording, askedByHost: asked});
        });
        return new Asked(page);
    }

    /** Waits until the host has asked for an address that holds `part`. */
    async expect(part: string): Promise<void> {
        await expect.poll(async () => (await this.all()).some((line) => line.includes(part)), {message: `host asks ${part}`}).toBe(true);
    }

    private all(): Promise<string[]> {
        return this.page.evaluate(() => (window as unknown as {askedByHost: string[]}).askedByHost);
    }
}
