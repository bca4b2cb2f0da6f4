import type {Browser, Tab} from '../support/browsers';
import {members} from '../support/browsers';
import {userIdOf} from '../support/people';
import {Stage} from './stage';

const ANN = userIdOf('ann');
const CONFLICT = {kind: 'failed', code: 'conflict'};

describe('set-up', () => {
    let stage: Stage;
    let browser: Browser;
    let tab: Tab;

    /** What happens when the page is loaded anew: only what is stored is left. */
    const reload = async () => {
        const fresh = browser.openTab();
        return {fresh, own: await fresh.logIn('ann')};
    };

    const create = async (from: Tab) => {
        const created = await from.vault.create(stage.clock.now());
        return created.kind === 'created' ? created.recoveryCode : created.code;
    };

    const restores = async (code: string) => {
        const other = stage.browser().openTab();
        await other.logIn('ann');
        return (await other.restore(code)).kind === 'own';
    };

    beforeEach(async () => {
        stage = new Stage();
        browser = stage.browser();
        tab = browser.openTab();
        await tab.logIn('ann');
    });

    test('goes from absent over pending to active, and publishes only at the end', async () => {
        await expect(tab.vault.own()).resolves.toEqual({kind: 'own', own: {kind: 'absent'}});
        const code = await create(tab);
        expect(code).toMatch(/^([0-9A-Z]{5}-){6}[0-9A-Z]{5}$/);
        await expect(tab.vault.own()).resolves.toEqual({kind: 'own', own: {kind: 'pending', isReset: false}});
        expect(stage.server.asked).not.toContain('publish');

        await expect(tab.vault.publish()).resolves.toMatchObject({kind: 'own', own: {kind: 'active', generation: 0}});
        expect(browser.profile(ANN).database.pending.size).toBe(0);
        await expect(restores(code)).resolves.toBe(true);
    });

    test('survives a reload before anything was made', async () => {
        expect((await reload()).own).toEqual({kind: 'absent'});
    });

    test('survives a reload after keys were made: they can still be published, or made anew', async () => {
        const code = await create(tab);
        const {fresh, own} = await reload();
        expect(own).toEqual({kind: 'pending', isReset: false});
        await expect(fresh.vault.publish()).resolves.toMatchObject({own: {kind: 'active'}});
        await expect(restores(code)).resolves.toBe(true);
    });

    test('publishes what was made last, and keeps what was made before until then', async () => {
        const first = await create(tab);
        const {fresh} = await reload();
        const second = await create(fresh);
        expect(browser.profile(ANN).database.pending.size).toBe(2);
        await expect(fresh.vault.publish()).resolves.toMatchObject({own: {kind: 'active'}});
        await expect(restores(first)).resolves.toBe(false);
        await expect(restores(second)).resolves.toBe(true);
    });

    test('survives a publication whose answer is lost: the keys are here, and become active', async () => {
        const code = await create(tab);
        stage.server.losesAnswers = true;
        await expect(tab.vault.publish()).resolves.toEqual({kind: 'failed', code: 'offline'});
        stage.server.work();

        const {fresh, own} = await reload();
        expect(own).toMatchObject({kind: 'active', generation: 0});
        await expect(tab.vault.publish()).resolves.toMatchObject({own: {kind: 'active'}});
        await fresh.encrypt();
        await expect(fresh.write('hello', members('ann'))).resolves.toMatchObject({kind: 'sealed'});
        await expect(restores(code)).resolves.toBe(true);
    });

    test('survives a publication that never arrived', async () => {
        await create(tab);
        stage.server.fail('publish', 'offline');
        await expect(tab.vault.publish()).resolves.toEqual({kind: 'failed', code: 'offline'});
        await expect(tab.vault.own()).resolves.toEqual({kind: 'own', own: {kind: 'pending', isReset: false}});
        stage.server.work();
        await expect(tab.vault.publish()).resolves.toMatchObject({own: {kind: 'active'}});
    });

    test('survives a reload after publication, and publishing again changes nothing', async () => {
        await tab.setUp();
        const {fresh, own} = await reload();
        expect(own).toMatchObject({kind: 'active'});
        const before = stage.server.chains.get(ANN);
        await expect(fresh.vault.publish()).resolves.toEqual({kind: 'own', own});
        await expect(fresh.vault.create(1)).resolves.toEqual(CONFLICT);
        expect(stage.server.chains.get(ANN)).toEqual(before);
    });

    test('is not undone by an answer that was overtaken', async () => {
        const arrive = stage.server.delay('ownChain');
        const asked = tab.vault.own();
        await new Promise((resolve) => setImmediate(resolve));
        await tab.setUp();
        arrive();
        await expect(asked).resolves.toMatchObject({own: {kind: 'active'}});
        await tab.encrypt();
        await expect(tab.write('hello', members('ann'))).resolves.toMatchObject({kind: 'sealed'});
    });

    test('publishes nothing before anything was made', async () => {
        await expect(tab.vault.publish()).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
    });

    test('in two tabs at once: one wins, the other is told that its code is worth nothing', async () => {
        const other = browser.openTab();
        await other.logIn('ann');
        const [winner, loser] = await Promise.all([create(tab), create(other)]);
        const results = await Promise.all([tab.vault.publish(), other.vault.publish()]);

        expect(results).toEqual([expect.objectContaining({kind: 'own'}), CONFLICT]);
        await expect(restores(winner)).resolves.toBe(true);
        await expect(restores(loser)).resolves.toBe(false);

        // They share one browser, so the other tab can write as well.
        await expect(other.vault.own()).resolves.toMatchObject({own: {kind: 'active'}});
        expect(other.events.at(-1)).toMatchObject({kind: 'own_changed', own: {kind: 'active'}});
        await expect(other.vault.publish()).resolves.toEqual(CONFLICT);
    });

    test('in two browsers at once: one wins, the other restores with the winner’s code', async () => {
        const other = stage.browser().openTab();
        await other.logIn('ann');
        const [winner] = [await create(tab), await create(other)];
        await expect(tab.vault.publish()).resolves.toMatchObject({own: {kind: 'active'}});
        await expect(other.vault.publish()).resolves.toEqual(CONFLICT);
        await expect(other.vault.own()).resolves.toMatchObject({own: {kind: 'elsewhere'}});
        await expect(other.restore(winner)).resolves.toMatchObject({own: {kind: 'active'}});
    });

    test('leaves no private key that could be taken away', async () => {
        await tab.setUp();
        const stored = [...browser.profile(ANN).database.generations.values()];
        expect(stored).toHaveLength(1);
        for (const {encryptionKey, signingKey} of stored) {
            for (const key of [encryptionKey, signingKey]) {
                expect(key.extractable).toBe(false);
                await expect(crypto.subtle.exportKey('pkcs8', key)).rejects.toThrow();
                await expect(crypto.subtle.exportKey('jwk', key)).rejects.toThrow();
            }
        }
    });
});
