import type {CarriedPost} from '../../src/vault/api';
import {decodeBase64url, encodeBase64url} from '../../src/lib/base64url';
import {makePlaceholder} from '../../src/lib/placeholder';
import {decodeCbor, encodeCbor} from '../../src/vault/protocol/cbor';
import type {RevisionHash} from '../../src/vault/protocol/header';
import type {Uid} from '../../src/vault/protocol/ids';
import {members} from '../support/browsers';
import type {Message, Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {sealByHand} from '../support/hand_made_posts';
import {OTHER_CHANNEL_ID, ROOT_ID, userIdOf} from '../support/people';
import {Stage} from './stage';

const both = members('ann', 'ben');

describe('a sealed post that the server has changed', () => {
    let stage: Stage;
    let ann: Tab;
    let ben: Tab;
    let post: CarriedPost;

    beforeEach(async () => {
        stage = new Stage();
        [ann, ben] = [await stage.person('ann'), await stage.person('ben')];
        await ann.encrypt();
        post = stage.host.post('ann', await ann.send('as it was written', both));

        // The positive twin of everything below.
        await expect(ben.readTexts(post)).resolves.toEqual(['as it was written']);
    });

    test.each<[string, Partial<CarriedPost>, string]>([
        ['moved to another channel', {channelId: OTHER_CHANNEL_ID}, 'channel_mismatch'],
        ['put under another author', {userId: userIdOf('ben')}, 'author_mismatch'],
        ['moved into a thread', {rootId: ROOT_ID}, 'thread_mismatch'],
        ['made an ordinary post', {type: ''}, 'type_mismatch'],
        ['given another name', {otherProps: ['override_username']}, 'props_forbidden'],
        ['given an attachment', {otherProps: ['attachments']}, 'props_forbidden'],
        ['without an envelope', {envelope: undefined}, 'envelope_malformed'],
        ['with something else for an envelope', {envelope: {text: 'hello'}}, 'envelope_malformed'],
        ['with an endless envelope', {envelope: 'A'.repeat(400_001)}, 'too_large'],
    ])('%s is refused', async (_case, change, code) => {
        await expect(ben.readTexts({...post, ...change})).resolves.toEqual([code]);
    });

    test('keeps what other plugins and the host add', async () => {
        await expect(ben.readTexts({...post, otherProps: ['disable_group_highlight']})).resolves.toEqual(['as it was written']);
    });

    test.each([
        ['commitment', 1],
        ['wraps', 2],
        ['ciphertext', 3],
        ['signature', 4],
    ])('with one bit flipped in its %s proves no author', async (_name, part) => {
        await expect(ben.readTexts({...post, envelope: flipped(post.envelope, part)})).resolves.toEqual(['signature_invalid']);
    });

    test('with one bit flipped at the end of its header proves no author', async () => {
        await expect(ben.readTexts({...post, envelope: flipped(post.envelope, 0)})).resolves.toEqual(['signature_invalid']);
    });

    test('by somebody whose keys the server does not show has no known sender', async () => {
        stage.server.chains.delete(userIdOf('ann'));
        const cleo = await stage.person('cleo');
        await expect(cleo.readTexts(post)).resolves.toEqual(['sender_unknown']);
    });

    test('is not opened for lack of an answer, and says so', async () => {
        const cleo = await stage.person('cleo');
        stage.server.fail('chains', 'offline');
        await expect(cleo.readTexts(post)).resolves.toEqual(['offline']);
        stage.server.work();
        await expect(cleo.readTexts(post)).resolves.toEqual(['not_a_recipient']);
    });

    test('and one that was not are told apart in one page of posts, in the order of the posts', async () => {
        const second = stage.host.post('ben', await ben.send('the answer', both));
        const moved = {...post, postId: 'moved'.padEnd(26, '0'), rootId: ROOT_ID};
        await expect(ben.readTexts(moved, second, post)).resolves.toEqual(['thread_mismatch', 'the answer', 'as it was written']);
    });
});

describe('what a reader is shown beside a text', () => {
    let stage: Stage;
    let ann: Tab;
    let ben: Tab;

    const marks = async (reader: Tab, ...posts: readonly CarriedPost[]) =>
        (await reader.read(...posts)).map((opened) => (opened as Message).marks);

    beforeEach(async () => {
        stage = new Stage();
        [ann, ben] = [await stage.person('ann'), await stage.person('ben')];
        await ann.encrypt();
    });

    test('nothing, most of the time, however often it is opened', async () => {
        const post = stage.host.post('ann', await ann.send('hello', both));
        await expect(marks(ben, post)).resolves.toEqual([[]]);
        await expect(marks(ben, post)).resolves.toEqual([[]]);
    });

    test('that a post is a copy, also after a reload and whichever comes first in the list', async () => {
        const post = stage.host.post('ann', await ann.send('pay 10', both));
        const replay = {...post, postId: 'replay'.padEnd(26, '0'), createAtMs: post.createAtMs + 1};
        const copy = [{kind: 'copy', ofPostId: post.postId}];
        await expect(marks(ben, replay, post)).resolves.toEqual([copy, []]);

        const other = stage.host.post('ann', await ann.send('pay 20', both));
        await expect(marks(ben, other)).resolves.toEqual([[]]);
        const later = {...other, postId: 'later'.padEnd(26, '0'), createAtMs: other.createAtMs - 1};
        await expect(marks(ben, later)).resolves.toEqual([[{kind: 'copy', ofPostId: other.postId}]]);
    });

    test('no copy of a post that was opened while it was still being sent', async () => {
        const post = stage.host.post('ann', await ann.send('hello', both));
        const pending = {...post, postId: `${userIdOf('ann')}:1700000000000`};
        await expect(marks(ann, pending)).resolves.toEqual([[]]);
        await expect(marks(ann, post)).resolves.toEqual([[]]);
    });

    test('that the server says another time', async () => {
        const sealed = await ann.send('hello', both);
        const signedAtMs = stage.clock.ms;
        const post = stage.host.post('ann', sealed);
        await expect(marks(ben, {...post, createAtMs: signedAtMs + 600_000})).resolves.toEqual([[]]);
        await expect(marks(ben, {...post, createAtMs: signedAtMs + 600_001})).resolves.toEqual([[{kind: 'time_differs', signedAtMs}]]);
    });

    test('that others were told another mention', async () => {
        const sealed = await ann.send('@ben and @cleo, look', both, {mentions: ['cleo', 'ben', 'ben']});
        const post = stage.host.post('ann', sealed);
        await expect(marks(ben, {...post, message: makePlaceholder(['ben', 'cleo'])})).resolves.toEqual([[]]);
        await expect(marks(ben, {...post, message: makePlaceholder([])})).resolves.toEqual([[]]);
        for (const message of [makePlaceholder(['ben']), makePlaceholder(['all']), 'something else', '']) {
            await expect(marks(ben, {...post, message})).resolves.toEqual([[{kind: 'mentions_differ'}]]);
        }
    });

    test('that a post between two that are there is missing, and never before the first', async () => {
        const posts: CarriedPost[] = [];
        for (const text of ['one', 'two', 'three', 'four']) {
            posts.push(stage.host.post('ann', await ann.send(text, both)));
        }
        const [one, two, three, four] = posts as [CarriedPost, CarriedPost, CarriedPost, CarriedPost];
        await expect(marks(ben, three, four)).resolves.toEqual([[], []]);
        await expect(marks(ben, one, three)).resolves.toEqual([[], [{kind: 'gap'}]]);
        await expect(marks(ben, two)).resolves.toEqual([[]]);
        await expect(marks(ben, three)).resolves.toEqual([[]]);
    });

    test('that two posts stand in another order than they were made in', async () => {
        const posts = [stage.host.post('ann', await ann.send('one', both)), stage.host.post('ann', await ann.send('two', both))];
        const [one, two] = posts as [CarriedPost, CarriedPost];
        await expect(marks(ben, {...one, createAtMs: two.createAtMs + 1}, two)).resolves.toEqual([[{kind: 'out_of_order'}], []]);
        await expect(marks(ann, one, two)).resolves.toEqual([[], []]);
    });

    test('no gap for a post that was never acknowledged', async () => {
        const first = stage.host.post('ann', await ann.send('one', both));
        await ann.write('cancelled', both);
        const second = stage.host.post('ann', await ann.send('two', both));
        await expect(marks(ben, first, second)).resolves.toEqual([[], []]);
    });
});

describe('a post that was edited', () => {
    test('is shown in its newest revision, and an older one that is served again is refused for good', async () => {
        const stage = new Stage();
        const browser = stage.browser();
        const ann = browser.openTab();
        await ann.logIn('ann');
        await ann.setUp();
        await ann.encrypt();
        const ben = await HandMadePerson.create('ben');
        stage.server.chains.set(userIdOf('ben'), ben.chain());
        const uid = new Uint8Array(16).fill(7) as Uid;
        const made = {timeMs: stage.clock.ms, to: ['ann', 'ben']};
        const previousRevision = new Uint8Array(32) as RevisionHash;
        const revise = (text: string, revision: number) =>
            sealByHand(stage.server, ben, {...made, text, edit: {editedUid: uid, revision, previousRevision}});

        const post = stage.host.post('ben', await sealByHand(stage.server, ben, {...made, text: 'pay 10', header: {uid}}));
        const [first, second, otherSecond] = [await revise('pay 20', 1), await revise('pay 30', 2), await revise('pay 40', 2)];
        await expect(ann.readTexts(post)).resolves.toEqual(['pay 10']);
        await expect(ann.readTexts({...post, envelope: first.envelope})).resolves.toEqual(['pay 20']);
        await expect(ann.readTexts({...post, envelope: second.envelope})).resolves.toEqual(['pay 30']);

        const reloaded = browser.openTab();
        await reloaded.logIn('ann');
        for (const envelope of [post.envelope, first.envelope, otherSecond.envelope]) {
            await expect(reloaded.readTexts({...post, envelope})).resolves.toEqual(['revision_superseded']);
        }
        await expect(reloaded.readTexts({...post, envelope: second.envelope})).resolves.toEqual(['pay 30']);
    });
});

/** Flips the lowest bit of the last byte of one part of an envelope. */
function flipped(envelope: unknown, part: number): string {
    const parts = decodeCbor(decodeBase64url(envelope as string) ?? new Uint8Array()) as Uint8Array<ArrayBuffer>[];
    const changed = parts.map((bytes, index) => {
        const copy = bytes.slice();
        if (index === part) {
            copy.set([(copy.at(-1) ?? 0) ^ 1], copy.length - 1);
        }
        return copy;
    });
    return encodeBase64url(encodeCbor(changed));
}
