import type {CarriedPost} from '../../src/vault/api';
import {members} from '../support/browsers';
import type {Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {CHANNEL_ID, userIdOf} from '../support/people';
import {Stage} from './stage';

const ANN = userIdOf('ann');
const both = members('ann', 'ben');

describe('a second browser', () => {
    let stage: Stage;
    let ann: Tab;
    let ben: Tab;
    let code: string;
    let backlog: readonly CarriedPost[];
    const texts = ['one', 'two', 'three'];

    beforeEach(async () => {
        stage = new Stage();
        ben = await stage.person('ben');
        ann = stage.browser().openTab();
        await ann.logIn('ann');
        code = await ann.setUp();
        await ann.encrypt();
        backlog = [
            stage.host.post('ann', await ann.send('one', both)),
            stage.host.post('ben', await ben.send('two', both)),
            stage.host.post('ann', await ann.send('three', both)),
        ];
    });

    test('finds the published chain and makes no keys of its own', async () => {
        const second = stage.browser().openTab();
        await expect(second.logIn('ann')).resolves.toEqual({kind: 'elsewhere', generation: 0});
        await expect(second.vault.create(1)).resolves.toEqual({kind: 'failed', code: 'conflict'});
        await expect(second.vault.publish()).resolves.toEqual({kind: 'failed', code: 'conflict'});
        await expect(second.write('hello', both)).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
        await expect(second.readTexts(...backlog)).resolves.toEqual(['key_missing', 'key_missing', 'key_missing']);
    });

    test('counts its member among those who have a key: the others seal for it', async () => {
        const second = stage.browser().openTab();
        await second.logIn('ann');
        const published = {kind: 'ready', userId: ANN, generation: 0, isNew: false, isVerified: false};
        await expect(second.vault.people(CHANNEL_ID, both)).resolves.toMatchObject({people: [published, {userId: userIdOf('ben')}]});
        const cleo = stage.browser().openTab();
        await cleo.logIn('cleo');
        await expect(cleo.vault.people(CHANNEL_ID, members('ann', 'cleo'))).resolves.toMatchObject({
            people: [{kind: 'no_key', userId: userIdOf('cleo')}, published],
        });
    });

    test('restores with the code, reads the whole backlog and writes', async () => {
        const second = stage.browser().openTab();
        await second.logIn('ann');
        await expect(second.restore(code)).resolves.toMatchObject({kind: 'own', own: {kind: 'active', generation: 0}});
        await expect(second.readTexts(...backlog)).resolves.toEqual(texts);

        const post = stage.host.post('ann', await second.send('from the second', both));
        await expect(ben.readTexts(post)).resolves.toEqual(['from the second']);
        await expect(ann.readTexts(post)).resolves.toEqual(['from the second']);
    });

    test('takes the code as people type it', async () => {
        const second = stage.browser().openTab();
        await second.logIn('ann');
        await expect(second.restore(` ${code.toLowerCase().replaceAll('-', ' ')} `)).resolves.toMatchObject({kind: 'own'});
    });

    test('names the wrong group of a mistyped code, and stores nothing', async () => {
        const second = stage.browser().openTab();
        await second.logIn('ann');
        const wrong = code.startsWith('2') ? `3${code.slice(1)}` : `2${code.slice(1)}`;
        await expect(second.restore(wrong)).resolves.toEqual({kind: 'failed', code: 'code_group', group: 1});
        await expect(second.restore(code.slice(1))).resolves.toEqual({kind: 'failed', code: 'code_length'});
        await expect(second.vault.own()).resolves.toMatchObject({own: {kind: 'elsewhere'}});
    });

    test('refuses the code of somebody else', async () => {
        const cleo = stage.browser().openTab();
        await cleo.logIn('cleo');
        const other = await cleo.setUp();
        const second = stage.browser().openTab();
        await second.logIn('ann');
        await expect(second.restore(other)).resolves.toEqual({kind: 'failed', code: 'code_wrong'});
        await expect(second.restore(code)).resolves.toMatchObject({kind: 'own'});
    });

    test.each<[string, string, () => Promise<void>]>([
        [
            'another chain is published',
            'chain_invalid',
            async () => void stage.server.chains.set(ANN, (await HandMadePerson.create('ann')).chain()),
        ],
        [
            'the bundle is somebody else’s',
            'author_mismatch',
            () => {
                const [mine, other] = [stage.server.backups.get(ANN), stage.server.backups.get(userIdOf('ben'))];
                return Promise.resolve(void (mine && other && stage.server.backups.set(ANN, {...mine, bundle: other.bundle})));
            },
        ],
        [
            'the wrapped key is somebody else’s',
            'author_mismatch',
            () => {
                const [mine, other] = [stage.server.backups.get(ANN), stage.server.backups.get(userIdOf('ben'))];
                const wrappedRecoveryKey = other?.wrappedRecoveryKey;
                return Promise.resolve(void (mine && wrappedRecoveryKey && stage.server.backups.set(ANN, {...mine, wrappedRecoveryKey})));
            },
        ],
        [
            'a bit of the bundle was flipped',
            'signature_invalid',
            () => {
                const mine = stage.server.backups.get(ANN);
                const bundle = mine?.bundle.slice();
                bundle?.set([(bundle.at(-1) ?? 0) ^ 1], bundle.length - 1);
                return Promise.resolve(void (mine && bundle && stage.server.backups.set(ANN, {...mine, bundle})));
            },
        ],
        ['there is no backup', 'not_set_up', () => Promise.resolve(void stage.server.backups.delete(ANN))],
        ['the server half does not answer', 'offline', () => Promise.resolve(stage.server.fail('backup', 'offline'))],
    ])('restores nothing where %s', async (_case, failure, cheat) => {
        const second = stage.browser().openTab();
        await second.logIn('ann');
        await cheat();
        await expect(second.restore(code)).resolves.toEqual({kind: 'failed', code: failure});
        await expect(second.write('hello', both)).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
    });

    test('finds its own keys again after a reload', async () => {
        const browser = stage.browser();
        const second = browser.openTab();
        await second.logIn('ann');
        await second.restore(code);
        const reloaded = browser.openTab();
        await expect(reloaded.logIn('ann')).resolves.toMatchObject({kind: 'active'});
        await expect(reloaded.readTexts(...backlog)).resolves.toEqual(texts);
    });

    test('forgets its keys when told, in every tab, and can have them back', async () => {
        const browser = stage.browser();
        const [second, other] = [browser.openTab(), browser.openTab()];
        await second.logIn('ann');
        await other.logIn('ann');
        await second.restore(code);
        await expect(other.vault.own()).resolves.toMatchObject({own: {kind: 'active'}});

        await expect(second.vault.forget()).resolves.toEqual({kind: 'done'});
        const {database} = browser.profile(ANN);
        expect([database.generations.size, database.identities.size, database.pending.size]).toEqual([0, 0, 0]);
        for (const tab of [second, other]) {
            await expect(tab.vault.own()).resolves.toMatchObject({own: {kind: 'elsewhere'}});
            await expect(tab.readTexts(...backlog)).resolves.toEqual(['key_missing', 'key_missing', 'key_missing']);
        }
        await expect(second.restore(code)).resolves.toMatchObject({own: {kind: 'active'}});
        await expect(second.readTexts(...backlog)).resolves.toEqual(texts);
    });
});

describe('the own published chain', () => {
    test.each<[string, () => Promise<HandMadePerson | undefined>]>([
        ['is gone', () => Promise.resolve(undefined)],
        ['is another one', () => HandMadePerson.create('ann')],
    ])('that %s is a conflict, and nothing is sent', async (_case, replace) => {
        const stage = new Stage();
        const browser = stage.browser();
        const ann = browser.openTab();
        await ann.logIn('ann');
        await ann.setUp();
        await ann.encrypt();
        await ann.send('hello', members('ann'));

        stage.server.chains.set(ANN, (await replace())?.chain() ?? []);
        await expect(browser.openTab().logIn('ann')).resolves.toEqual({kind: 'conflict', code: 'chain_invalid'});
        await expect(ann.vault.own()).resolves.toEqual({kind: 'own', own: {kind: 'conflict', code: 'chain_invalid'}});
        await expect(ann.write('hello', members('ann'))).resolves.toEqual({kind: 'failed', code: 'chain_invalid'});
        await expect(ann.vault.people(CHANNEL_ID, members('ann'))).resolves.toMatchObject({people: [{kind: 'changed', how: 'invalid'}]});
    });

    test('that is another one is not restored over the keys that are here, whatever code fits it', async () => {
        const stage = new Stage();
        const browser = stage.browser();
        const ann = browser.openTab();
        await ann.logIn('ann');
        const code = await ann.setUp();
        await expect(ann.restore(code)).resolves.toMatchObject({own: {kind: 'active'}});

        stage.server.chains.delete(ANN);
        stage.server.backups.delete(ANN);
        const elsewhere = stage.browser().openTab();
        await elsewhere.logIn('ann');
        const otherCode = await elsewhere.setUp();
        await expect(ann.restore(otherCode)).resolves.toEqual({kind: 'failed', code: 'chain_invalid'});
        await expect(browser.openTab().logIn('ann')).resolves.toEqual({kind: 'conflict', code: 'chain_invalid'});
        await expect(elsewhere.restore(otherCode)).resolves.toMatchObject({own: {kind: 'active'}});
    });

    test('of another server is no fresh start', async () => {
        const stage = new Stage();
        const browser = stage.browser();
        const ann = browser.openTab();
        await ann.logIn('ann');
        await ann.setUp();

        stage.server.serverId = 'AAAAAAAAAAAAAAAAAAAAAA';
        const {vault} = browser.openTab();
        const account = {userId: ANN, routes: ''};
        await expect(vault.start(account)).resolves.toEqual({kind: 'failed', code: 'server_changed'});
        await expect(vault.create(1)).resolves.toEqual({kind: 'failed', code: 'server_changed'});
    });
});
