import {members} from '../support/browsers';
import type {Browser, Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {sealByHand} from '../support/hand_made_posts';
import {CHANNEL_ID, START_MS, userIdOf} from '../support/people';
import {Stage} from './stage';

const [ANN, BEN] = [userIdOf('ann'), userIdOf('ben')];
const both = members('ann', 'ben');

async function numberOf(tab: Tab, userId: string) {
    const number = await tab.vault.safetyNumber(userId);
    if (number.kind === 'failed') {
        throw new Error(number.code);
    }
    return number;
}

async function verify(tab: Tab, userId: string) {
    return tab.vault.setVerified(userId, (await numberOf(tab, userId)).digits, true);
}

describe('the safety number of two people', () => {
    let stage: Stage;
    let ann: Tab;
    let ben: Tab;

    beforeEach(async () => {
        stage = new Stage();
        [ann, ben] = [await stage.person('ann'), await stage.person('ben')];
    });

    test('is the same for both, and another one for every pair', async () => {
        const [seenByAnn, seenByBen] = [await numberOf(ann, BEN), await numberOf(ben, ANN)];
        expect(seenByAnn).toEqual({...seenByBen, userId: BEN});
        expect(seenByAnn).toMatchObject({digits: expect.stringMatching(/^[0-9]{60}$/) as unknown, isVerified: false});
        await stage.person('cleo');
        expect((await numberOf(ann, userIdOf('cleo'))).digits).not.toBe(seenByAnn.digits);
    });

    test('is compared with what the other side shows, as a code or as digits', async () => {
        const {digits, qr} = await numberOf(ben, ANN);
        const compared = (scanned: string) => ann.vault.compareSafetyNumber(BEN, scanned);
        for (const scanned of [qr, digits, ` ${digits.replace(/(.{5})/g, '$1 ')}\n`]) {
            await expect(compared(scanned)).resolves.toEqual({kind: 'compared', outcome: 'same'});
        }
        const other = digits.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
        await expect(compared(other)).resolves.toEqual({kind: 'compared', outcome: 'different'});
        await expect(compared(qr.slice(1))).resolves.toEqual({kind: 'compared', outcome: 'unreadable'});
    });

    test('differs where the server shows each of them somebody else', async () => {
        const forged = await HandMadePerson.create('ben');
        const {digits} = await numberOf(ben, ANN);
        const real = stage.server.chains.get(BEN) ?? [];
        stage.server.chains.set(BEN, forged.chain());
        await expect(ann.vault.compareSafetyNumber(BEN, digits)).resolves.toEqual({kind: 'compared', outcome: 'different'});

        // What the real one writes is nobody's for whoever was shown the forged one.
        await ann.encrypt();
        await ann.send('hello', both);
        stage.server.chains.set(BEN, real);
        await ben.vault.channel(CHANNEL_ID);
        await ben.send('warms up', members('ben', 'ann'));
        const post = stage.host.post('ben', await ben.send('hello', members('ben', 'ann')));
        await expect(ann.readTexts(post)).resolves.toEqual(['signature_invalid']);
        const cleo = await stage.person('cleo');
        await expect(cleo.readTexts(post)).resolves.toEqual(['not_a_recipient']);
    });

    test.each([
        ['somebody without a key', 'cleo', 'peer_without_key'],
        ['somebody whose chain proves nothing', 'mallory', 'chain_invalid'],
    ])('is not there for %s', async (_case, name, code) => {
        stage.server.chains.set(userIdOf('mallory'), (await HandMadePerson.create('other')).chain());
        await expect(ann.vault.safetyNumber(userIdOf(name))).resolves.toEqual({kind: 'failed', code});
    });

    test('is not there without a key of one’s own', async () => {
        const cleo = stage.browser().openTab();
        await cleo.logIn('cleo');
        await expect(cleo.vault.safetyNumber(BEN)).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
    });
});

describe('somebody who was verified', () => {
    let stage: Stage;
    let browser: Browser;
    let ann: Tab;
    let ben: HandMadePerson;

    const publish = (person: HandMadePerson) => stage.server.chains.set(BEN, person.chain());
    const state = async (tab = ann) => {
        const result = await tab.vault.people(CHANNEL_ID, both);
        return result.kind === 'people' ? result.people[1] : result;
    };

    beforeEach(async () => {
        stage = new Stage();
        browser = stage.browser();
        ann = browser.openTab();
        await ann.logIn('ann');
        await ann.setUp();
        ben = await HandMadePerson.create('ben');
        publish(ben);
        await ann.encrypt();
        await ann.send('hello', both);
        await expect(verify(ann, BEN)).resolves.toEqual({kind: 'done'});
    });

    test('is shown as such, here, in other tabs and after a reload', async () => {
        expect(await state()).toMatchObject({kind: 'ready', isVerified: true});
        expect((await numberOf(ann, BEN)).isVerified).toBe(true);
        const other = browser.openTab();
        await other.logIn('ann');
        expect(await state(other)).toMatchObject({isVerified: true});

        await expect(ann.vault.setVerified(BEN, (await numberOf(ann, BEN)).digits, false)).resolves.toEqual({kind: 'done'});
        await new Promise((resolve) => setTimeout(resolve, 5));
        expect(ann.events).toContainEqual({kind: 'person_changed', userId: BEN});
        expect(other.events).toContainEqual({kind: 'person_changed', userId: BEN});
        expect(await state(other)).toMatchObject({isVerified: false});
    });

    test('stays so along valid rotations', async () => {
        publish(await ben.next('rotate'));
        expect(await state()).toMatchObject({kind: 'ready', generation: 1, isVerified: true});
        await ann.send('pins the newer key', both);
        publish(await (await ben.next('rotate')).next('rotate'));
        expect(await state()).toMatchObject({kind: 'changed', wasVerified: true});
        publish(ben);
        expect(await state()).toMatchObject({kind: 'changed', how: 'rolled_back', wasVerified: true});
    });

    test.each([
        ['reset', () => ben.next('reset')],
        ['forked', () => HandMadePerson.create('ben')],
    ])('is said to have been, and no longer is, when the chain is %s', async (how, change) => {
        publish(await change());
        const changed = {kind: 'changed', userId: BEN, how, mayAccept: true, wasVerified: true};
        expect(await state()).toEqual(changed);
        await expect(ann.write('?', both)).resolves.toEqual({kind: 'held', people: [changed]});
        expect((await numberOf(ann, BEN)).isVerified).toBe(false);
        await ann.send('!', both, {decisions: [{userId: BEN, choice: 'accept'}]});
        expect(await state()).toMatchObject({kind: 'ready', isVerified: false});

        // Not even where the server goes back to the key that was.
        publish(ben);
        expect(await state()).toMatchObject({kind: 'changed', wasVerified: false});
    });

    test('is not marked by a number of other keys than those of now', async () => {
        const {digits} = await numberOf(ann, BEN);
        publish(await ben.next('reset'));
        await expect(ann.vault.setVerified(BEN, digits, true)).resolves.toEqual({kind: 'failed', code: 'conflict'});
        await expect(ann.vault.setVerified(BEN, digits, false)).resolves.toEqual({kind: 'failed', code: 'conflict'});
        expect(await state()).toMatchObject({wasVerified: true});
    });

    test('can be verified again with the new key, which accepts it: also for reading, by somebody who never writes', async () => {
        const reset = await ben.next('reset');
        publish(reset);
        const sealed = await sealByHand(stage.server, reset, {text: 'it is me', timeMs: START_MS + 3_600_000, to: ['ann']});
        const post = stage.host.post('ben', sealed, {createAtMs: START_MS + 3_600_000});
        await expect(ann.readTexts(post)).resolves.toEqual(['sender_unknown']);
        await expect(verify(ann, BEN)).resolves.toEqual({kind: 'done'});
        expect(await state()).toMatchObject({kind: 'ready', generation: 1, isVerified: true});
        await expect(ann.read(post)).resolves.toMatchObject([{text: 'it is me', marks: [{kind: 'key_changed'}]}]);
        await expect(ann.write('hello again', both)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
    });

    test('by two tabs at once, or twice, is marked once', async () => {
        const other = browser.openTab();
        await other.logIn('ann');
        await expect(Promise.all([verify(ann, BEN), verify(other, BEN)])).resolves.toEqual([{kind: 'done'}, {kind: 'done'}]);
        expect(await state()).toMatchObject({isVerified: true});
    });
});
