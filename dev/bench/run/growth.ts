/**
 * What grows, and how: with members, with posts, with people pinned.
 *
 * @packageDocumentation
 */
import type {Figures} from '../judging/figures';
import {CHANNEL_ID, userIdOf} from '../../../webapp/tests/support/people';
import {BenchBrowser} from './browser';
import {workerName} from './bundle';
import {SchemeRunner} from './schemes';
import {GROWING_MEMBERS, GROWING_PINS, GROWING_POSTS} from './sizes';
import {openBrowser} from './worker';
import {READER, ROUTES, World} from './world';

const ROUNDS = 5;
const CHANNEL_OF_POSTS = 10;
const LARGE_CHANNEL = 1000;

export async function measureGrowth(): Promise<Figures> {
    return {...(await withMembers()), ...(await withPosts()), ...(await withPins())};
}

async function withMembers(): Promise<Figures> {
    const figures: Record<string, number> = {};
    const browser = await BenchBrowser.launch({});
    const ours = await SchemeRunner.open(browser, 'ours');
    for (const members of GROWING_MEMBERS) {
        const {size} = await ours.make(members);
        const jobs = {seal: await ours.job('seal'), sealCold: await ours.job('sealCold'), open: await ours.job('open')};
        for (let round = 0; round < ROUNDS; round++) {
            for (const job of Object.values(jobs)) {
                await job.round();
            }
        }
        const name = `growth.members.${members}`;
        Object.assign(figures, {[`${name}.size`]: size}, ...Object.entries(jobs).map(([key, job]) => job.figures(`${name}.${key}`)));
    }
    await browser.close();
    return figures;
}

/** Through the worker, all in one call, as the page asks. */
async function withPosts(): Promise<Figures> {
    const figures: Record<string, number> = {};
    const world = new World();
    const browser = await openBrowser(world);
    const page = await browser.page('worker_page.ts');
    await page.evaluate(([place, channelId]) => window.workerPage.setUp(place, channelId), [
        {userId: userIdOf(READER), routes: `${browser.origin}${ROUTES}`, worker: `/${workerName()}`},
        CHANNEL_ID,
    ] as const);
    const members = await world.addPeople(CHANNEL_OF_POSTS - 1);
    const posts = await world.posts(members, Math.max(...GROWING_POSTS));
    await page.evaluate((all) => window.workerPage.store(all), posts);

    // The first page of all is worker.open: a worker that has just begun, and posts that it hasn't seen.
    await page.evaluate((last) => window.workerPage.open(last), posts.length);
    for (const count of GROWING_POSTS) {
        figures[`growth.posts.${count}.open`] = await page.evaluate((last) => window.workerPage.open(last), count);
    }
    await browser.close();
    return figures;
}

async function withPins(): Promise<Figures> {
    const figures: Record<string, number> = {};
    const browser = await BenchBrowser.launch({});
    for (const pinned of GROWING_PINS) {
        const page = await browser.page('pins_page.ts');
        const measured = await page.evaluate(([all, asked]) => window.pinsPage.measure(all, asked), [pinned, LARGE_CHANNEL] as const);
        for (const [name, value] of Object.entries<number>({...measured})) {
            figures[`growth.pinned.${pinned}.${name}`] = value;
        }
        await page.context().close();
    }
    await browser.close();
    return figures;
}
