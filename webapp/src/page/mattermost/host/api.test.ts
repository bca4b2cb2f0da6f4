/**
 * @jest-environment jsdom
 */
import {serverApi} from './api';

const SESSIONS = 'https://chat.example.org/api/v4/users/me/sessions';

interface Sent {
    readonly url: string;
    readonly init: RequestInit | undefined;
}

function host(sessions: readonly unknown[]) {
    const sent: Sent[] = [];
    globalThis.fetch = ((url: string, init?: RequestInit) => {
        sent.push({url, init});
        return Promise.resolve({ok: true, status: 200, json: () => Promise.resolve(url === SESSIONS ? sessions : {status: 'OK'})});
    }) as unknown as typeof fetch;
    return {api: serverApi('https://chat.example.org', 'https://chat.example.org/plugins/app.e2ee/api/v1'), sent};
}

beforeEach(() => {
    document.cookie = 'MMCSRF=mine';
});

it('ends every session but the one of this page', async () => {
    const {api, sent} = host([
        {id: 'phone', props: {csrf: 'other'}},
        {id: 'this', props: {csrf: 'mine'}},
        {id: 'token', props: {}},
    ]);
    expect(await api.otherSessions()).toEqual(['phone', 'token']);
    await api.endOtherSessions();
    const ended = sent.filter(({init}) => init?.method === 'POST');
    expect(ended.map(({url, init}) => [url, init?.body])).toEqual([
        [`${SESSIONS}/revoke`, '{"session_id":"phone"}'],
        [`${SESSIONS}/revoke`, '{"session_id":"token"}'],
    ]);
    expect(ended[0]?.init?.headers).toMatchObject({'X-CSRF-Token': 'mine'});
});

it('ends none where it can not tell its own', async () => {
    const {api, sent} = host([{id: 'phone', props: {csrf: 'other'}}, {id: 'token'}]);
    await expect(api.endOtherSessions()).rejects.toMatchObject({code: 'server_unavailable'});
    expect(sent.filter(({init}) => init?.method === 'POST')).toEqual([]);
});
