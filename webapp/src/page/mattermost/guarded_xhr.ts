/**
 * `XMLHttpRequest` under the guard: the host's uploads (docs/platform-notes.md §3.6).
 *
 * @packageDocumentation
 */
import type {GuardAnswer, GuardSlot} from './guard_slot';

interface Opened {
    readonly method: string;
    readonly url: string;
    readonly isAsync: boolean;

    /** The caller aborted, or opened anew, while the guard was still deciding. */
    isDropped: boolean;
}

/** What a refused request is given on the object itself, over the prototype's getters. */
const SETTLED_PROPERTIES = ['readyState', 'status', 'statusText', 'response', 'responseText'] as const;

export function guardXhr(xhrClass: typeof XMLHttpRequest, slot: GuardSlot): void {
    const {prototype} = xhrClass;
    // Each is called with the request it was called on.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const {open, send, abort} = prototype;
    const opened = new WeakMap<XMLHttpRequest, Opened>();

    prototype.open = function (this: XMLHttpRequest, ...args: unknown[]) {
        const [method, url, isAsync] = args;
        drop(opened.get(this));
        unsettle(this);
        opened.set(this, {method: String(method), url: String(url), isAsync: isAsync !== false, isDropped: false});
        Reflect.apply(open, this, args);
    };

    prototype.send = function (this: XMLHttpRequest, body?: Document | XMLHttpRequestBodyInit | null) {
        const request = opened.get(this);
        if (request === undefined) {
            // Not opened: the browser's own error.
            send.call(this, body);
            return;
        }
        const call = {method: request.method, url: request.url, body: body ?? null};
        const settle = (answer: GuardAnswer): void => {
            if (request.isDropped) {
                return;
            }
            if (answer.kind === 'answer') {
                answerXhr(this, answer);
                return;
            }
            this.addEventListener('load', () => slot.observe(call, this.status), {once: true});
            send.call(this, body);
        };
        const answer = slot.decide(call);
        if (!('then' in answer)) {
            settle(answer);
            return;
        }
        if (!request.isAsync) {
            throw new DOMException('The request guard could not decide in time.', 'NetworkError');
        }

        // Without a first sign of progress the host shows no card for the file until the deferred `send`.
        this.upload.dispatchEvent(new ProgressEvent('progress', {lengthComputable: true, loaded: 0, total: 100}));
        void answer.then(settle);
    };

    prototype.abort = function (this: XMLHttpRequest) {
        // An unsent request ignores `abort`, and the deferred `send` would still happen.
        drop(opened.get(this));
        abort.call(this);
    };
}

function drop(request: Opened | undefined): void {
    if (request !== undefined) {
        request.isDropped = true;
    }
}

function answerXhr(xhr: XMLHttpRequest, answer: Extract<GuardAnswer, {kind: 'answer'}>): void {
    // The caller may set its handlers after `send`.
    setTimeout(() => {
        const values: Record<(typeof SETTLED_PROPERTIES)[number], unknown> = {
            readyState: 4,
            status: answer.status,
            statusText: '',
            response: xhr.responseType === 'json' ? JSON.parse(answer.json) : answer.json,
            responseText: answer.json,
        };
        for (const name of SETTLED_PROPERTIES) {
            Object.defineProperty(xhr, name, {value: values[name], configurable: true});
        }
        xhr.dispatchEvent(new Event('readystatechange'));
        xhr.dispatchEvent(new ProgressEvent('load'));
        xhr.dispatchEvent(new ProgressEvent('loadend'));
    });
}

function unsettle(xhr: XMLHttpRequest): void {
    for (const name of SETTLED_PROPERTIES) {
        Reflect.deleteProperty(xhr, name);
    }
}
