import {chromium} from 'playwright-core';
import type {Browser} from 'playwright-core';

import type {MattermostApi} from '../../stack/src/api';
import {amended} from './amendments';
import {differences} from './compare';
import {tryMutations} from './mutations';
import type {MutationReport} from './mutations';
import {comparable} from './comparable';
import {normalise} from './normalise';
import {preparations, tidyUp} from './preparations';
import {ProbeBuilder} from './probe_bundle';
import {Recorder} from './recorder';
import {readRecording} from './recording';
import type {Journey, RecordedEvent} from './recording';
import {announcedMidway, perform, typingSteps} from './steps';
import type {Stage} from './steps';
import {createWorld} from './world';

const BROWSER_FLAGS = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

/** A machine that has much to do may stand still in the middle of a journey: what is missing then may be on its way. */
const SLOWEST_MS = 30_000;

export interface Result {
    journey: string;
    differences: string[];
    recorded: RecordedEvent[];
    observed: RecordedEvent[];

    /** Only of a journey that replayed. */
    mutations?: MutationReport;
}

/** Drives one browser through the journeys, in the recording's order, on the server at that address. */
export async function replay(siteUrl: string, names: readonly string[], onResult: (result: Result) => void): Promise<void> {
    const recording = new Map(readRecording().map((journey) => [journey.name, journey]));
    const find = (name: string): Journey => {
        const journey = recording.get(name);
        if (!journey) {
            throw new Error(`The recording has no journey ${name}.`);
        }
        return journey;
    };
    const recorder = new Recorder();
    const builder = new ProbeBuilder(await recorder.listen());
    const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: BROWSER_FLAGS});
    try {
        const stage = await openStage(siteUrl, browser, recorder, builder);
        const others = await disableOtherPlugins(stage.world.admin);
        try {
            for (const name of names) {
                onResult(await replayOne(stage, find(name), find));
            }
        } finally {
            await stage.world.admin.request('DELETE', '/plugins/test.probe');
            await Promise.all(others.map((id) => stage.world.admin.enablePlugin(id)));
        }
    } finally {
        await browser.close();
        recorder.close();
        builder.remove();
    }
}

/** The recording knows the probe only. Answers what has to be enabled again. */
async function disableOtherPlugins(admin: MattermostApi): Promise<string[]> {
    const {active} = await admin.request<{active: Array<{id: string}>}>('GET', '/plugins');
    const others = active.map(({id}) => id).filter((id) => id !== 'test.probe');
    await Promise.all(others.map((id) => admin.disablePlugin(id)));
    return others;
}

async function openStage(siteUrl: string, browser: Browser, recorder: Recorder, builder: ProbeBuilder): Promise<Stage> {
    const world = await createWorld(siteUrl);
    await world.admin.uploadPlugin(await builder.build('0.0.1'));
    await world.admin.enablePlugin('test.probe');
    const context = await browser.newContext({viewport: {width: 1400, height: 900}});
    await context.grantPermissions(['notifications', 'clipboard-read', 'clipboard-write'], {origin: siteUrl});
    await recorder.watch(context);
    const page = await context.newPage();
    recorder.watchPage(page);
    world.names.set(await page.evaluate(() => navigator.userAgent), '<userAgent>');
    const devtools = await context.newCDPSession(page);
    return {context, page, devtools, recorder, world, builder, channelId: '', posts: [], isBehind: false};
}

async function replayOne(stage: Stage, journey: Journey, find: (name: string) => Journey): Promise<Result> {
    const {recorder, world} = stage;
    stage.posts = [];
    await preparations[journey.name]?.(stage, find);
    await quietTyping(stage, journey);

    const recorded = comparable(amended(journey.name, journey.events), journey.name, (events) => normalise(events, new Map(), []));
    recorder.begin();
    let failure: string[] = [];
    try {
        await perform(stage, journey);
    } catch (error) {
        failure = [`a step failed: ${String(error).split('\n')[0]}`];
    }
    const startedAtMs = Date.now();
    let observed: RecordedEvent[];
    let found: string[];
    do {
        await recorder.settle(1_500, 8_000);
        observed = comparable(recorder.end(), journey.name, (events) => normalise(events, world.names, stage.posts));
        found = [...failure, ...differences(recorded, observed)];
    } while (failure.length === 0 && found.length > 0 && Date.now() - startedAtMs < SLOWEST_MS);
    await tidyUp(stage);
    const mutations = found.length === 0 ? tryMutations(recorded, observed) : undefined;
    return {journey: journey.name, differences: found, recorded, observed, ...(mutations ? {mutations} : {})};
}

/**
 * The host sends one typing event in five seconds. Where the recording has none although somebody types, one had been
 * sent just before: so it is here.
 */
async function quietTyping({page, recorder}: Stage, journey: Journey): Promise<void> {
    const first = journey.steps.findIndex(({action}) => action === 'type');
    const isAnnounced = typingSteps(journey).has(first) && !announcedMidway.includes(journey.name);
    if (first < 0 || isAnnounced || recorder.msSinceTyping() < 1_000) {
        return;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 5_200 - recorder.msSinceTyping())));

    // A key that changes nothing: the composer must count as untouched.
    await page.dispatchEvent('#post_textbox', 'keydown', {key: 'y', bubbles: true});
    await page.dispatchEvent('#post_textbox', 'keypress', {key: 'y', charCode: 121, bubbles: true});
    await recorder.settle(600, 2_000);
}
