import type {CarriedPost} from '../../src/vault/api';
import {decodeSignedBundle} from '../../src/vault/backup/bundle';
import {members} from '../support/browsers';
import type {Browser, Message, Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {CHANNEL_ID, userIdOf} from '../support/people';
import {Stage} from './stage';

const [ANN, BEN] = [userIdOf('ann'), userIdOf('ben')];
const HOUR_MS = 3_600_000;
const both = members('ann', 'ben');
const accept = [{userId: ANN, choice: 'accept'}] as const;
const CONFLICT = {kind: 'failed', code: 'conflict'};

describe('keys that begin anew', () => {
    let stage: Stage;
    let browser: Browser;
    let ann: Tab;
    let ben: Tab;
    let code: string;

    const reset = async (tab: Tab) => {
        const made = await tab.vault.reset(stage.clock.now());
        if (made.kind === 'failed') {
            throw new Error(made.code);
        }
        return made.recoveryCode;
    };

    const resetAndPublish = async (tab: Tab) => {
        const newCode = await reset(tab);
        await expect(tab.vault.publish()).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
        return newCode;
    };

    const marks = async (tab: Tab, ...posts: readonly CarriedPost[]) =>
        (await tab.read(...posts)).map((opened) => (opened as Message).marks);

    beforeEach(async () => {
        stage = new Stage();
        ben = await stage.person('ben');
        browser = stage.browser();
        ann = browser.openTab();
        await ann.logIn('ann');
        code = await ann.setUp();
        await ann.encrypt();
    });

    describe('for their owner', () => {
        test('change nothing until they are published', async () => {
            await reset(ann);
            await expect(ann.vault.own()).resolves.toMatchObject({own: {kind: 'active', generation: 0}});
            await expect(ann.write('goes on', both)).resolves.toMatchObject({kind: 'sealed'});
            const reloaded = browser.openTab();
            await expect(reloaded.logIn('ann')).resolves.toMatchObject({kind: 'active', generation: 0});
            await expect(reloaded.vault.publish()).resolves.toMatchObject({own: {kind: 'active', generation: 0}});
            expect(stage.server.chains.get(ANN)).toHaveLength(1);
        });

        test('open with the new code, and the old posts in this browser still', async () => {
            const before = stage.host.post('ben', await ben.send('before', both));
            const newCode = await resetAndPublish(ann);
            const after = stage.host.post('ann', await ann.send('after', both));
            await expect(ann.readTexts(before, after)).resolves.toEqual(['before', 'after']);

            const second = await stage.restored('ann', newCode);
            await expect(second.readTexts(after)).resolves.toEqual(['after']);
            await expect(second.readTexts(before)).resolves.toEqual(['key_missing']);
        });

        test('leave no hand-over: whoever has the old key gets nothing', async () => {
            const elsewhere = await stage.restored('ann', code);
            await resetAndPublish(ann);
            expect(stage.server.handOvers.get(ANN)).toBeUndefined();
            await expect(elsewhere.vault.own()).resolves.toEqual({kind: 'own', own: {kind: 'replaced'}});
            await expect(elsewhere.write('hello', both)).resolves.toEqual({kind: 'failed', code: 'chain_invalid'});
        });

        test('come to other browsers with the new code', async () => {
            const elsewhere = await stage.restored('ann', code);
            const before = stage.host.post('ben', await ben.send('before', both));
            const newCode = await resetAndPublish(ann);
            await elsewhere.vault.own();
            await expect(elsewhere.restore(newCode)).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
            const after = stage.host.post('ann', await ann.send('after', both));
            await expect(elsewhere.readTexts(before, after)).resolves.toEqual(['before', 'after']);
        });

        test('are made in a browser that never had the old ones', async () => {
            const fresh = stage.browser().openTab();
            await expect(fresh.logIn('ann')).resolves.toMatchObject({kind: 'elsewhere'});
            const newCode = await reset(fresh);
            await expect(fresh.vault.own()).resolves.toEqual({kind: 'own', own: {kind: 'pending', isReset: true}});
            await expect(fresh.vault.create(stage.clock.now())).resolves.toEqual(CONFLICT);
            await expect(fresh.vault.publish()).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
            await stage.restored('ann', newCode);
        });

        test('are published after a reload where there are no others, and the old code still restores before', async () => {
            const freshBrowser = stage.browser();
            const fresh = freshBrowser.openTab();
            await fresh.logIn('ann');
            await reset(fresh);
            const reloaded = freshBrowser.openTab();
            await expect(reloaded.logIn('ann')).resolves.toEqual({kind: 'pending', isReset: true});
            await expect(reloaded.vault.publish()).resolves.toMatchObject({own: {kind: 'active', generation: 1}});

            const third = stage.browser().openTab();
            await third.logIn('ann');
            await reset(third);
            await expect(ann.vault.own()).resolves.toMatchObject({own: {kind: 'replaced'}});
        });

        test('follow those of somebody who took the account over', async () => {
            const thief = stage.browser().openTab();
            await thief.logIn('ann');
            await resetAndPublish(thief);
            await expect(ann.vault.own()).resolves.toEqual({kind: 'own', own: {kind: 'replaced'}});
            await reset(ann);
            await expect(ann.vault.own()).resolves.toEqual({kind: 'own', own: {kind: 'pending', isReset: true}});
            await expect(ann.vault.publish()).resolves.toMatchObject({own: {kind: 'active', generation: 2}});
            await expect(thief.vault.own()).resolves.toMatchObject({own: {kind: 'replaced'}});
        });

        test('are the last ones made, with the code that was shown last', async () => {
            const first = await reset(ann);
            const second = await resetAndPublish(ann);
            const other = stage.browser().openTab();
            await other.logIn('ann');
            await expect(other.restore(first)).resolves.toEqual({kind: 'failed', code: 'code_wrong'});
            await expect(other.restore(second)).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
        });

        test('take the backup’s place beside the earlier one, with what this browser knows of others', async () => {
            await ann.send('hello', both);
            await ann.elapse();
            const newCode = await reset(ann);
            const elsewhere = await stage.restored('ann', code);
            await elsewhere.send('hello', members('ann', 'ben', 'cleo'));
            await elsewhere.elapse();
            await expect(ann.vault.publish()).resolves.toMatchObject({own: {kind: 'active'}});

            const backup = stage.server.backups.get(ANN);
            expect(backup?.earlier).toHaveLength(1);
            expect(decodeSignedBundle(backup?.bundle ?? new Uint8Array()).bundle.sealedGenerations).toHaveLength(1);
            const restored = await stage.restored('ann', newCode);
            await expect(restored.vault.people(CHANNEL_ID, both)).resolves.toMatchObject({people: [{}, {userId: BEN, isNew: false}]});
        });

        test('are renewed like others, and then handed over', async () => {
            const newCode = await resetAndPublish(ann);
            const elsewhere = await stage.restored('ann', newCode);
            await ann.vault.rotate(stage.clock.now());
            await expect(elsewhere.vault.own()).resolves.toMatchObject({own: {kind: 'active', generation: 2}});
        });

        test('do not begin before there are any', async () => {
            const cleo = stage.browser().openTab();
            await cleo.logIn('cleo');
            await expect(cleo.vault.reset(1)).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
        });

        test('do not follow a chain that is not the pinned one', async () => {
            stage.server.chains.set(ANN, (await HandMadePerson.create('ann')).chain());
            await expect(ann.vault.reset(1)).resolves.toEqual({kind: 'failed', code: 'chain_invalid'});
        });

        test('in two tabs at once: one wins, the other is told that its code is worth nothing', async () => {
            const other = browser.openTab();
            await other.logIn('ann');
            const [winner, loser] = [await reset(ann), await reset(other)];
            const results = await Promise.all([ann.vault.publish(), other.vault.publish()]);
            expect(results).toEqual([expect.objectContaining({kind: 'own'}), CONFLICT]);
            expect(stage.server.chains.get(ANN)).toHaveLength(2);
            await stage.restored('ann', winner);
            const third = stage.browser().openTab();
            await third.logIn('ann');
            await expect(third.restore(loser)).resolves.toEqual({kind: 'failed', code: 'code_wrong'});
        });

        test('in two browsers at once: one wins, the other restores with the winner’s code', async () => {
            const other = await stage.restored('ann', code);
            const [winner] = [await reset(ann), await reset(other)];
            await expect(ann.vault.publish()).resolves.toMatchObject({own: {kind: 'active'}});
            await expect(other.vault.publish()).resolves.toEqual(CONFLICT);
            await expect(other.vault.own()).resolves.toMatchObject({own: {kind: 'replaced'}});
            await expect(other.restore(winner)).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
        });
    });

    describe('for the others', () => {
        test('raise the question of a changed key, and old posts are those of an earlier one', async () => {
            const before = stage.host.post('ann', await ann.send('before', both));
            await expect(marks(ben, before)).resolves.toEqual([[]]);
            stage.clock.ms += HOUR_MS;
            await resetAndPublish(ann);
            const after = stage.host.post('ann', await ann.send('after', both));
            await expect(ben.readTexts(before, after)).resolves.toEqual(['before', 'sender_unknown']);
            await expect(ben.write('hello', both)).resolves.toMatchObject({
                kind: 'held',
                people: [{kind: 'changed', userId: ANN, how: 'reset', mayAccept: true}],
            });

            await ben.send('hello', both, {decisions: accept});
            await expect(ben.readTexts(before, after)).resolves.toEqual(['before', 'after']);
            await expect(marks(ben, before, after)).resolves.toEqual([[{kind: 'earlier_key'}], [{kind: 'key_changed'}]]);
            await expect(marks(ann, before, after)).resolves.toEqual([[{kind: 'earlier_key'}], []]);
        });

        test('mark what the old key signs from then on', async () => {
            const thief = await stage.restored('ann', code);
            await ben.send('hello', both);
            await resetAndPublish(ann);
            stage.clock.ms += HOUR_MS;
            await expect(ben.write('?', both)).resolves.toMatchObject({kind: 'held'});
            await ben.send('hello', both, {decisions: accept});

            const forged = stage.host.post('ann', await thief.send('by the thief', both));
            await expect(marks(ben, forged)).resolves.toEqual([[{kind: 'superseded_generation'}]]);
            const sound = stage.host.post('ann', await ann.send('by ann', both));
            await expect(marks(ben, sound)).resolves.toEqual([[{kind: 'key_changed'}]]);
        });
    });
});
