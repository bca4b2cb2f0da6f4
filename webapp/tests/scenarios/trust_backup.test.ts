import {decodeSignedBundle} from '../../src/vault/backup/bundle';
import {members} from '../support/browsers';
import type {Browser, Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {CHANNEL_ID, userIdOf} from '../support/people';
import {Stage} from './stage';

const [ANN, BEN] = [userIdOf('ann'), userIdOf('ben')];
const both = members('ann', 'ben');

describe('what a browser has learned of others', () => {
    let stage: Stage;
    let browser: Browser;
    let ann: Tab;
    let code: string;
    let ben: HandMadePerson;

    const uploads = () => stage.server.asked.filter((method) => method === 'storeBundle').length;

    const publish = async (person: HandMadePerson) => {
        stage.server.chains.set(BEN, person.chain());
        await ann.vault.people(CHANNEL_ID, both);
    };

    const verify = async (tab: Tab) => {
        const number = await tab.vault.safetyNumber(BEN);
        if (number.kind === 'failed') {
            throw new Error(number.code);
        }
        await expect(tab.vault.setVerified(BEN, number.digits, true)).resolves.toEqual({kind: 'done'});
    };

    const restored = () => stage.restored('ann', code);

    beforeEach(async () => {
        stage = new Stage();
        ben = await HandMadePerson.create('ben');
        stage.server.chains.set(BEN, ben.chain());
        browser = stage.browser();
        ann = browser.openTab();
        await ann.logIn('ann');
        code = await ann.setUp();
        await ann.encrypt();
        await ann.send('hello', both);
    });

    test('is in the backup some seconds later, in one bundle that the member signed', async () => {
        expect(uploads()).toBe(0);
        await ann.elapse();
        expect(uploads()).toBe(1);
        const backup = stage.server.backups.get(ANN);
        expect(backup?.bundleSequence).toBe(2);
        expect(decodeSignedBundle(backup?.bundle ?? new Uint8Array()).bundle).toMatchObject({
            sequence: 2,
            sealedTrust: expect.anything() as unknown,
        });
    });

    test('comes back with the code: keys, names, marks and policies', async () => {
        await verify(ann);
        await ann.elapse();
        const second = await restored();
        await expect(second.vault.people(CHANNEL_ID, both)).resolves.toMatchObject({people: [{}, {kind: 'ready', isVerified: true}]});

        const renamed = [...members('ann'), {userId: BEN, username: 'boss'}];
        await expect(second.vault.people(CHANNEL_ID, renamed)).resolves.toMatchObject({
            people: [{}, {kind: 'renamed', pinnedUsername: 'ben'}],
        });
        stage.server.policies.delete(CHANNEL_ID);
        await expect(second.vault.channel(CHANNEL_ID)).resolves.toEqual({
            kind: 'channel',
            channel: {kind: 'unknown', code: 'policy_contradicts'},
        });
    });

    test('lets a fresh browser notice a replaced key, and that it was verified before', async () => {
        await verify(ann);
        await ann.elapse();
        stage.server.chains.set(BEN, (await HandMadePerson.create('ben')).chain());
        const second = await restored();
        const held = {kind: 'held', people: [{kind: 'changed', userId: BEN, how: 'forked', mayAccept: true, wasVerified: true}]};
        await expect(second.write('hello', both)).resolves.toEqual(held);
    });

    test('holds a channel in a fresh browser that took it for clear, as soon as it is restored', async () => {
        await ann.elapse();
        stage.server.policies.delete(CHANNEL_ID);
        const second = stage.browser().openTab();
        await second.logIn('ann');
        await expect(second.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'off'}});
        await second.restore(code);
        expect(second.events).toContainEqual(
            expect.objectContaining({kind: 'channel_changed', channel: {kind: 'unknown', code: 'not_loaded'}}),
        );
    });

    test('is written again only when something of it changed', async () => {
        await ann.elapse();
        await ann.send('nothing new', both);
        await ann.elapse();
        expect(uploads()).toBe(1);

        await publish(await ben.next('rotate'));
        await ann.send('a newer key', both);
        await ann.elapse();
        expect(uploads()).toBe(2);
    });

    test('is written by one of two tabs, and found done by the other and after a reload', async () => {
        const other = browser.openTab();
        await other.logIn('ann');
        await Promise.all([ann.elapse(), other.elapse()]);
        expect(uploads()).toBe(1);
        const reloaded = browser.openTab();
        await reloaded.logIn('ann');
        await reloaded.elapse();
        expect(uploads()).toBe(1);
    });

    test('is written after a reload where the tab was closed before it was', async () => {
        await ann.vault.stop();
        const reloaded = browser.openTab();
        await reloaded.logIn('ann');
        await reloaded.elapse();
        expect(uploads()).toBe(1);
    });

    test('is written after a reload where something changed since it was last', async () => {
        await ann.elapse();
        await publish(await ben.next('rotate'));
        await ann.send('a newer key', both);
        await new Promise((resolve) => setImmediate(resolve));
        await ann.vault.stop();
        const reloaded = browser.openTab();
        await reloaded.logIn('ann');
        await reloaded.elapse();
        expect(uploads()).toBe(2);
    });

    test.each([
        ['the server half does not answer', 'storeBundle', 'offline'],
        ['another browser was faster', 'storeBundle', 'conflict'],
        ['the backup cannot be read', 'backup', 'server_unavailable'],
    ] as const)('waits for another try where %s, and nothing is held up', async (_case, method, reason) => {
        stage.server.fail(method, reason);
        await ann.elapse();
        await expect(ann.write('goes on', both)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
        expect(stage.server.backups.get(ANN)?.bundleSequence).toBe(1);

        stage.server.work();
        await ann.elapse();
        expect(stage.server.backups.get(ANN)?.bundleSequence).toBe(2);
    });

    test('is not signed together with what the member did not sign', async () => {
        const backup = stage.server.backups.get(ANN);
        const forged = backup?.bundle.slice() ?? new Uint8Array();
        forged.set([(forged.at(-1) ?? 0) ^ 1], forged.length - 1);
        stage.server.backups.set(ANN, {wrappedRecoveryKey: new Uint8Array(), bundleSequence: 1, earlier: [], ...backup, bundle: forged});
        await ann.elapse();
        expect(uploads()).toBe(0);
    });

    test('replaces nothing that the restoring browser has seen itself', async () => {
        await ann.elapse();
        const second = await restored();
        await publish(await ben.next('rotate'));
        await second.send('a newer key', both);
        await verify(second);
        await expect(second.restore(code)).resolves.toMatchObject({own: {kind: 'active'}});
        await expect(second.vault.people(CHANNEL_ID, both)).resolves.toMatchObject({
            people: [{}, {kind: 'ready', generation: 1, isVerified: true}],
        });
    });
});
