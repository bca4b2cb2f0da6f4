import {PLACEHOLDER} from '../../lib/placeholder';
import type {ChannelState} from '../../vault/api';
import type {KnownState} from '../egress/request';
import {egressGate} from './egress_gate';
import type {GuardAnswer} from './guard_slot';

const SITE = 'https://chat.test/company';
const SEALED = {channel_id: 'on', type: 'custom_e2ee', message: PLACEHOLDER, props: {e2ee: `hVkBLL${'A'.repeat(600)}`}};

function gateFor(states: Record<string, KnownState>, resolved: ChannelState = {kind: 'unknown', code: 'offline'}) {
    const refusedHere: unknown[] = [];
    const refusedByServer: unknown[] = [];
    const gate = egressGate({
        site: SITE,
        baseUri: () => `${SITE}/team/channels/town-square`,
        facts: {
            stateOf: (channelId) => states[channelId] ?? 'unknown',
            channelOfPost: () => undefined,
            isSealedPost: () => false,
            focusedChannel: () => undefined,
            openChannels: () => ['on'],
        },
        resolveState: (channelId) => {
            states[channelId] = resolved.kind;
            return Promise.resolve(resolved);
        },
        sayRefusal: (code, path) => `${code} ${path}`,
        onRefusedHere: (post, code) => refusedHere.push([post['message'], code]),
        onRefusedByServer: (post) => refusedByServer.push(post['message']),
    });
    const post = (path: string, body: unknown, method = 'POST') => gate.decide({method, url: `${SITE}${path}`, body});
    return {gate, post, refusedHere, refusedByServer};
}

function clear(channelId: string): string {
    return JSON.stringify({channel_id: channelId, message: 'words'});
}

function bodyOf(answer: GuardAnswer): unknown {
    return answer.kind === 'answer' ? JSON.parse(answer.json) : undefined;
}

it('lets pass what no rule is about', () => {
    const {gate, post} = gateFor({on: 'on'});
    expect(post('/api/v4/reactions', clear('on'))).toEqual({kind: 'pass'});
    expect(gate.decide({method: 'POST', url: 'https://elsewhere.test/api/v4/posts', body: clear('on')})).toEqual({kind: 'pass'});
    expect(gate.decide({method: 'GET', url: 'no address at all:', body: null})).toEqual({kind: 'pass'});
});

it('decides at once what can be decided', () => {
    const {post} = gateFor({off: 'off', on: 'on'});
    expect(post('/api/v4/posts', clear('off'))).toEqual({kind: 'pass'});
    expect(post('/api/v4/posts', JSON.stringify(SEALED))).toEqual({kind: 'pass'});
    expect(post('/api/v4/drafts', clear('on'))).toMatchObject({kind: 'answer', status: 201});
});

it.each(['/api/v4/posts', '/api/v4//posts', '/api/v4/posts/', '/api/v4/po%73ts', '/api/v4/posts?set_online=true'])(
    'knows the route spelled %s',
    (path) => {
        expect(gateFor({on: 'on'}).post(path, clear('on'))).toMatchObject({kind: 'answer', status: 400});
    },
);

it.each(['../../api/v4/posts', '/company/api/v4/posts', '//chat.test/company/api/v4/posts'])('knows the relative address %s', (url) => {
    const {gate} = gateFor({on: 'on'});
    expect(gate.decide({method: 'POST', url, body: clear('on')})).toMatchObject({kind: 'answer', status: 400});
});

it.each(['api/v4/posts', '../../../api/v4/posts'])('takes the relative address %s, which is another one, for what it is', (url) => {
    const {gate} = gateFor({on: 'on'});
    expect(gate.decide({method: 'POST', url, body: clear('on')})).toEqual({kind: 'pass'});
});

it('reads a copy of a request object, and of none that no rule is about', async () => {
    const {gate} = gateFor({on: 'on'});
    const guarded = new Request(`${SITE}/api/v4/posts`, {method: 'POST', body: clear('on')});
    expect(await gate.decide({method: 'POST', url: guarded.url, body: guarded})).toMatchObject({kind: 'answer', status: 400});
    expect(guarded.bodyUsed).toBe(false);

    const other = new Request(`${SITE}/api/v4/reactions`, {method: 'POST', body: clear('on')});
    const clone = jest.spyOn(other, 'clone');
    expect(gate.decide({method: 'POST', url: other.url, body: other})).toEqual({kind: 'pass'});
    expect(clone).not.toHaveBeenCalled();
});

it('refuses a clear post so that the host drops it, and hands its text on', () => {
    const {post, refusedHere} = gateFor({on: 'on'});
    const answer = post('/api/v4/posts', clear('on')) as GuardAnswer;
    expect(bodyOf(answer)).toEqual({
        id: 'plugin.message_will_be_posted.dismiss_post',
        message: 'conflict /posts',
        detailed_error: '',
        status_code: 400,
    });
    expect(refusedHere).toEqual([['words', 'conflict']]);
});

it('refuses anything else in words and leaves the text where it is', () => {
    const {post, refusedHere} = gateFor({on: 'on'});
    expect(bodyOf(post('/api/v4/commands/execute', JSON.stringify({channel_id: 'on', command: '/me words'})) as GuardAnswer)).toMatchObject(
        {
            id: 'app.e2ee.refused',
            message: 'not_supported_here /commands/execute',
        },
    );
    expect(refusedHere).toEqual([]);
});

it('asks about a channel that it does not know, and goes by the answer', async () => {
    const {post} = gateFor({}, {kind: 'off'});
    expect(await post('/api/v4/posts', clear('new'))).toEqual({kind: 'pass'});

    const encrypted = gateFor({}, {kind: 'on', sequence: 1, changedBy: 'bob', changedAtMs: 1});
    expect(await encrypted.post('/api/v4/posts', clear('new'))).toMatchObject({kind: 'answer', status: 400});
});

it('refuses where the channel stays unknown, and says why', async () => {
    const {post, refusedHere} = gateFor({}, {kind: 'unknown', code: 'offline'});
    expect(bodyOf(await post('/api/v4/posts', clear('new')))).toMatchObject({message: 'offline /posts'});
    expect(refusedHere).toEqual([['words', 'offline']]);
});

it('reads bodies of every form, and refuses what it cannot read', async () => {
    const {gate, post} = gateFor({off: 'off', on: 'on'});
    const form = new FormData();
    form.append('channel_id', 'on');
    expect(post('/api/v4/files', form)).toMatchObject({kind: 'answer', status: 400});
    form.set('channel_id', 'off');
    expect(post('/api/v4/files', form)).toEqual({kind: 'pass'});

    const url = `${SITE}/api/v4/posts`;
    const request = (channelId: string) => new Request(url, {method: 'POST', body: clear(channelId)});
    expect(await gate.decide({method: 'POST', url, body: request('off')})).toEqual({kind: 'pass'});
    expect(await gate.decide({method: 'POST', url, body: request('on')})).toMatchObject({status: 400});

    expect(post('/api/v4/posts', new Uint8Array(3))).toMatchObject({status: 400});
    expect(post('/api/v4/posts', 'no JSON')).toMatchObject({status: 400});
    expect(post('/api/v4/posts', '[]')).toMatchObject({status: 400});
    expect(post('/api/v4/posts', null)).toMatchObject({status: 400});
});

it('refuses when a fact cannot be had', () => {
    const gate = egressGate({
        site: SITE,
        baseUri: () => `${SITE}/team/channels/town-square`,
        facts: {
            stateOf: () => {
                throw new Error('the store is gone');
            },
            channelOfPost: () => undefined,
            isSealedPost: () => false,
            focusedChannel: () => undefined,
            openChannels: () => [],
        },
        resolveState: () => Promise.resolve({kind: 'off'}),
        sayRefusal: (code) => code,
        onRefusedHere: () => undefined,
        onRefusedByServer: () => undefined,
    });
    expect(gate.decide({method: 'POST', url: `${SITE}/api/v4/posts`, body: clear('any')})).toMatchObject({kind: 'answer', status: 400});
});

describe('what the server said', () => {
    const url = `${SITE}/api/v4/posts`;
    const sealed = {method: 'POST', url, body: JSON.stringify({...SEALED, message: 'sealed'})};

    it('is taken up where it refused a post for good', () => {
        const {gate, refusedByServer} = gateFor({on: 'on', off: 'off'});
        gate.observe(sealed, 400);
        expect(refusedByServer).toEqual(['sealed']);
    });

    it.each([200, 201, 401, 408, 429, 500, 503])('is left to the host with status %i', (status) => {
        const {gate, refusedByServer} = gateFor({on: 'on'});
        gate.observe(sealed, status);
        expect(refusedByServer).toEqual([]);
    });

    it('is left to the host in a channel that is off', () => {
        const {gate, refusedByServer} = gateFor({off: 'off'});
        gate.observe({method: 'POST', url, body: clear('off')}, 400);
        expect(refusedByServer).toEqual([]);
    });
});
