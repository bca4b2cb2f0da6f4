import type {BrowserContext, CDPSession, Page} from 'playwright-core';

import {MattermostApi} from '../../stack/src/api';
import type {ProbeBuilder} from './probe_bundle';
import type {Recorder} from './recorder';
import type {Journey, Step} from './recording';
import type {World} from './world';

/** What the steps of a journey act on. */
export interface Stage {
    context: BrowserContext;
    page: Page;

    /** Of that page; the window's focus is emulated through it. */
    devtools: CDPSession;
    recorder: Recorder;
    world: World;
    builder: ProbeBuilder;
    channelId: string;

    /** Another window is in front. */
    isBehind: boolean;

    /** The posts that the journey's steps speak of, `<postId:1>` first. */
    posts: string[];
}

const QUIET_MS = 700;
const SETTLE_MS = 6_000;
const TYPING_INTERVAL_MS = 5_000;
const SLOW_KEYS_MS = 250;

/** The recorder went on before an emptied draft was deleted. */
const HASTE_MS = 60;
const hasty = ['typing-at'];

/** A socket notices that it is cut by a ping that isn't answered; one is sent every 30 seconds. */
const CUT_MS = 45_000;

/** The real names behind the placeholders of a step. */
function realise(text: string, {world, posts}: Stage): string {
    const withPosts = posts.reduce((result, id, index) => result.replaceAll(`<postId:${index + 1}>`, id), text);
    return withPosts
        .replaceAll('<password>', MattermostApi.password)
        .replaceAll('@alice', `@${world.accounts.alice.username}`)
        .replaceAll(/^alice$/g, world.accounts.alice.username);
}

/** In these the five seconds between two typing events passed while somebody typed. */
export const announcedMidway = ['typing-at'];

/** Which of the journey's steps are followed by a typing event: the throttle has to be right before each. */
export function typingSteps(journey: Journey): Set<number> {
    const followed = new Set<number>();
    for (const {kind, name, afterStep} of journey.events) {
        if (kind === 'ws' && name === 'user_typing' && afterStep !== undefined) {
            const step = [afterStep - 1, afterStep].find((index) => journey.steps[index]?.action === 'type' && !followed.has(index));
            if (step !== undefined) {
                followed.add(step);
            }
        }
    }
    return followed;
}

export async function perform(stage: Stage, journey: Journey): Promise<void> {
    const announced = announcedMidway.includes(journey.name) ? new Set<number>() : typingSteps(journey);
    for (const [index, step] of journey.steps.entries()) {
        if (step.action === 'type' && announced.has(index)) {
            await wait(TYPING_INTERVAL_MS + 200 - stage.recorder.msSinceTyping());
        }
        await act(stage, step, journey.name);
        await stage.recorder.settle(hasty.includes(journey.name) ? HASTE_MS : QUIET_MS, SETTLE_MS);
    }
}

async function act(stage: Stage, step: Step, journey: string): Promise<void> {
    const {page} = stage;
    const selector = realise(step.selector, stage);
    const value = realise(step.value ?? '', stage);
    switch (step.action) {
        case 'goto':
            await goTo(stage, selector);
            return;
        case 'click':
            await page.click(selector);
            return;
        case 'hover':
            await page.hover(selector);
            return;
        case 'fill':
            await page.fill(selector, value);
            return;
        case 'type':
            await type(stage, selector, value, journey.startsWith('typing-'));
            return;
        case 'press':
            await (stage.isBehind ? pressFromBehind(page, selector, value) : page.press(selector, value));
            return;
        case 'reload':
            await page.reload();
            return;
        case 'setOffline':
            await setOffline(stage, value === 'true');
            return;
        case 'bringToFront':
            await leaveWindow(stage);
            return;
        case 'api':
            await callApi(stage, selector, value);
            return;
        default:
            throw new Error(`No such action: ${step.action}`);
    }
}

/** A key at a time, so that each autocomplete gets its turn; or all but the first at once, so that only the last one does. */
async function type({page, isBehind}: Stage, selector: string, text: string, isSlow: boolean): Promise<void> {
    if (isBehind) {
        await pressFromBehind(page, selector, text.charAt(0));
        await page.locator(selector).evaluate(insertText, text);
    } else if (isSlow) {
        await page.locator(selector).pressSequentially(text, {delay: SLOW_KEYS_MS});
    } else {
        await page.press(selector, text.charAt(0) === ' ' ? 'Space' : text.charAt(0));
        await page.keyboard.insertText(text.slice(1));
    }
}

function insertText(box: Element, text: string): void {
    const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
    value?.set?.call(box, (box as HTMLTextAreaElement).value + text);
    box.dispatchEvent(new Event('input', {bubbles: true}));
}

/** Real keys would bring the window to the front. */
async function pressFromBehind(page: Page, selector: string, key: string): Promise<void> {
    const init = {key, bubbles: true, cancelable: true, charCode: key === 'Enter' ? 13 : key.charCodeAt(0)};
    await page.dispatchEvent(selector, 'keydown', init);
    await page.dispatchEvent(selector, 'keypress', init);
}

/** The recording has one attempt to reconnect while the network is off, and the next one when it is back. */
async function setOffline({context, recorder}: Stage, isOffline: boolean): Promise<void> {
    if (!isOffline) {
        await recorder.waitFor(({kind, dir}) => kind === 'ws' && dir === 'open', CUT_MS);
        await recorder.settle(QUIET_MS, SETTLE_MS);
    }
    await context.setOffline(isOffline);
    if (!isOffline) {
        await recorder.waitFor(({name}) => name === 'reconnect', CUT_MS);
    }
}

/** Before log-in a page load; afterwards the recorder went through the host's own history. */
async function goTo(stage: Stage, path: string): Promise<void> {
    const {page, world, recorder} = stage;
    if (path === '/login') {
        await page.goto(`${world.siteUrl}${path}`);
        return;
    }
    const real = path
        .replace(/^\/team\//, `/${world.team.name}/`)
        .replace(/@bob$/, `@${world.accounts.bob.username}`)
        .replace('<gmName>', [...world.names].find(([, name]) => name === '<gmName>')?.[0] ?? '');
    await page.evaluate((target) => {
        (window as unknown as {WebappUtils: {browserHistory: {push: (path: string) => void}}}).WebappUtils.browserHistory.push(target);
    }, real);
    if (path.includes('@bob')) {
        await recorder.settle(QUIET_MS, SETTLE_MS);
        const {id} = await world.alice.directChannel([world.accounts.alice.userId, world.accounts.bob.userId]);
        world.names.set(id, '<channelId:dm>');
        stage.channelId = id;
    }
}

/** Another page of the same browser comes to the front, for a moment longer than the journey needs. */
export async function leaveWindow(stage: Stage): Promise<void> {
    const {context, devtools} = stage;
    stage.isBehind = true;
    await devtools.send('Emulation.setFocusEmulationEnabled', {enabled: false});
    const other = await context.newPage();
    await other.bringToFront();
}

async function callApi(stage: Stage, call: string, value: string): Promise<void> {
    const {world, builder} = stage;
    switch (call) {
        case 'POST /posts by bob':
            await world.bob.createPost({channelId: stage.channelId, message: value});
            return;
        case 'POST /channels/group by alice': {
            const {alice, bob, carol} = world.accounts;
            const group = await world.alice.groupChannel([alice.userId, bob.userId, carol.userId]);
            world.names.set(group.id, '<channelId:gm>').set(group.name, '<gmName>');
            stage.channelId = group.id;
            return;
        }
        case 'POST /plugins/test.probe/disable by admin':
            await world.admin.disablePlugin('test.probe');
            return;
        case 'POST /plugins/test.probe/enable by admin':
            await world.admin.enablePlugin('test.probe');
            return;
        case 'POST /plugins (upload version 0.0.2, force) by admin':
            await world.admin.uploadPlugin(await builder.build('0.0.2'));
            return;
        default:
            throw new Error(`No such call: ${call}`);
    }
}

function wait(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
