import {modes} from './modes';
import {report} from './report';

declare global {
    interface Window {
        probeWrapped?: boolean;
    }
}

const ANSWERED_BY = 'probe wrapper';

/** Wraps `fetch` and XHR once per page; like a guard of ours, the wrappers outlive the plugin. */
export function wrapRequests(): void {
    if (window.probeWrapped) {
        return;
    }
    window.probeWrapped = true;
    wrapFetch();
    wrapXhr();
}

function pathOf(url: string): string {
    const {pathname, search} = new URL(url, window.location.origin);
    return pathname + search;
}

function parsed(body: unknown): unknown {
    if (typeof body !== 'string') {
        return undefined;
    }
    try {
        return JSON.parse(body) as unknown;
    } catch {
        return body;
    }
}

function wrapFetch(): void {
    const original = window.fetch.bind(window);
    window.fetch = async (input, init) => {
        const method = init?.method?.toUpperCase() ?? 'GET';
        const path = pathOf(input instanceof Request ? input.url : String(input));
        const body = parsed(init?.body);
        report({kind: 'http', via: 'fetch', method, path, ...(body === undefined ? {} : {body})});

        const answer = method === 'POST' && path === '/api/v4/posts' ? standIn() : undefined;
        if (answer) {
            report({kind: 'httpResponse', method, path, status: answer.status, answeredBy: ANSWERED_BY});
            return answer.respond();
        }
        try {
            const response = await original(input, init);
            report({kind: 'httpResponse', method, path, status: response.status});
            return response;
        } catch (error) {
            report({kind: 'httpResponse', method, path, status: 0, error: String(error)});
            throw error;
        }
    };
}

interface StandIn {
    status: number;
    respond: () => Promise<Response>;
}

function standIn(): StandIn | undefined {
    const asked = modes();
    if (asked.failNextPost) {
        asked.failNextPost = false;
        return {status: 0, respond: () => Promise.reject(new TypeError('Failed to fetch'))};
    }
    if (asked.refuseNextPost) {
        asked.refuseNextPost = false;
        const body = JSON.stringify({id: 'test.probe.refused', message: 'refused by the probe', status_code: 400});
        const headers = {'Content-Type': 'application/json'};
        return {status: 400, respond: () => Promise.resolve(new Response(body, {status: 400, headers}))};
    }
    return undefined;
}

function wrapXhr(): void {
    const targets = new WeakMap<XMLHttpRequest, {method: string; path: string}>();
    // Called with the request as `this`, further down.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const {open, send} = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, method: string, url: string | URL) {
        targets.set(this, {method, path: pathOf(String(url))});
        open.call(this, method, url, true);
    };
    XMLHttpRequest.prototype.send = function (this: XMLHttpRequest, body?: XMLHttpRequestBodyInit | Document | null) {
        const target = targets.get(this);
        report({kind: 'http', via: 'xhr', ...target});
        this.addEventListener('loadend', () => report({kind: 'httpResponse', ...target, status: this.status}));
        send.call(this, body);
    };
}
