import {PluginRoutes} from './plugin_routes';
import type {RoutesOptions} from './plugin_routes';

type Fetch = typeof globalThis.fetch;

function routes(fetch: Fetch, options: Partial<RoutesOptions> = {}): PluginRoutes {
    return new PluginRoutes({
        base: 'https://chat.test/plugins/app.e2ee/api/v1',
        csrfToken: () => 'token',
        fetch,
        timeoutMs: 1000,
        maxAnswerLength: 1000,
        ...options,
    });
}

const answering =
    (body: string, status = 200): Fetch =>
    () =>
        Promise.resolve(new Response(body, {status}));

describe('a request to the server half', () => {
    test('carries what Mattermost asks of a change, and the answer comes back parsed', async () => {
        const fetch = jest.fn<ReturnType<Fetch>, Parameters<Fetch>>(answering('{"fine":true}'));
        await expect(routes(fetch).request({method: 'POST', path: '/identity', body: {a: 1}})).resolves.toEqual({fine: true});

        const [url, init] = fetch.mock.calls[0] ?? [];
        expect(url).toBe('https://chat.test/plugins/app.e2ee/api/v1/identity');
        expect(init).toMatchObject({
            method: 'POST',
            credentials: 'same-origin',
            redirect: 'error',
            body: '{"a":1}',
            headers: {'X-Requested-With': 'XMLHttpRequest', 'X-CSRF-Token': 'token', 'Content-Type': 'application/json'},
        });
    });

    test.each([
        ['a code of the protocol', 400, '{"code":"record_invalid"}', 'record_invalid'],
        ['a conflict', 409, '{"code":"conflict"}', 'conflict'],
        ['a size limit', 413, '{"code":"channel_too_large"}', 'channel_too_large'],
        ['no session', 401, '{"code":"unauthorized"}', 'forbidden'],
        ['nothing there', 404, '{"code":"not_found"}', 'not_set_up'],
        ['our own mistake', 400, '{"code":"bad_request"}', 'invariant'],
        ['an error of its own', 500, '{"code":"internal"}', 'server_unavailable'],
        ['a status without a code', 429, '', 'rate_limited'],
        ['a disabled plugin', 404, 'not found', 'server_unavailable'],
        ['a proxy', 502, '<html>', 'server_unavailable'],
        ['a code it may not state', 400, '{"code":"storage_lost"}', 'server_unavailable'],
        ['a code that is a property of every object', 400, '{"code":"constructor"}', 'server_unavailable'],
        ['success that is no JSON', 200, '<html>', 'server_unavailable'],
    ])('%s has its name', async (_case, status, body, code) => {
        await expect(routes(answering(body, status)).request({method: 'GET', path: '/config'})).rejects.toMatchObject({code});
    });

    test('what another machine said comes along, as much of it as is shown', async () => {
        const asked = (detail: unknown) =>
            routes(answering(JSON.stringify({code: 'mail_failed', detail}), 502)).request({method: 'POST', path: '/backup/mail'});
        await expect(asked('550 No such mailbox')).rejects.toMatchObject({code: 'mail_failed', detail: '550 No such mailbox'});
        await expect(asked('5'.repeat(400))).rejects.toMatchObject({detail: '5'.repeat(300)});
        await expect(asked(550)).rejects.toMatchObject({code: 'mail_failed', detail: undefined});
    });

    test('no network is offline', async () => {
        const fetch: Fetch = () => Promise.reject(new TypeError('failed'));
        await expect(routes(fetch).request({method: 'GET', path: '/config'})).rejects.toMatchObject({code: 'offline'});
    });

    test('an answer that never comes is offline', async () => {
        const fetch: Fetch = (_url, init) =>
            new Promise((_resolve, reject) => {
                init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
            });
        await expect(routes(fetch, {timeoutMs: 5}).request({method: 'GET', path: '/config'})).rejects.toMatchObject({code: 'offline'});
        const hasty = {method: 'GET', path: '/config', timeoutMs: 5} as const;
        await expect(routes(fetch, {timeoutMs: 60_000}).request(hasty)).rejects.toMatchObject({code: 'offline'});
    });

    test('an endless answer is too_large, and is not read on', async () => {
        let pulls = 0;
        const endless = new ReadableStream({
            pull(controller) {
                pulls++;
                controller.enqueue(new TextEncoder().encode('x'.repeat(300)));
            },
        });
        const fetch: Fetch = () => Promise.resolve(new Response(endless));
        await expect(routes(fetch).request({method: 'GET', path: '/config'})).rejects.toMatchObject({code: 'too_large'});
        expect(pulls).toBeLessThan(10);
    });
});
