import {accountOf, members} from '../support/browsers';
import type {Browser, Tab} from '../support/browsers';
import {userIdOf} from '../support/people';
import {Stage} from './stage';

const both = members('ann', 'ben');
const NOBODY = {kind: 'failed', code: 'not_loaded'};

describe('one tab and several members', () => {
    let stage: Stage;
    let browser: Browser;
    let tab: Tab;

    beforeEach(() => {
        stage = new Stage();
        browser = stage.browser();
        tab = browser.openTab();
    });

    test('before anybody logged in nothing is answered', async () => {
        await expect(tab.vault.own()).resolves.toEqual(NOBODY);
        await expect(tab.vault.channels()).resolves.toEqual(NOBODY);
        await expect(tab.write('hello', both)).resolves.toEqual(NOBODY);
    });

    test('the second member has their own keys and reads nothing of the first', async () => {
        const cleo = await stage.person('cleo');
        await tab.logIn('ann');
        const code = await tab.setUp();
        await tab.encrypt();
        const post = stage.host.post('ann', await tab.send('for cleo', members('ann', 'cleo')));
        await expect(cleo.readTexts(post)).resolves.toEqual(['for cleo']);
        await expect(tab.readTexts(post)).resolves.toEqual(['for cleo']);

        await expect(tab.logIn('ben')).resolves.toEqual({kind: 'absent'});
        await expect(tab.readTexts(post)).resolves.toEqual(['key_missing']);
        await tab.setUp();
        await expect(tab.readTexts(post)).resolves.toEqual(['not_a_recipient']);
        await expect(tab.restore(code)).resolves.toEqual({kind: 'failed', code: 'code_wrong'});

        await expect(tab.logIn('ann')).resolves.toMatchObject({kind: 'active'});
        await expect(tab.readTexts(post)).resolves.toEqual(['for cleo']);
    });

    test('an answer to the first one never reaches the second', async () => {
        await tab.logIn('ann');
        await tab.setUp();
        await tab.encrypt();
        const [sealed, states] = [tab.write('hello', members('ann')), tab.vault.channels()];
        const started = tab.vault.start(accountOf('ben'));
        await expect(sealed).resolves.toEqual(NOBODY);
        await expect(states).resolves.toEqual(NOBODY);
        await expect(started).resolves.toEqual({kind: 'own', own: {kind: 'absent'}});
    });

    test.each(['ann', 'ben'])('what is found out late for the first one is told to nobody else (%s follows)', async (next) => {
        const cleo = await stage.person('cleo');
        await cleo.encrypt();
        const post = stage.host.post('cleo', await cleo.send('hello', members('cleo')));
        await tab.logIn('ann');
        const arrive = stage.server.delay('policy');
        await tab.read(post);
        const told = tab.events.length;
        expect(told).toBe(1);
        await tab.logIn(next);
        arrive();
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(tab.events).toHaveLength(told);
    });

    test('a log-out drops everything', async () => {
        await tab.logIn('ann');
        await tab.setUp();
        await expect(tab.vault.stop()).resolves.toEqual({kind: 'done'});
        await expect(tab.vault.own()).resolves.toEqual(NOBODY);
        await expect(tab.vault.channels()).resolves.toEqual(NOBODY);
        await expect(tab.logIn('ann')).resolves.toMatchObject({kind: 'active'});
    });

    test('two logins at once leave the later one', async () => {
        const [first, second] = await Promise.all([tab.vault.start(accountOf('ann')), tab.vault.start(accountOf('ben'))]);
        expect(first).toEqual(NOBODY);
        expect(second).toEqual({kind: 'own', own: {kind: 'absent'}});
        await tab.setUp();
        expect(stage.server.chains.has(userIdOf('ben'))).toBe(true);
        expect(stage.server.chains.has(userIdOf('ann'))).toBe(false);
    });

    test('a start that failed can be tried again, and until then says why', async () => {
        stage.server.fail('config', 'server_unavailable');
        await expect(tab.vault.start(accountOf('ann'))).resolves.toEqual({kind: 'failed', code: 'server_unavailable'});
        await expect(tab.vault.channels()).resolves.toEqual({kind: 'failed', code: 'server_unavailable'});
        stage.server.work();
        await expect(tab.logIn('ann')).resolves.toEqual({kind: 'absent'});
    });

    test('two tabs of one member never use a sequence number twice', async () => {
        await tab.logIn('ann');
        await tab.setUp();
        await tab.encrypt();
        const other = browser.openTab();
        await other.logIn('ann');
        const posts = [
            stage.host.post('ann', await tab.send('one', members('ann'))),
            stage.host.post('ann', await other.send('two', members('ann'))),
            stage.host.post('ann', await tab.send('three', members('ann'))),
        ];
        const opened = await tab.read(...posts);
        expect(opened.map((post) => post.kind === 'message' && [post.text, post.sequence, post.marks])).toEqual([
            ['one', 0, []],
            ['two', 0, []],
            ['three', 1, []],
        ]);
    });
});
