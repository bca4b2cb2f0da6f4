/**
 * The whole path of a page that asks the vault's worker: structured clones, IndexedDB, the server half's routes over HTTP.
 *
 * @packageDocumentation
 */
import type {Member} from '../../../webapp/src/vault/api';
import {CHANNEL_ID, userIdOf} from '../../../webapp/tests/support/people';
import {median} from '../judging/figures';
import type {Figures} from '../judging/figures';
import {TEXT} from '../page/jobs';
import {BenchBrowser, type Route} from './browser';
import {BusyThread} from './busy_thread';
import {measureBundle, readScript, scripts, workerName} from './bundle';
import {READER, ROUTES, World} from './world';

const MEMBERS = [10, 100, 1000] as const;
const TIMES = 9;

/** Each in a browser of its own: the first seals with a new session, the first page of posts is new to it. */
const BROWSERS = 5;
const TIMES_AGAIN = 5;

export async function measureWorker(): Promise<Figures> {
    const figures: Record<string, number> = {};
    for (const members of MEMBERS) {
        const runs: WholePath[] = [];
        for (let run = 0; run < BROWSERS; run++) {
            runs.push(await wholePath(members));
        }
        const of = (pick: (run: WholePath) => number): number => median(runs.map(pick));
        Object.assign(figures, {
            [`worker.prepare.${members}`]: of(({prepareMs}) => prepareMs),
            [`worker.seal.${members}`]: of(({sealMs}) => sealMs),
            [`worker.open.${members}`]: of(({openMs}) => openMs),
            [`worker.openAgain.${members}`]: of(({openAgainMs}) => openAgainMs),
        });
        Object.assign(figures, measureBundle(new Set(runs.flatMap(({loaded}) => [...loaded]))));
        figures['worker.pageBusy.prepare'] = of(({busyPreparingMs}) => busyPreparingMs);
        figures['worker.pageBusy.open'] = of(({busyOpeningMs}) => busyOpeningMs);
    }
    return figures;
}

interface WholePath {
    readonly prepareMs: number;
    readonly sealMs: number;
    readonly openMs: number;
    readonly openAgainMs: number;

    /** What the page's thread had to do in all for it, which no task of it can exceed. */
    readonly busyPreparingMs: number;
    readonly busyOpeningMs: number;

    /** Names of the worker's scripts. */
    readonly loaded: ReadonlySet<string>;
}

async function wholePath(count: number): Promise<WholePath> {
    const world = new World();
    const loaded = new Set<string>();
    const browser = await openBrowser(world, (name) => loaded.add(name));
    try {
        const page = await browser.page('worker_page.ts');
        await page.evaluate(([place, channelId]) => window.workerPage.setUp(place, channelId), [
            {userId: userIdOf(READER), routes: `${browser.origin}${ROUTES}`, worker: `/${workerName()}`},
            CHANNEL_ID,
        ] as const);
        const members = await world.addPeople(count - 1);
        const posts = await world.posts(members);
        const thread = await BusyThread.of(page);
        let [prepareMs, openMs] = [0, 0];
        const busyPreparingMs = await thread.during(async () => {
            prepareMs = await page.evaluate(([id, all]) => window.workerPage.prepare(id, all), [CHANNEL_ID, members] as const);
        });
        const seals: number[] = [];
        for (let time = 0; time < TIMES; time++) {
            seals.push(await page.evaluate((request) => window.workerPage.seal(request), sealRequest(members)));
        }
        await page.evaluate((all) => window.workerPage.store(all), posts);
        const busyOpeningMs = await thread.during(async () => {
            openMs = await page.evaluate((count) => window.workerPage.open(count), posts.length);
        });
        const again: number[] = [];
        for (let time = 0; time < TIMES_AGAIN; time++) {
            again.push(await page.evaluate((count) => window.workerPage.open(count), posts.length));
        }
        return {prepareMs, sealMs: median(seals.slice(1)), openMs, openAgainMs: median(again), busyPreparingMs, busyOpeningMs, loaded};
    } finally {
        await browser.close();
    }
}

/** Serves the server half's routes and the built scripts, beside an empty page. */
export function openBrowser(world: World, onScript: (name: string) => void = () => undefined): Promise<BenchBrowser> {
    const routes = scripts().map((name): readonly [string, Route] => [
        `/${name}`,
        (_request, response) => {
            onScript(name);
            response.setHeader('Content-Type', 'text/javascript').end(readScript(name));
        },
    ]);
    return BenchBrowser.launch({[ROUTES]: world.answer, ...Object.fromEntries(routes)});
}

function sealRequest(members: readonly Member[]) {
    return {
        channelId: CHANNEL_ID,
        rootId: '',
        text: TEXT,
        mentions: [],
        isDirect: false,
        members,
        decisions: [],
        nowMs: Date.now(),
    } as const;
}
