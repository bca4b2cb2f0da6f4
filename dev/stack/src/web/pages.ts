import {createServer} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';

import {messageOf} from '../failure';

/** What is answered to one request. */
export interface Answer {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: string | Buffer;
}

/** Nothing that was received runs or is fetched, whatever a mail or a key holds. */
const CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'";

const STYLE =
    'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}' +
    'table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;padding:.2rem 1rem .2rem 0}' +
    'pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #8888;padding:1rem}';

export function escapeHtml(text: string): string {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** @param content HTML */
export function htmlPage(title: string, content: string): Answer {
    const name = escapeHtml(title);
    const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><style>${STYLE}</style>`;
    return {
        headers: {'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': CONTENT_SECURITY_POLICY},
        body: `<!doctype html><html lang="en"><head>${head}</head><body><h1>${name}</h1>${content}</body></html>`,
    };
}

export function jsonAnswer(value: unknown): Answer {
    return {headers: {'Content-Type': 'application/json'}, body: JSON.stringify(value)};
}

export function textAnswer(body: string, status = 200): Answer {
    return {status, headers: {'Content-Type': 'text/plain; charset=utf-8'}, body};
}

/** Answers by `answer`; what it throws is the asker's fault, such as an address that can't be read. */
export function answeringServer(answer: (request: IncomingMessage) => Answer | Promise<Answer>): Server {
    return createServer((request, response) => {
        Promise.resolve(request)
            .then(answer)
            .catch((error: unknown) => textAnswer(`${messageOf(error)}\n`, 400))
            .then((answered) => send(response, answered))
            .catch(() => response.destroy());
    });
}

export function send(response: ServerResponse, {status = 200, headers = {}, body}: Answer): void {
    response.writeHead(status, {'X-Content-Type-Options': 'nosniff', ...headers}).end(body);
}

/** @throws RangeError if there are more than `limit` bytes */
export async function readBody(request: AsyncIterable<unknown>, limit: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of request) {
        length += (chunk as Buffer).length;
        if (length > limit) {
            throw new RangeError(`more than ${limit} bytes`);
        }
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
}
