import type {Post} from '@mattermost/types/posts';

import {Failure} from '../../lib/errors';
import {PLACEHOLDER} from '../../lib/placeholder';
import type {SealRequest, SealResult} from '../../vault/api';
import {sealPost} from './sending';
import type {HeldQuestion, SendingParts, SizeQuestion} from './sending';
import type {SealedHere} from './openings';

const members = ['alice', 'bob'].map((name) => ({userId: `${name}-id`, username: name}));
const sealed: SealResult = {kind: 'sealed', envelope: 'envelope', uid: 'uid', recipients: 2, withoutKey: []};
const held: SealResult = {kind: 'held', people: [{kind: 'changed', userId: 'bob-id', how: 'reset', mayAccept: true, wasVerified: false}]};
const tooMany: SealResult = {kind: 'too_many', members: 1200, limit: 1000};

const post = {
    channel_id: 'channel',
    root_id: 'root',
    message: 'hello @bob and @stranger',
    message_source: 'hello @bob and @stranger',
    props: {other: 'kept'},
    metadata: {priority: {priority: 'urgent'}},
    pending_post_id: 'alice-id:1',
} as unknown as Post;

function parts(results: SealResult[], more: Partial<SendingParts> = {}) {
    const requests: SealRequest[] = [];
    const questions: HeldQuestion[] = [];
    const sizes: SizeQuestion[] = [];
    const remembered: SealedHere[] = [];
    const given: SendingParts = {
        vault: {
            seal: (request) => {
                requests.push(request);
                return Promise.resolve(results[requests.length - 1] ?? sealed);
            },
        },
        membersOf: () => Promise.resolve(members),
        mentionsInPlaceholder: () => Promise.resolve(true),
        directPair: () => undefined,
        askAbout: (question) => {
            questions.push(question);
            return Promise.resolve('accept');
        },
        askAboutSize: (question) => {
            sizes.push(question);
            return Promise.resolve('accept');
        },
        remember: (item) => remembered.push(item),
        nowMs: () => 5,
        ...more,
    };
    return {given, requests, questions, sizes, remembered};
}

it('replaces text and type, keeps everything else, and leaves no clear text', async () => {
    const {given, requests, remembered} = parts([sealed]);
    const result = await sealPost(post, given);
    expect(result).toEqual({
        channel_id: 'channel',
        root_id: 'root',
        type: 'custom_e2ee',
        message: `${PLACEHOLDER} @bob`,
        props: {other: 'kept', e2ee: 'envelope'},
        metadata: {priority: {priority: 'urgent'}},
        pending_post_id: 'alice-id:1',
    });
    expect(requests).toEqual([
        {
            channelId: 'channel',
            rootId: 'root',
            text: 'hello @bob and @stranger',
            mentions: ['bob'],
            isDirect: false,
            members,
            decisions: [],
            nowMs: 5,
        },
    ]);
    expect(remembered).toMatchObject([
        {envelope: 'envelope', channelId: 'channel', rootId: 'root', message: {text: 'hello @bob and @stranger', uid: 'uid'}},
    ]);
});

it('shows no names beside it where the admin does not allow them, and seals them all the same', async () => {
    const {given, requests} = parts([sealed], {mentionsInPlaceholder: () => Promise.resolve(false)});
    expect((await sealPost(post, given))?.message).toBe(PLACEHOLDER);
    expect(requests[0]?.mentions).toEqual(['bob']);
});

it('asks about people who hold it up, and seals with the decision', async () => {
    const {given, requests, questions} = parts([held, sealed]);
    expect(await sealPost(post, given)).toBeDefined();
    expect(questions).toEqual([
        {
            channelId: 'channel',
            people: [{kind: 'changed', userId: 'bob-id', how: 'reset', mayAccept: true, wasVerified: false}],
            members,
            mayLeaveOut: true,
        },
    ]);
    expect(requests[1]?.decisions).toEqual([{userId: 'bob-id', choice: 'accept'}]);
});

it('asks once whether to go on above the limit of the admin, and tells the vault which one was seen', async () => {
    const {given, requests, sizes} = parts([tooMany, sealed]);
    expect(await sealPost(post, given)).toBeDefined();
    expect(sizes).toEqual([{channelId: 'channel', members: 1200, limit: 1000}]);
    expect(requests.map(({agreedLimit}) => agreedLimit)).toEqual([undefined, 1000]);
    const cancelled = parts([tooMany], {askAboutSize: () => Promise.resolve('cancel')});
    expect(await sealPost(post, cancelled.given)).toBeUndefined();
});

it('offers nobody to be left out of a direct message', async () => {
    const {given, questions} = parts([held, sealed], {directPair: () => ['bob-id', 'alice-id']});
    await sealPost(post, given);
    expect(questions[0]?.mayLeaveOut).toBe(false);
});

it('seals a direct message for nobody but the one whom the channel names', async () => {
    const {given, requests} = parts([sealed], {directPair: () => ['alice-id', 'carol-id']});
    await expect(sealPost(post, given)).rejects.toMatchObject({code: 'direct_not_two'});
    expect(requests).toEqual([]);
    const named = parts([sealed], {directPair: () => ['alice-id', 'bob-id']});
    await expect(sealPost(post, named.given)).resolves.toBeDefined();
    expect(named.requests[0]?.isDirect).toBe(true);
});

it('sends nothing when the member cancels', async () => {
    const {given, remembered} = parts([held], {askAbout: () => Promise.resolve('cancel')});
    expect(await sealPost(post, given)).toBeUndefined();
    expect(remembered).toEqual([]);
});

it('keeps the latest decision about somebody who holds it up again', async () => {
    let answer: 'accept' | 'leave_out' = 'leave_out';
    const {given, requests} = parts([held, held, sealed], {
        askAbout: () => {
            answer = answer === 'accept' ? 'leave_out' : 'accept';
            return Promise.resolve(answer);
        },
    });
    await sealPost(post, given);
    expect(requests[2]?.decisions).toEqual([{userId: 'bob-id', choice: 'leave_out'}]);
});

it('does not ask for ever', async () => {
    const {given, requests} = parts([held, held, held, held, held, held, held]);
    await expect(sealPost(post, given)).rejects.toMatchObject({code: 'conflict'});
    expect(requests).toHaveLength(5);
});

it.each<[string, SealResult[], Partial<SendingParts>, string]>([
    ['the vault cannot seal', [{kind: 'failed', code: 'behind'}], {}, 'behind'],
    ['members are not known', [], {membersOf: () => Promise.reject(new Failure('members_unavailable'))}, 'members_unavailable'],
    ['the choice of the admin is not known', [], {mentionsInPlaceholder: () => Promise.reject(new Failure('offline'))}, 'offline'],
])('fails with the reason where %s', async (_, results, more, code) => {
    const {given} = parts(results, more);
    await expect(sealPost(post, given)).rejects.toMatchObject({code});
});
