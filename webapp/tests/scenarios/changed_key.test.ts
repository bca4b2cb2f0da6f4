import {members} from '../support/browsers';
import type {Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {CHANNEL_ID, userIdOf} from '../support/people';
import {Stage} from './stage';

const BEN = userIdOf('ben');
const everybody = members('ann', 'ben');
const changed = (how: string, mayAccept = true) => ({
    kind: 'held',
    people: [{kind: 'changed', userId: BEN, how, mayAccept, wasVerified: false}],
});
const accept = [{userId: BEN, choice: 'accept'}] as const;
const leaveOut = [{userId: BEN, choice: 'leave_out'}] as const;

describe('a peer whose published chain changes', () => {
    let stage: Stage;
    let ann: Tab;
    let ben: HandMadePerson;

    const publish = async (person: HandMadePerson | undefined) => {
        stage.server.chains.set(BEN, person?.chain() ?? []);

        // The page has heard of a change, or somebody looks.
        await ann.vault.people(CHANNEL_ID, everybody);
    };

    beforeEach(async () => {
        stage = new Stage();
        ann = await stage.person('ann');
        ben = await (await HandMadePerson.create('ben')).next('rotate');
        stage.server.chains.set(BEN, ben.chain());
        await ann.encrypt();
        await ann.send('hello', everybody);
    });

    test('goes on when it is the same', async () => {
        await publish(ben);
        await expect(ann.write('hello', everybody)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
    });

    test('goes on after a valid rotation, to which it can never return', async () => {
        const rotated = await ben.next('rotate');
        await publish(rotated);
        await expect(ann.vault.people(CHANNEL_ID, everybody)).resolves.toMatchObject({people: [{}, {kind: 'ready', generation: 2}]});
        await expect(ann.write('hello', everybody)).resolves.toMatchObject({kind: 'sealed', recipients: 2});

        await publish(ben);
        await expect(ann.write('hello', everybody)).resolves.toEqual(changed('rolled_back'));
    });

    test.each<[string, () => Promise<HandMadePerson>]>([
        ['reset', () => ben.next('reset')],
        ['forked', () => HandMadePerson.create('ben')],
        ['rolled_back', () => Promise.resolve(ben)],
    ])('is held when it was %s, and goes on with exactly what was accepted', async (how, change) => {
        const pinned = how === 'rolled_back' ? await ben.next('rotate') : ben;
        await publish(pinned);
        await ann.send('hello', everybody);

        const other = await change();
        await publish(other);
        await expect(ann.write('hello', everybody)).resolves.toEqual(changed(how));
        await expect(ann.write('hello', everybody)).resolves.toEqual(changed(how));

        const sealed = await ann.send('hello', everybody, {decisions: accept});
        expect(sealed.recipients).toBe(2);
        await expect(ann.write('hello', everybody)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
    });

    test('is held again when it changed once more between the question and the answer', async () => {
        await publish(await ben.next('reset'));
        await expect(ann.write('hello', everybody)).resolves.toEqual(changed('reset'));

        // Another chain than the one that the member was shown; the directory's answer has become too old meanwhile.
        stage.server.chains.set(BEN, (await HandMadePerson.create('ben')).chain());
        stage.clock.ms += 3_600_000;
        await expect(ann.write('hello', everybody, {decisions: accept})).resolves.toEqual(changed('forked'));
        await expect(ann.write('hello', everybody, {decisions: accept})).resolves.toMatchObject({kind: 'sealed'});
    });

    test('is held again when it changed while the question was open, although the page has listed the new one', async () => {
        await publish(await ben.next('reset'));
        await expect(ann.write('hello', everybody)).resolves.toEqual(changed('reset'));
        await publish(await ben.next('reset'));
        await expect(ann.write('hello', everybody, {decisions: accept})).resolves.toEqual(changed('reset'));
        await expect(ann.write('hello', everybody, {decisions: accept})).resolves.toMatchObject({kind: 'sealed', recipients: 2});
    });

    test('can be left out', async () => {
        await publish(await ben.next('reset'));
        await ann.write('hello', everybody);
        await expect(ann.write('hello', everybody, {decisions: leaveOut})).resolves.toMatchObject({kind: 'sealed', recipients: 1});
        await expect(ann.write('hello', everybody)).resolves.toMatchObject({kind: 'sealed', recipients: 1});
    });

    test.each([
        ['empty', 'rolled_back', () => undefined],
        ['somebody else’s', 'invalid', () => HandMadePerson.create('mallory')],
    ])('that is %s is held, and there is nothing to accept', async (_case, how, make) => {
        await publish(await make());
        await expect(ann.write('hello', everybody)).resolves.toEqual(changed(how, false));
        await expect(ann.write('hello', everybody, {decisions: accept})).resolves.toEqual(changed(how, false));
        await expect(ann.write('hello', everybody, {decisions: leaveOut})).resolves.toMatchObject({kind: 'sealed', recipients: 1});
    });

    test('is held while the directory does not answer, and nothing is lost', async () => {
        stage.clock.ms += 3_600_000;
        stage.server.fail('chains', 'offline');
        await expect(ann.write('hello', everybody)).resolves.toEqual({kind: 'failed', code: 'offline'});
        stage.server.work();
        await expect(ann.write('hello', everybody)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
    });
});
