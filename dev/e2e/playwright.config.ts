import {defineConfig} from '@playwright/test';

import {CHROMIUM_FLAGS, chromiumPath} from './support/chromium';

/** Specs of surfaces that the development host doesn't have. */
const ONLY_ON_FULL_PRODUCT = '**/full_product/**';
const isFullProduct = (process.env.MATTERMOST_HOME ?? '') !== '';

/** One stack, one worker: the specs share a server, each makes the channels and accounts that it changes. */
export default defineConfig({
    testDir: './specs',
    testIgnore: isFullProduct ? [] : [ONLY_ON_FULL_PRODUCT],
    workers: 1,
    fullyParallel: false,
    retries: 0,
    forbidOnly: true,
    timeout: 120_000,
    expect: {timeout: 15_000},
    reporter: [['list']],
    outputDir: '../../.state/e2e',
    use: {
        browserName: 'chromium',
        headless: true,
        viewport: {width: 1280, height: 800},
        launchOptions: {executablePath: chromiumPath(), args: CHROMIUM_FLAGS},
        actionTimeout: 15_000,
        trace: 'off',
        screenshot: 'only-on-failure',
    },
});
