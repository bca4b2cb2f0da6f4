import {HandMadePerson} from '../support/hand_made_person';
import type {Browser, Tab} from '../support/browsers';
import {userIdOf} from '../support/people';
import {Stage} from './stage';

const ANN = userIdOf('ann');
const CONFLICT = {kind: 'failed', code: 'conflict'};
const WRONG = {kind: 'failed', code: 'code_wrong'};

describe('a new recovery code', () => {
    let stage: Stage;
    let browser: Browser;
    let ann: Tab;
    let code: string;

    const make = async (tab: Tab = ann) => {
        const made = await tab.vault.makeRecoveryCode(code);
        if (made.kind === 'failed') {
            throw new Error(made.code);
        }
        return made.recoveryCode;
    };

    const restoring = async (typed: string) => {
        const other = stage.browser().openTab();
        await other.logIn('ann');
        return other.restore(typed);
    };

    beforeEach(async () => {
        stage = new Stage();
        browser = stage.browser();
        ann = browser.openTab();
        await ann.logIn('ann');
        code = await ann.setUp();
    });

    test('takes the place of the old one once it is confirmed', async () => {
        const newCode = await make();
        expect(newCode).not.toBe(code);
        await expect(restoring(newCode)).resolves.toEqual(WRONG);
        await expect(restoring(code)).resolves.toMatchObject({own: {kind: 'active'}});

        await expect(ann.vault.confirmRecoveryCode()).resolves.toEqual({kind: 'done'});
        await expect(restoring(code)).resolves.toEqual(WRONG);
        await expect(restoring(newCode)).resolves.toMatchObject({own: {kind: 'active'}});
    });

    test('vouches for the keys as they are now', async () => {
        await ann.vault.rotate(stage.clock.now());
        const newCode = await make();
        await ann.vault.confirmRecoveryCode();
        await ann.vault.rotate(stage.clock.now());
        await expect(restoring(newCode)).resolves.toMatchObject({own: {kind: 'active', generation: 2}});
    });

    test('can be made with the one that was new before', async () => {
        code = await make();
        await ann.vault.confirmRecoveryCode();
        const third = await make();
        await ann.vault.confirmRecoveryCode();
        await expect(restoring(third)).resolves.toMatchObject({own: {kind: 'active'}});
    });

    test('needs the old one', async () => {
        const cleo = await stage.person('cleo');
        const wrong = await cleo.vault.makeRecoveryCode(code);
        expect(wrong).toEqual(WRONG);
        await expect(ann.vault.makeRecoveryCode(code.slice(1))).resolves.toEqual({kind: 'failed', code: 'code_length'});
        await expect(ann.vault.makeRecoveryCode(code.startsWith('2') ? `3${code.slice(1)}` : `2${code.slice(1)}`)).resolves.toEqual({
            kind: 'failed',
            code: 'code_group',
            group: 1,
        });
        await expect(ann.vault.confirmRecoveryCode()).resolves.toEqual(CONFLICT);
    });

    test('needs keys that are in use here', async () => {
        const fresh = stage.browser().openTab();
        await fresh.logIn('ann');
        await expect(fresh.vault.makeRecoveryCode(code)).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
    });

    test.each<[string, () => Promise<void> | void]>([
        [
            'of another recovery key',
            async () => {
                const other = await stage.person('cleo');
                await other.vault.own();
                const [mine, theirs] = [stage.server.backups.get(ANN), stage.server.backups.get(userIdOf('cleo'))];
                if (mine && theirs) {
                    stage.server.backups.set(ANN, {...mine, wrappedRecoveryKey: theirs.wrappedRecoveryKey});
                }
            },
        ],
        [
            'of a chain that is not the pinned one',
            async () => void stage.server.chains.set(ANN, (await HandMadePerson.create('ann')).chain()),
        ],
    ])('is not made for a backup %s', async (_case, cheat) => {
        await cheat();
        await expect(ann.vault.makeRecoveryCode(code)).resolves.toEqual({kind: 'failed', code: 'chain_invalid'});
    });

    test('is worth nothing after a reload before it was confirmed: the old one holds', async () => {
        const newCode = await make();
        const reloaded = browser.openTab();
        await reloaded.logIn('ann');
        await expect(reloaded.vault.confirmRecoveryCode()).resolves.toEqual(CONFLICT);
        await expect(restoring(newCode)).resolves.toEqual(WRONG);
        await expect(restoring(code)).resolves.toMatchObject({own: {kind: 'active'}});
    });

    test('is confirmed again where the answer was lost', async () => {
        const newCode = await make();
        stage.server.losesAnswers = true;
        await expect(ann.vault.confirmRecoveryCode()).resolves.toEqual({kind: 'failed', code: 'offline'});
        stage.server.work();
        await expect(ann.vault.confirmRecoveryCode()).resolves.toEqual({kind: 'done'});
        await expect(restoring(newCode)).resolves.toMatchObject({own: {kind: 'active'}});
    });

    test('holds although the key was renewed while it was kept', async () => {
        const newCode = await make();
        const elsewhere = await stage.restored('ann', code);
        await elsewhere.vault.rotate(stage.clock.now());
        await expect(ann.vault.confirmRecoveryCode()).resolves.toEqual({kind: 'done'});
        await expect(restoring(newCode)).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
    });

    test.each<[string, string, () => Promise<Tab> | Tab]>([
        ['here', 'conflict', () => ann],
        ['elsewhere', 'chain_invalid', () => stage.restored('ann', code)],
    ])('is worth nothing where the keys began anew %s while it was kept', async (_where, why, tab) => {
        await make();
        const {vault} = await tab();
        await vault.reset(stage.clock.now());
        await vault.publish();
        await expect(ann.vault.confirmRecoveryCode()).resolves.toEqual({kind: 'failed', code: why});
    });

    test('made twice: the first to be confirmed wins', async () => {
        const second = await stage.restored('ann', code);
        const [winner, loser] = [await make(ann), await make(second)];
        await expect(ann.vault.confirmRecoveryCode()).resolves.toEqual({kind: 'done'});
        await expect(second.vault.confirmRecoveryCode()).resolves.toEqual(CONFLICT);
        await expect(restoring(loser)).resolves.toEqual(WRONG);
        await expect(restoring(winner)).resolves.toMatchObject({own: {kind: 'active'}});
    });
});
