import type {CarriedPost} from '../../src/vault/api';
import {toPostId} from '../../src/vault/protocol/ids';
import {members} from '../support/browsers';
import type {Browser, Message, Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {sealByHand} from '../support/hand_made_posts';
import {CHANNEL_ID, START_MS, userIdOf} from '../support/people';
import {Stage} from './stage';

const BEN = userIdOf('ben');
const HOUR_MS = 3_600_000;
const both = members('ann', 'ben');
const accept = [{userId: BEN, choice: 'accept'}] as const;
const MARK = {kind: 'key_changed'};
const EARLIER = {kind: 'earlier_key'};

describe('posts of somebody whose key changes', () => {
    let stage: Stage;
    let browser: Browser;
    let ann: Tab;
    let ben: HandMadePerson;

    const publish = async (person: HandMadePerson) => {
        ben = person;
        stage.server.chains.set(BEN, person.chain());
        await ann.vault.people(CHANNEL_ID, both);
    };

    /** By Ben, at this time by his clock and the server's. */
    const post = async (atMs: number, more: {generation?: number; createAtMs?: number} = {}): Promise<CarriedPost> => {
        const sealed = await sealByHand(stage.server, ben, {text: 'hello', timeMs: atMs, to: ['ann', 'ben'], ...more});
        return stage.host.post('ben', sealed, {createAtMs: more.createAtMs ?? atMs});
    };

    const marks = async (reader: Tab, ...posts: readonly CarriedPost[]) =>
        (await reader.read(...posts)).map((opened) => (opened as Message).marks);

    const acceptNow = async () => {
        await ann.write('?', both);
        await ann.send('!', both, {decisions: accept});
    };

    beforeEach(async () => {
        stage = new Stage();
        browser = stage.browser();
        ann = browser.openTab();
        await ann.logIn('ann');
        await ann.setUp();
        ben = await HandMadePerson.create('ben');
        stage.server.chains.set(BEN, ben.chain());
        await ann.encrypt();
        await ann.send('hello', both);
    });

    describe('the line that says so', () => {
        test('stands at the first post under an accepted key, once, also after a reload', async () => {
            const before = await post(START_MS);
            await expect(marks(ann, before)).resolves.toEqual([[]]);
            await publish(await ben.next('reset'));
            const [first, second] = [await post(START_MS + HOUR_MS), await post(START_MS + HOUR_MS + 1)];
            await expect(ann.readTexts(first)).resolves.toEqual(['sender_unknown']);

            await acceptNow();
            await expect(marks(ann, second, first, before)).resolves.toEqual([[], [MARK], [EARLIER]]);
            await expect(marks(ann, second)).resolves.toEqual([[]]);

            const reloaded = browser.openTab();
            await reloaded.logIn('ann');
            await expect(marks(reloaded, second, first)).resolves.toEqual([[], [MARK]]);
        });

        test('stays where it was when an earlier post is met later', async () => {
            await publish(await ben.next('reset'));
            const [first, second] = [await post(START_MS + HOUR_MS), await post(START_MS + HOUR_MS + 1)];
            await acceptNow();
            await expect(marks(ann, second)).resolves.toEqual([[MARK]]);
            await expect(marks(ann, first, second)).resolves.toEqual([[], [MARK]]);
        });

        test('goes from a reply, which the channel may not show, to the first post of the channel itself', async () => {
            const inThread = async (atMs: number): Promise<CarriedPost> => {
                const header = {rootPostId: toPostId(root.postId)};
                const sealed = await sealByHand(stage.server, ben, {text: 'a reply', timeMs: atMs, to: ['ann', 'ben'], header});
                return stage.host.post('ben', sealed, {createAtMs: atMs, rootId: root.postId});
            };
            const root = await post(START_MS);
            await publish(await ben.next('reset'));
            await acceptNow();
            const [reply, first] = [await inThread(START_MS + HOUR_MS), await post(START_MS + HOUR_MS + 1)];
            await expect(marks(ann, reply)).resolves.toEqual([[MARK]]);
            await expect(marks(ann, await inThread(START_MS + HOUR_MS), reply)).resolves.toEqual([[], [MARK]]);

            await expect(marks(ann, reply, first)).resolves.toEqual([[], [MARK]]);
            await expect(marks(ann, await post(START_MS + HOUR_MS + 2), reply, first)).resolves.toEqual([[], [], [MARK]]);
        });

        test('stands once for each change', async () => {
            await publish(await ben.next('reset'));
            await acceptNow();
            const first = await post(START_MS + HOUR_MS);
            await expect(marks(ann, first)).resolves.toEqual([[MARK]]);
            await publish(await ben.next('reset'));
            await acceptNow();
            const second = await post(START_MS + 2 * HOUR_MS);
            await expect(marks(ann, first, second)).resolves.toEqual([[MARK, EARLIER], [MARK]]);
        });

        test('is not there for another chain that was accepted before its first post', async () => {
            await publish(await HandMadePerson.create('ben'));
            await acceptNow();
            await expect(marks(ann, await post(START_MS + HOUR_MS), await post(START_MS + HOUR_MS))).resolves.toEqual([[MARK], []]);
        });

        test('never stands for a rotation, nor for a reset before somebody was met', async () => {
            await publish(await ben.next('rotate'));
            await ann.send('goes on', both);
            await expect(marks(ann, await post(START_MS + HOUR_MS))).resolves.toEqual([[]]);

            await publish(await ben.next('reset'));
            const cleo = await stage.person('cleo');
            const sealed = await sealByHand(stage.server, ben, {text: 'hello', timeMs: START_MS + 2 * HOUR_MS, to: ['cleo', 'ben']});
            const later = stage.host.post('ben', sealed, {createAtMs: START_MS + 2 * HOUR_MS});
            await expect(marks(cleo, later)).resolves.toEqual([[]]);
        });
    });

    describe('with a key that was superseded', () => {
        const SUPERSEDED = {kind: 'superseded_generation'};
        const old = {generation: 0};

        test('are nothing odd while they are from before, however late they are met', async () => {
            const backlog = await post(START_MS + 1, old);
            await publish(await ben.next('rotate'));
            await expect(marks(ann, backlog)).resolves.toEqual([[]]);

            const restored = await stage.person('cleo');
            const sealed = await sealByHand(stage.server, ben, {text: 'hello', timeMs: START_MS, to: ['cleo'], ...old});
            await expect(marks(restored, stage.host.post('ben', sealed, {createAtMs: START_MS}))).resolves.toEqual([[]]);
        });

        test('are marked when they are made afterwards, for good', async () => {
            await publish(await ben.next('rotate'));
            await expect(marks(ann, await post(START_MS + 2 * HOUR_MS))).resolves.toEqual([[]]);
            const late = await post(START_MS + 2 * HOUR_MS, old);
            await expect(marks(ann, late)).resolves.toEqual([[SUPERSEDED]]);
            await expect(marks(ann, late)).resolves.toEqual([[SUPERSEDED]]);
        });

        test.each([
            ['signed with an earlier time', START_MS, START_MS + 2 * HOUR_MS],
            ['stored under an earlier time', START_MS + 2 * HOUR_MS, START_MS],
        ])('are marked when they are %s', async (_case, atMs, createAtMs) => {
            await publish(await ben.next('rotate'));
            await ann.send('pins the newer key', both);
            const [shown] = await marks(ann, await post(atMs, {...old, createAtMs}));
            expect(shown).toEqual([{kind: 'time_differs', signedAtMs: atMs}, SUPERSEDED]);
        });

        test('are not marked where they were met before the newer key was', async () => {
            const late = await post(START_MS + 2 * HOUR_MS);
            await expect(marks(ann, late)).resolves.toEqual([[]]);
            await publish(await ben.next('rotate'));
            await ann.send('pins the newer key', both);
            await expect(marks(ann, late)).resolves.toEqual([[]]);
        });
    });

    describe('with a key that the server holds back', () => {
        const older = {kind: 'held', people: [{kind: 'changed', userId: BEN, how: 'rolled_back', mayAccept: false, wasVerified: false}]};

        test('hold what would be sealed for the older one, until the newer one is there', async () => {
            const rotated = await ben.next('rotate');
            const sealed = await sealByHand(stage.server, rotated, {text: 'hello', timeMs: START_MS + HOUR_MS, to: ['ann']});
            const news = stage.host.post('ben', sealed, {createAtMs: START_MS + HOUR_MS});
            await expect(ann.write('before', both)).resolves.toMatchObject({kind: 'sealed', recipients: 2});

            await expect(ann.readTexts(news)).resolves.toEqual(['sender_unknown']);
            await expect(ann.write('with a lost key?', both)).resolves.toEqual(older);
            await expect(ann.vault.people(CHANNEL_ID, both)).resolves.toMatchObject({people: [{}, older.people[0]]});

            await publish(rotated);
            await expect(ann.readTexts(news)).resolves.toEqual(['hello']);
            await expect(ann.write('with the new one', both)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
        });

        test('hold nothing where another author put the name into a header', async () => {
            const rotated = await ben.next('rotate');
            const sealed = await sealByHand(stage.server, rotated, {text: 'hello', timeMs: START_MS, to: ['ann']});
            await expect(ann.readTexts(stage.host.post('mallory', sealed))).resolves.toEqual(['author_mismatch']);
            await expect(ann.write('hello', both)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
        });
    });

    test('are asked about again before an old answer of the directory makes an alarm', async () => {
        const other = browser.openTab();
        await other.logIn('ann');
        await other.send('keeps the answer', both);
        await publish(await ben.next('rotate'));
        await ann.send('pins the newer key', both);
        stage.clock.ms += 60_000;
        await expect(other.write('hello', both)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
    });
});
