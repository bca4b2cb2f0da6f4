import type {Post} from '@mattermost/types/posts';

import type {CarriedPost, Opened} from '../../vault/api';
import {Openings} from './openings';
import type {OpenedMessage} from './openings';

type Answer = Awaited<ReturnType<ConstructorParameters<typeof Openings>[0]['vault']['open']>>;

function sealed(id: string, more: Partial<Post> = {}): Post {
    return {
        id,
        pending_post_id: '',
        original_id: '',
        channel_id: 'channel',
        user_id: 'bob',
        root_id: '',
        type: 'custom_e2ee',
        message: 'placeholder',
        create_at: 7,
        props: {e2ee: `envelope of ${id}`},
        ...more,
    } as unknown as Post;
}

function message(postId: string, text = `text of ${postId}`): OpenedMessage {
    return {kind: 'message', postId, text, mentions: [], uid: `uid of ${postId}`, sequence: 0, signedAtMs: 7, revision: 0, marks: []};
}

function set(): {
    openings: Openings;
    asked: CarriedPost[][];
    acknowledged: string[];
    drawn: () => number;

    /** The page has had its time. */
    calmDown: () => void;
    answerWith: (answer: (post: CarriedPost) => Opened) => void;
    failWith: (answer: Answer) => void;
} {
    const asked: CarriedPost[][] = [];
    const acknowledged: string[] = [];
    const calm: Array<() => void> = [];
    let draws = 0;
    let answer: (post: CarriedPost) => Opened = (post) => message(post.postId);
    let failure: Answer | undefined;
    const openings = new Openings({
        vault: {
            open: (posts) => {
                asked.push([...posts]);
                return Promise.resolve(failure ?? {kind: 'opened', results: posts.map(answer)});
            },
            acknowledged: (_, uid) => {
                acknowledged.push(uid);
                return Promise.resolve({kind: 'done'});
            },
        },
        whenCalm: (task) => {
            calm.push(task);
        },
        drawOnce: (update) => {
            draws++;
            update();
        },
        currentUserId: () => 'alice',
    });
    return {
        openings,
        asked,
        acknowledged,
        drawn: () => draws,
        calmDown: () => calm.splice(0).forEach((task) => task()),
        answerWith: (next) => {
            answer = next;
            failure = undefined;
        },
        failWith: (next) => {
            failure = next;
        },
    };
}

/** All promises that are ready have run. */
async function settled(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
}

it('opens 60 posts in one call and draws once', async () => {
    const {openings, asked, drawn} = set();
    const posts = Array.from({length: 60}, (_, index) => sealed(`post${index}`));
    posts.forEach((post) => openings.want(post));
    expect(openings.view(posts[0] as Post)).toEqual({kind: 'opening'});
    await settled();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toHaveLength(60);
    expect(drawn()).toBe(1);
    expect(openings.view(posts[59] as Post)).toEqual({kind: 'opened', message: message('post59'), isVerified: true});
});

it('asks within the turn for posts on their way into the store, in one call, and once', async () => {
    const {openings, asked} = set();
    openings.begin([sealed('first'), sealed('second')]);
    expect(asked.map((posts) => posts.map(({postId}) => postId))).toEqual([['first', 'second']]);
    openings.begin([sealed('first')]);
    openings.want(sealed('second'));
    await settled();
    openings.begin([sealed('second')]);
    expect(asked).toHaveLength(1);
    expect(openings.view(sealed('second'))).toMatchObject({kind: 'opened'});
});

it('settles once there is something to show of a post that the host is to hear of, and waits for nothing else', async () => {
    const {openings, asked} = set();
    const post = sealed('post');
    const opened = openings.arriving(post);
    expect(openings.view(post)).toEqual({kind: 'opening'});
    await opened;
    expect(openings.view(post)).toMatchObject({kind: 'opened'});
    expect(openings.arriving({...post})).toBeUndefined();
    expect(asked).toHaveLength(1);
});

it('what is asked for while the vault is busy travels together, in its order, once it is free', async () => {
    const {openings, asked} = set();
    const first = openings.arriving(sealed('first'));
    const second = openings.arriving(sealed('second'));
    openings.want(sealed('third'));
    expect(asked.map((posts) => posts.map(({postId}) => postId))).toEqual([['first']]);
    await first;
    await second;
    expect(asked.map((posts) => posts.map(({postId}) => postId))).toEqual([['first'], ['second', 'third']]);
    expect(openings.view(sealed('second'))).toMatchObject({kind: 'opened'});
});

it('asks once for a post that is wanted again before and after the answer', async () => {
    const {openings, asked} = set();
    const post = sealed('post');
    openings.want(post);
    openings.want(post);
    await openings.open(post);
    openings.want({...post});
    await settled();
    expect(asked.flat()).toHaveLength(1);
});

it('shows the same object until something changes, also for a new copy of the same post', async () => {
    const {openings} = set();
    const post = sealed('post');
    await openings.open(post);
    expect(openings.view({...post})).toBe(openings.view(post));
});

it.each<[string, Partial<Post>]>([
    ['channel', {channel_id: 'other'}],
    ['author', {user_id: 'mallory'}],
    ['thread', {root_id: 'root'}],
    ['message', {message: 'another placeholder'}],
    ['time', {create_at: 8}],
    ['envelope', {props: {e2ee: 'another envelope'}}],
    ['other props', {props: {e2ee: 'envelope of post', override_username: 'x'}}],
])('judges a post anew when its %s changed', async (_, change) => {
    const {openings, asked} = set();
    const post = sealed('post');
    await openings.open(post);
    expect(openings.view(sealed('post', change)).kind).toBe('opening');
    await openings.open(sealed('post', change));
    expect(asked.flat()).toHaveLength(2);
});

it('goes on opening while the vault has not begun, and opens once it has', async () => {
    const {openings, asked, answerWith, failWith} = set();
    const post = sealed('post');
    failWith({kind: 'failed', code: 'not_loaded'});
    expect(await openings.open(post)).toEqual({kind: 'opening'});

    answerWith(({postId}) => message(postId));
    openings.retry();
    await settled();
    expect(openings.view(post)).toEqual({kind: 'opened', message: message('post'), isVerified: true});
    expect(asked).toHaveLength(2);
});

it('tries again all that failed in one call and in their order, on screen or not', async () => {
    const {openings, asked, failWith} = set();
    failWith({kind: 'failed', code: 'offline'});
    await Promise.all(['first', 'second', 'third'].map((id) => openings.open(sealed(id))));
    const before = asked.length;
    openings.retry();
    await settled();
    expect(asked.slice(before).map((posts) => posts.map(({postId}) => postId))).toEqual([['first', 'second', 'third']]);
});

it('shows why a post cannot be read', async () => {
    const {openings, answerWith} = set();
    answerWith((post) => ({kind: 'unreadable', postId: post.postId, code: 'signature_invalid'}));
    expect(await openings.open(sealed('post'))).toEqual({kind: 'unreadable', code: 'signature_invalid'});
});

it('tries again what may have passed, and leaves what will not', async () => {
    const {openings, asked, answerWith, failWith} = set();
    failWith({kind: 'failed', code: 'vault_gone'});
    await openings.open(sealed('first'));
    answerWith((post) => ({kind: 'unreadable', postId: post.postId, code: 'signature_invalid'}));
    await openings.open(sealed('second'));

    answerWith((post) => message(post.postId));
    openings.retry();
    expect((await openings.open(sealed('first'))).kind).toBe('opened');
    expect(await openings.open(sealed('second'))).toEqual({kind: 'unreadable', code: 'signature_invalid'});
    expect(asked.flat().map(({postId}) => postId)).toEqual(['first', 'second', 'first']);
});

it('tries again the posts of one author only, and draws nothing where there are none', async () => {
    const {openings, asked, answerWith, drawn} = set();
    answerWith((post) => ({kind: 'unreadable', postId: post.postId, code: 'sender_unknown'}));
    await openings.open(sealed('of bob'));
    await openings.open(sealed('of carol', {user_id: 'carol'}));

    answerWith((post) => message(post.postId));
    openings.retryOf('bob');
    expect((await openings.open(sealed('of bob'))).kind).toBe('opened');
    expect((await openings.open(sealed('of carol', {user_id: 'carol'}))).kind).toBe('unreadable');
    expect(asked.flat()).toHaveLength(3);

    const before = drawn();
    openings.retryOf('bob');
    expect(drawn()).toBe(before);
});

it('tries again what proved nothing by a key that is another one now', async () => {
    const {openings, answerWith} = set();
    answerWith((post) => ({kind: 'unreadable', postId: post.postId, code: 'signature_invalid'}));
    await openings.open(sealed('of bob'));

    answerWith((post) => message(post.postId));
    openings.retry();
    expect((await openings.open(sealed('of bob'))).kind).toBe('unreadable');
    openings.retryOf('bob');
    expect((await openings.open(sealed('of bob'))).kind).toBe('opened');
});

describe('a post sealed here', () => {
    const pending = sealed('alice:1', {pending_post_id: 'alice:1', user_id: 'alice', props: {e2ee: 'mine'}});
    const stored = sealed('stored', {pending_post_id: 'alice:1', user_id: 'alice', props: {e2ee: 'mine'}});
    const here = {envelope: 'mine', channelId: 'channel', rootId: '', message: message('', 'words')};

    it('is shown from the first moment on, without asking', async () => {
        const {openings, asked} = set();
        openings.rememberOwn(here);
        openings.want(pending);
        await settled();
        expect(openings.view(pending)).toMatchObject({kind: 'opened', isVerified: false, message: {text: 'words'}});
        expect(asked).toEqual([]);
    });

    it('stays on show until the stored one was checked, and is acknowledged once', async () => {
        const {openings, asked, acknowledged, calmDown} = set();
        openings.rememberOwn(here);
        openings.want(stored);
        openings.want({...stored});
        await settled();
        expect(openings.view(stored)).toMatchObject({kind: 'opened', isVerified: false});
        calmDown();
        await settled();
        expect(openings.view(stored)).toMatchObject({kind: 'opened', isVerified: true});
        expect(asked).toHaveLength(1);
        expect(acknowledged).toEqual(['uid of ']);
    });

    it('is not asked about any more once another member is logged in', async () => {
        const {openings, asked, calmDown} = set();
        openings.rememberOwn(here);
        openings.want(stored);
        openings.clear();
        calmDown();
        await settled();
        expect(asked).toEqual([]);
    });

    it('is left for when it is in the store: whose it is isn’t known before', async () => {
        const {openings, asked, acknowledged, calmDown} = set();
        openings.rememberOwn(here);
        openings.begin([pending, stored]);
        calmDown();
        await settled();
        expect([asked, acknowledged]).toEqual([[], []]);
        openings.want(stored);
        calmDown();
        await settled();
        expect(asked).toHaveLength(1);
        expect(acknowledged).toEqual(['uid of ']);
    });

    it.each<[string, Partial<Post>]>([
        ['channel', {channel_id: 'other'}],
        ['thread', {root_id: 'root'}],
        ['author', {user_id: 'bob'}],
    ])('is not shown unchecked in another %s', (_, change) => {
        const {openings} = set();
        openings.rememberOwn(here);
        expect(openings.view({...stored, ...change})).toEqual({kind: 'opening'});
    });
});

it('keeps nothing of the member before, and drops answers meant for them', async () => {
    const {openings} = set();
    const post = sealed('post');
    await openings.open(post);
    const late = openings.open(sealed('late'));
    openings.clear();
    await late;
    expect(openings.view(post)).toEqual({kind: 'opening'});
    expect(openings.view(sealed('late'))).toEqual({kind: 'opening'});
});
