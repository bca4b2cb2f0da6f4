import {defineConfig} from '@playwright/test';

import {CHROMIUM_FLAGS, chromiumPath} from '../../e2e/support/chromium';

/** As dev/e2e/playwright.config.ts, for the measurements on the stack. */
export default defineConfig({
    testDir: '.',
    testMatch: '*.live.ts',
    workers: 1,
    retries: 0,
    forbidOnly: true,
    timeout: 900_000,
    expect: {timeout: 30_000},
    reporter: [['list']],
    outputDir: '../../../.state/bench/playwright',
    use: {
        browserName: 'chromium',
        headless: true,
        viewport: {width: 1280, height: 800},
        launchOptions: {executablePath: chromiumPath(), args: CHROMIUM_FLAGS},
        actionTimeout: 30_000,
    },
});
