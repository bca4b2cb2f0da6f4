/**
 * Requests to the server half (docs/server-api.md), with a name for everything that can go wrong.
 *
 * The answer is hostile data: it is limited in size before it is parsed, and read by the schemas of directory_http.ts.
 *
 * @packageDocumentation
 */
import {Failure, PROTOCOL_CODES} from '../../lib/errors';
import type {FailureCode} from '../../lib/errors';

export interface RoutesOptions {
    /** Base of the routes of the plugin, without a slash at its end. */
    readonly base: string;
    readonly csrfToken: () => string;
    readonly fetch: typeof globalThis.fetch;
    readonly timeoutMs: number;

    /** Characters of an answer. */
    readonly maxAnswerLength: number;
}

export interface PluginRequest {
    readonly method: 'GET' | 'POST' | 'PUT';

    /** Begins with a slash. */
    readonly path: string;
    readonly body?: unknown;

    /** Where it may take longer than others. */
    readonly timeoutMs?: number;
}

/** What an adapter needs of this. */
export interface Requests {
    request(request: PluginRequest): Promise<unknown>;
}

/** What a status says where the body names no code of ours; a proxy or a disabled plugin answers without one. */
const CODES_BY_STATUS: ReadonlyMap<number, FailureCode> = new Map([
    [401, 'forbidden'],
    [403, 'forbidden'],
    [409, 'conflict'],
    [413, 'too_large'],
    [429, 'rate_limited'],
]);

/** The only codes that an answer may state: a server must not be able to speak of this browser's storage, say. */
const STATED_CODES: readonly FailureCode[] = [
    ...PROTOCOL_CODES,
    'forbidden',
    'conflict',
    'rate_limited',
    'channel_too_large',
    'mail_off',
    'mail_failed',
    'key_server_off',
    'key_not_found',
    'key_server_failed',
];
const STATED: ReadonlyMap<string, FailureCode> = new Map(STATED_CODES.map((code) => [code, code]));

/** What another machine answered is shown as it is, so there is no more of it than fits in a dialog. */
const DETAIL_CHARACTERS = 300;

/** Codes of the server half that this side calls otherwise. */
const RENAMED: ReadonlyMap<string, FailureCode> = new Map([
    ['unauthorized', 'forbidden'],
    ['not_found', 'not_set_up'],
    ['bad_request', 'invariant'],
    ['internal', 'server_unavailable'],
]);

export class PluginRoutes implements Requests {
    readonly #options: RoutesOptions;

    constructor(options: RoutesOptions) {
        this.#options = options;
    }

    /** The parsed answer. Rejects with a `Failure`; an answer that is no JSON is `server_unavailable`: something else answered. */
    async request(request: PluginRequest): Promise<unknown> {
        const {status, text} = await this.#exchange(request);
        const answer = parse(text);
        if (status >= 200 && status < 300) {
            if (answer === undefined) {
                throw new Failure('server_unavailable');
            }
            return answer;
        }
        throw new Failure(failureCode(status, answer), {detail: detailOf(answer)});
    }

    async #exchange({method, path, body, timeoutMs = this.#options.timeoutMs}: PluginRequest): Promise<{status: number; text: string}> {
        const {base, csrfToken, fetch, maxAnswerLength} = this.#options;
        const abort = new AbortController();
        const timer = setTimeout(() => abort.abort(), timeoutMs);
        try {
            const response = await fetch(base + path, {
                method,
                credentials: 'same-origin',
                redirect: 'error',
                signal: abort.signal,
                headers: {
                    // Without these two Mattermost passes a change on as nobody's (docs/server-api.md).
                    'X-Requested-With': 'XMLHttpRequest',
                    'X-CSRF-Token': csrfToken(),
                    ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
                },
                ...(body === undefined ? {} : {body: JSON.stringify(body)}),
            });
            return {status: response.status, text: await readLimited(response, maxAnswerLength)};
        } catch (error) {
            throw error instanceof Failure ? error : new Failure('offline', {cause: error});
        } finally {
            clearTimeout(timer);
        }
    }
}

/** Stops reading at the limit: an endless answer must not fill the memory of the page. */
async function readLimited(response: Response, limit: number): Promise<string> {
    const reader = response.body?.getReader();
    if (!reader) {
        return '';
    }
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
        const {done, value} = await reader.read();
        if (done) {
            return text + decoder.decode();
        }
        text += decoder.decode(value, {stream: true});
        if (text.length > limit) {
            await reader.cancel();
            throw new Failure('too_large');
        }
    }
}

/** `undefined` for what is no JSON; the text of a JSON document is never `undefined`. */
function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function failureCode(status: number, answer: unknown): FailureCode {
    const code = typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : undefined;
    if (typeof code === 'string') {
        const named = STATED.get(code) ?? RENAMED.get(code);
        if (named) {
            return named;
        }
    }
    return CODES_BY_STATUS.get(status) ?? 'server_unavailable';
}

function detailOf(answer: unknown): string | undefined {
    const detail = typeof answer === 'object' && answer !== null && 'detail' in answer ? answer.detail : undefined;
    return typeof detail === 'string' ? detail.slice(0, DETAIL_CHARACTERS) : undefined;
}
