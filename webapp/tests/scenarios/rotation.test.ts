import {members} from '../support/browsers';
import type {Browser, Tab} from '../support/browsers';
import {CHANNEL_ID, userIdOf} from '../support/people';
import {Stage} from './stage';

const [ANN, BEN] = [userIdOf('ann'), userIdOf('ben')];
const both = members('ann', 'ben');
const CONFLICT = {kind: 'failed', code: 'conflict'};

describe('a renewed key', () => {
    let stage: Stage;
    let browser: Browser;
    let ann: Tab;
    let ben: Tab;
    let code: string;

    const rotate = (tab: Tab) => tab.vault.rotate(stage.clock.now());

    beforeEach(async () => {
        stage = new Stage();
        ben = await stage.person('ben');
        browser = stage.browser();
        ann = browser.openTab();
        await ann.logIn('ann');
        code = await ann.setUp();
        await ann.encrypt();
    });

    test('is active at once, and everybody goes on as before', async () => {
        const before = stage.host.post('ann', await ann.send('before', both));
        const fromBen = stage.host.post('ben', await ben.send('from ben', both));
        await expect(rotate(ann)).resolves.toMatchObject({kind: 'own', own: {kind: 'active', generation: 1}});

        const after = stage.host.post('ann', await ann.send('after', both));
        await expect(ben.readTexts(before, fromBen, after)).resolves.toEqual(['before', 'from ben', 'after']);
        await expect(ann.readTexts(before, fromBen, after)).resolves.toEqual(['before', 'from ben', 'after']);
        const reply = stage.host.post('ben', await ben.send('to the new key', both));
        await expect(ann.readTexts(reply)).resolves.toEqual(['to the new key']);
    });

    test('raises no question for the others, and keeps their verified mark', async () => {
        const number = await ben.vault.safetyNumber(ANN);
        await ben.vault.setVerified(ANN, number.kind === 'safety_number' ? number.digits : '', true);
        await rotate(ann);
        const [opened] = await ben.read(stage.host.post('ann', await ann.send('after', both)));
        expect(opened).toMatchObject({kind: 'message', marks: []});
        await expect(ben.vault.people(CHANNEL_ID, both)).resolves.toMatchObject({
            people: [{}, {kind: 'ready', userId: ANN, generation: 1, isVerified: true}],
        });
    });

    test('begins another session', async () => {
        const first = await ann.read(stage.host.post('ann', await ann.send('one', both)));
        await rotate(ann);
        const second = await ann.read(stage.host.post('ann', await ann.send('two', both)));
        expect([...first, ...second]).toMatchObject([{sequence: 0}, {sequence: 0}]);
    });

    test('is in the backup with all before it: the same code opens everything', async () => {
        const backlog = [stage.host.post('ben', await ben.send('one', both))];
        for (const text of ['two', 'three']) {
            await rotate(ann);
            backlog.push(stage.host.post('ben', await ben.send(text, both)));
        }
        const second = await stage.restored('ann', code);
        await expect(second.vault.own()).resolves.toMatchObject({own: {kind: 'active', generation: 2}});
        await expect(second.readTexts(...backlog)).resolves.toEqual(['one', 'two', 'three']);
    });

    test('carries on what the browser knows of others', async () => {
        await ann.send('hello', both);
        await rotate(ann);
        const second = await stage.restored('ann', code);
        await expect(second.vault.people(CHANNEL_ID, both)).resolves.toMatchObject({
            people: [{}, {kind: 'ready', userId: BEN, isNew: false}],
        });
        await ann.elapse();
        const third = await stage.restored('ann', code);
        await expect(third.vault.people(CHANNEL_ID, both)).resolves.toMatchObject({
            people: [{}, {kind: 'ready', userId: BEN, isNew: false}],
        });
    });

    test('is found in the other tabs', async () => {
        const other = browser.openTab();
        await other.logIn('ann');
        await rotate(ann);
        await other.vault.own();
        expect(other.events.at(-1)).toMatchObject({kind: 'own_changed', own: {kind: 'active', generation: 1}});
        await expect(other.write('hello', both)).resolves.toMatchObject({kind: 'sealed'});
    });

    test('is valid whatever this browser’s clock says', async () => {
        await expect(ann.vault.rotate(1)).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
        await expect(ann.vault.reset(1)).resolves.toMatchObject({kind: 'created'});
        await expect(ann.vault.publish()).resolves.toMatchObject({own: {kind: 'active', generation: 2}});
        await expect(ben.write('hello', both)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
    });

    test('needs keys of one’s own', async () => {
        const second = stage.browser().openTab();
        await second.logIn('ann');
        await expect(rotate(second)).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
        expect(stage.server.chains.get(ANN)).toHaveLength(1);
    });

    test('is not published with a bundle that the member did not sign', async () => {
        const backup = stage.server.backups.get(ANN);
        const forged = backup?.bundle.slice() ?? new Uint8Array();
        forged.set([(forged.at(-1) ?? 0) ^ 1], forged.length - 1);
        stage.server.backups.set(ANN, {wrappedRecoveryKey: new Uint8Array(), bundleSequence: 1, earlier: [], ...backup, bundle: forged});
        await expect(rotate(ann)).resolves.toEqual({kind: 'failed', code: 'signature_invalid'});
        expect(stage.server.chains.get(ANN)).toHaveLength(1);
    });

    test('starts over where another browser wrote the backup meanwhile', async () => {
        const second = await stage.restored('ann', code);
        await second.send('hello', both);
        const arrive = stage.server.delay('backup');
        const rotated = rotate(ann);
        await new Promise((resolve) => setTimeout(resolve, 20));
        await second.elapse();
        arrive();
        await expect(rotated).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
        expect(stage.server.chains.get(ANN)).toHaveLength(2);
    });

    describe('in two places at once', () => {
        test('in two tabs: one wins, the other says so and has it too', async () => {
            const other = browser.openTab();
            await other.logIn('ann');
            const results = await Promise.all([rotate(ann), rotate(other)]);
            expect(results).toEqual([expect.objectContaining({kind: 'own'}), CONFLICT]);
            expect(stage.server.chains.get(ANN)).toHaveLength(2);
            expect(other.events.at(-1)).toMatchObject({kind: 'own_changed', own: {kind: 'active', generation: 1}});
            await expect(other.write('hello', both)).resolves.toMatchObject({kind: 'sealed'});
            await expect(rotate(other)).resolves.toMatchObject({own: {kind: 'active', generation: 2}});
        });

        test('in two browsers: one wins, the other says so and picks it up', async () => {
            const second = await stage.restored('ann', code);
            const arrive = stage.server.delay('backup');
            const late = rotate(ann);
            await new Promise((resolve) => setTimeout(resolve, 20));
            await expect(rotate(second)).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
            arrive();
            await expect(late).resolves.toEqual(CONFLICT);
            expect(ann.events.at(-1)).toMatchObject({kind: 'own_changed', own: {kind: 'active', generation: 1}});
            expect(stage.server.chains.get(ANN)).toHaveLength(2);

            const post = stage.host.post('ann', await ann.send('from the slower one', both));
            await expect(second.readTexts(post)).resolves.toEqual(['from the slower one']);
        });
    });
});
