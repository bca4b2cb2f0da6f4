import {takeRequestGuard} from './request_guard';
import type {Decide, GuardAnswer, GuardedCall} from './guard_slot';

const PASS: GuardAnswer = {kind: 'pass'};
const REFUSED: GuardAnswer = {kind: 'answer', status: 400, json: '{"message":"no"}'};

/** What of a real `XMLHttpRequest` the guard and the host touch. */
class FakeXhr extends EventTarget {
    readonly upload = new EventTarget();
    readonly sent: unknown[] = [];
    isAborted = false;
    responseType = '';

    get readyState(): number {
        return 1;
    }

    get status(): number {
        return 201;
    }

    get response(): string {
        return '';
    }

    get responseText(): string {
        return '';
    }

    open(): void {
        this.isAborted = false;
    }

    send(body?: unknown): void {
        this.sent.push(body);
        this.dispatchEvent(new Event('load'));
    }

    abort(): void {
        this.isAborted = true;
    }
}

class FakeProgressEvent extends Event {}

function pageWindow(): {
    window: Parameters<typeof takeRequestGuard>[0];
    fetched: unknown[][];
    xhr: () => XMLHttpRequest & {sent: unknown[]};
} {
    const fetched: unknown[][] = [];
    class Xhr extends FakeXhr {}

    // The prototype that is wrapped must be this window's own.
    for (const name of ['open', 'send', 'abort'] as const) {
        Object.defineProperty(Xhr.prototype, name, {value: FakeXhr.prototype[name], writable: true, configurable: true});
    }
    const window = {
        fetch: (...args: unknown[]) => {
            fetched.push(args);
            return Promise.resolve(new Response('{}', {status: 201}));
        },
        XMLHttpRequest: Xhr,
    } as unknown as Parameters<typeof takeRequestGuard>[0];
    return {window, fetched, xhr: () => new Xhr() as unknown as XMLHttpRequest & {sent: unknown[]}};
}

const ignore = (): void => undefined;

beforeAll(() => {
    globalThis.ProgressEvent ??= FakeProgressEvent as unknown as typeof ProgressEvent;
});

async function soon(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('fetch', () => {
    it('is handed on with the very arguments it came with', async () => {
        const {window, fetched} = pageWindow();
        takeRequestGuard(window, () => PASS, ignore);
        const init = {method: 'POST', body: '{}'};
        const response = await window.fetch('/api/v4/posts', init);
        expect(response.status).toBe(201);
        expect(fetched).toEqual([['/api/v4/posts', init]]);
        expect(fetched[0]?.[1]).toBe(init);
    });

    it('is sent at once where the decision is there at once, as when the page is being closed', () => {
        const {window, fetched} = pageWindow();
        takeRequestGuard(window, () => PASS, ignore);
        void window.fetch('/api/v4/drafts', {method: 'POST', body: '{}'});
        expect(fetched).toHaveLength(1);
    });

    it('gets the answer instead, as JSON, and sends nothing', async () => {
        const {window, fetched} = pageWindow();
        takeRequestGuard(window, () => REFUSED, ignore);
        const response = await window.fetch('/api/v4/posts', {method: 'POST', body: '{}'});
        expect(response.status).toBe(400);
        expect(response.headers.get('Content-Type')).toBe('application/json');
        expect(await response.json()).toEqual({message: 'no'});
        expect(fetched).toEqual([]);
    });

    it('waits for a decision that takes time', async () => {
        const {window, fetched} = pageWindow();
        let decide: (answer: GuardAnswer) => void = ignore;
        takeRequestGuard(window, () => new Promise((resolve) => (decide = resolve)), ignore);
        const response = window.fetch('/api/v4/posts', {method: 'POST', body: '{}'});
        await soon();
        expect(fetched).toEqual([]);
        decide(PASS);
        expect((await response).status).toBe(201);
        expect(fetched).toHaveLength(1);
    });

    it('is described alike in every form it is called in', async () => {
        const {window} = pageWindow();
        const calls: GuardedCall[] = [];
        takeRequestGuard(
            window,
            (call) => {
                calls.push(call);
                return PASS;
            },
            ignore,
        );
        await window.fetch('https://chat.test/a');
        await window.fetch(new URL('https://chat.test/b'), {method: 'PUT', body: 'x'});
        await window.fetch(new Request('https://chat.test/c', {method: 'POST', body: 'y'}));
        expect(calls.map(({method, url}) => [method, url])).toEqual([
            ['GET', 'https://chat.test/a'],
            ['PUT', 'https://chat.test/b'],
            ['POST', 'https://chat.test/c'],
        ]);
        expect(calls[1]?.body).toBe('x');
        expect(await (calls[2]?.body as Request).text()).toBe('y');
    });

    it('tells what the server said', async () => {
        const {window} = pageWindow();
        const seen: Array<[string, number]> = [];
        takeRequestGuard(
            window,
            () => PASS,
            (call, status) => seen.push([call.url, status]),
        );
        await window.fetch('/api/v4/posts');
        expect(seen).toEqual([['/api/v4/posts', 201]]);
    });
});

describe('XMLHttpRequest', () => {
    it('is sent at once where it passes', () => {
        const {window, xhr} = pageWindow();
        takeRequestGuard(window, () => PASS, ignore);
        const request = xhr();
        request.open('POST', '/api/v4/files');
        request.send('form');
        expect(request.sent).toEqual(['form']);
    });

    it('is answered as a server would, and sends nothing', async () => {
        const {window, xhr} = pageWindow();
        takeRequestGuard(window, () => REFUSED, ignore);
        const request = xhr();
        const loaded = jest.fn((): unknown[] => [request.readyState, request.status, request.response]);
        request.addEventListener('load', loaded);
        request.open('POST', '/api/v4/files');
        request.send('form');
        await soon();
        expect(loaded).toHaveReturnedWith([4, 400, '{"message":"no"}']);
        expect(request.sent).toEqual([]);
    });

    it('can be opened again after that', async () => {
        const {window, xhr} = pageWindow();
        let answer: GuardAnswer = REFUSED;
        takeRequestGuard(window, () => answer, ignore);
        const request = xhr();
        request.open('POST', '/api/v4/files');
        request.send('form');
        await soon();
        answer = PASS;
        request.open('POST', '/api/v4/files');
        expect(request.status).toBe(201);
        request.send('again');
        expect(request.sent).toEqual(['again']);
    });

    it('is not sent any more once it was aborted while the guard decided', async () => {
        const {window, xhr} = pageWindow();
        let decide: (answer: GuardAnswer) => void = ignore;
        takeRequestGuard(window, () => new Promise((resolve) => (decide = resolve)), ignore);
        const request = xhr();
        request.open('POST', '/api/v4/files');
        request.send('form');
        request.abort();
        decide(PASS);
        await soon();
        expect(request.sent).toEqual([]);
    });

    it('shows progress at once and is sent when the decision is there', async () => {
        const {window, xhr} = pageWindow();
        takeRequestGuard(window, () => Promise.resolve(PASS), ignore);
        const request = xhr();
        const progress = jest.fn();
        request.upload.addEventListener('progress', progress);
        request.open('POST', '/api/v4/files');
        request.send('form');
        expect(progress).toHaveBeenCalledTimes(1);
        expect(request.sent).toEqual([]);
        await soon();
        expect(request.sent).toEqual(['form']);
    });

    it('fails where it may not wait for a decision', () => {
        const {window, xhr} = pageWindow();
        takeRequestGuard(window, () => Promise.resolve(PASS), ignore);
        const request = xhr();
        request.open('POST', '/api/v4/files', false);
        expect(() => request.send('form')).toThrow();
        expect(request.sent).toEqual([]);
    });
});

describe('a later instance', () => {
    it('takes over, and nothing is wrapped twice', async () => {
        const {window, fetched} = pageWindow();
        const first = jest.fn<GuardAnswer, Parameters<Decide>>(() => REFUSED);
        const second = jest.fn<GuardAnswer, Parameters<Decide>>(() => PASS);
        takeRequestGuard(window, first, ignore);
        const wrapper = window.fetch;
        takeRequestGuard(window, second, ignore);
        expect(window.fetch).toBe(wrapper);
        await window.fetch('/api/v4/posts', {method: 'POST', body: '{}'});
        expect(first).not.toHaveBeenCalled();
        expect(second).toHaveBeenCalledTimes(1);
        expect(fetched).toHaveLength(1);
    });
});
