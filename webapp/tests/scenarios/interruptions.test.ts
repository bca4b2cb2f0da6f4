/**
 * Every change of the own keys, cut at each of its steps: the step fails before or after it took effect, or the worker ends there.
 * What is left is the old or the new state, whole: this browser goes on, exactly one of the codes restores, and every post opens.
 */
import type {CarriedPost, CodeResult} from '../../src/vault/api';
import {members} from '../support/browsers';
import type {Browser, Tab} from '../support/browsers';
import {CHANGING, Cut} from '../support/cut';
import {userIdOf} from '../support/people';
import {Stage} from './stage';

const ANN = userIdOf('ann');
const both = members('ann', 'ben');

/** Some twenty scenes, one after the other. */
const MINUTE_MS = 60_000;

interface Scene {
    readonly stage: Stage;
    readonly browser: Browser;
    readonly ben: Tab;

    /** Another browser of the member's. */
    readonly elsewhere?: Tab;

    /** Codes that the member was shown, the oldest first. */
    readonly codes: string[];
    readonly backlog: readonly CarriedPost[];
}

/** What the member does, in a tab that may be cut off anywhere in it. */
type Change = (tab: Tab, scene: Scene) => Promise<void>;

async function beginScene(): Promise<Scene> {
    const stage = new Stage();
    const ben = await stage.person('ben');
    return {stage, ben, browser: stage.browser(), codes: [], backlog: []};
}

async function withKeys(): Promise<Scene> {
    const scene = await beginScene();
    const {stage, browser, ben} = scene;
    const ann = browser.openTab();
    await ann.logIn('ann');
    const code = await ann.setUp();
    await ann.encrypt();
    const backlog = [stage.host.post('ann', await ann.send('one', both)), stage.host.post('ben', await ben.send('two', both))];
    await ann.vault.stop();
    return {...scene, elsewhere: await stage.restored('ann', code), codes: [code], backlog};
}

/** Whether the member has a new code before them, which they keep. */
function keep({codes}: Scene, made: CodeResult): boolean {
    if (made.kind === 'created') {
        codes.push(made.recoveryCode);
    }
    return made.kind === 'created';
}

/** The change, up to the cut or to its end; then the page is loaded anew. */
async function cutOff(scene: Scene, cut: Cut, change: Change): Promise<Tab> {
    const {browser} = scene;
    const tab = browser.openTab(cut.through);
    await tab.logIn('ann');
    cut.arm();
    await Promise.race([change(tab, scene), cut.made]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    browser.killWorkers();
    return browser.openTab();
}

async function stepsOf(begin: () => Promise<Scene>, change: Change): Promise<readonly string[]> {
    const cut = new Cut(0);
    await cutOff(await begin(), cut, change);
    return cut.called;
}

/** What a new browser gets with a code: how many posts of the backlog, or why nothing. */
async function restored({stage, backlog}: Scene, code: string): Promise<number | string> {
    const other = stage.browser().openTab();
    await other.logIn('ann');
    const result = await other.restore(code);
    if (result.kind === 'failed' || result.own.kind !== 'active') {
        return result.kind === 'failed' ? result.code : result.own.kind;
    }
    return (await other.read(...backlog)).filter(({kind}) => kind === 'message').length;
}

/** This browser reads everything, writes, and is understood. */
async function requireWhole({stage, ben, backlog}: Scene, tab: Tab): Promise<void> {
    await expect(tab.readTexts(...backlog)).resolves.toEqual(backlog.length > 0 ? ['one', 'two'] : []);
    await tab.encrypt();
    const post = stage.host.post('ann', await tab.send('still here', both));
    const readers = await ben.readTexts(post);
    if (readers[0] === 'sender_unknown') {
        await ben.write('?', both);
        await ben.send('!', both, {decisions: [{userId: ANN, choice: 'accept'}]});
        await expect(ben.readTexts(post)).resolves.toEqual(['still here']);
    }
    const reply = stage.host.post('ben', await ben.send('heard', both));
    await expect(tab.readTexts(reply)).resolves.toEqual(['heard']);
}

interface Case {
    readonly name: string;
    readonly begin: () => Promise<Scene>;
    readonly change: Change;
    readonly after: (scene: Scene, tab: Tab) => Promise<void>;
}

const CASES: readonly Case[] = [
    {
        name: 'creating',
        begin: beginScene,
        change: async (tab, scene) => {
            if (keep(scene, await tab.vault.create(scene.stage.clock.now()))) {
                await tab.vault.publish();
            }
        },
        after: async (scene, tab) => {
            const own = await tab.logIn('ann');
            const isPublished = (scene.stage.server.chains.get(ANN)?.length ?? 0) > 0;
            expect(own.kind === 'active').toBe(isPublished);
            if (!isPublished) {
                expect(['absent', 'pending']).toContain(own.kind);
                scene.codes.push(await tab.setUp());
            }
            await requireWhole(scene, tab);
            await expect(restored(scene, scene.codes.at(-1) ?? '')).resolves.toBe(0);
        },
    },
    {
        name: 'renewing',
        begin: withKeys,
        change: async (tab, {stage}) => void (await tab.vault.rotate(stage.clock.now())),
        after: async (scene, tab) => {
            const {stage, codes} = scene;
            const generation = (stage.server.chains.get(ANN)?.length ?? 0) - 1;
            await expect(tab.logIn('ann')).resolves.toMatchObject({kind: 'active', generation});
            await requireWhole(scene, tab);
            await expect(restored(scene, codes[0] ?? '')).resolves.toBe(scene.backlog.length);
            await expect(tab.vault.rotate(stage.clock.now())).resolves.toMatchObject({own: {kind: 'active', generation: generation + 1}});
            await requireWhole(scene, tab);
        },
    },
    {
        name: 'beginning anew',
        begin: withKeys,
        change: async (tab, scene) => {
            if (keep(scene, await tab.vault.reset(scene.stage.clock.now()))) {
                await tab.vault.publish();
            }
        },
        after: async (scene, tab) => {
            const {stage, codes} = scene;
            const generation = (stage.server.chains.get(ANN)?.length ?? 0) - 1;
            await expect(tab.logIn('ann')).resolves.toMatchObject({kind: 'active', generation});
            await requireWhole(scene, tab);
            if (generation === 0) {
                await expect(restored(scene, codes[0] ?? '')).resolves.toBe(scene.backlog.length);
                keep(scene, await tab.vault.reset(stage.clock.now()));
                await expect(tab.vault.publish()).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
            }
            await expect(restored(scene, codes.at(-1) ?? '')).resolves.toBe(0);
        },
    },
    {
        name: 'changing the code',
        begin: withKeys,
        change: async (tab, scene) => {
            keep(scene, await tab.vault.makeRecoveryCode(scene.codes[0] ?? ''));
            await tab.vault.confirmRecoveryCode();
        },
        after: async (scene, tab) => {
            await expect(tab.logIn('ann')).resolves.toMatchObject({kind: 'active', generation: 0});
            const outcomes = await Promise.all(scene.codes.map((code) => restored(scene, code)));
            expect(outcomes.filter((outcome) => outcome === scene.backlog.length)).toHaveLength(1);
            const valid = scene.codes[outcomes.indexOf(scene.backlog.length)] ?? '';
            keep(scene, await tab.vault.makeRecoveryCode(valid));
            await expect(tab.vault.confirmRecoveryCode()).resolves.toEqual({kind: 'done'});
            await expect(restored(scene, scene.codes.at(-1) ?? '')).resolves.toBe(scene.backlog.length);
        },
    },
    {
        name: 'picking up a renewed key',
        begin: withKeys,
        change: async (tab, {elsewhere, stage}) => {
            await elsewhere?.vault.rotate(stage.clock.now());
            await tab.vault.own();
        },
        after: async (scene, tab) => {
            await expect(tab.logIn('ann')).resolves.toMatchObject({kind: 'active', generation: 1});
            await requireWhole(scene, tab);
        },
    },
];

describe.each(CASES)('$name, cut off at each step', ({begin, change, after}) => {
    test.each([
        ['fails', {took: false, dies: false}],
        ['fails, but took effect', {took: true, dies: false}],
        ['ends the worker', {took: false, dies: true}],
        ['takes effect, and ends the worker', {took: true, dies: true}],
    ] as const)(
        'that %s: old or new, whole',
        async (_name, kind) => {
            const steps = await stepsOf(begin, change);
            const cuts = [...steps.keys()].filter((index) => !kind.took || CHANGING.has(steps[index] ?? ''));
            expect(cuts.length).toBeGreaterThan(0);
            for (const index of cuts) {
                const scene = await begin();
                await after(scene, await cutOff(scene, new Cut(index + 1, kind), change));
            }
        },
        MINUTE_MS,
    );
});
