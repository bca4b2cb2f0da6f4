/**
 * A server that lies to one browser: an HTTP proxy between it and the true one, that changes what is answered on the way.
 *
 * What passes is recorded here, outside of the browser: the page's requests and the vault's worker's alike.
 *
 * @packageDocumentation
 */
import {createServer, request as httpRequest} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {connect} from 'node:net';
import type {AddressInfo, Socket} from 'node:net';

import type {BrowserContextOptions} from '@playwright/test';

/** A request as it left the browser. */
export interface PassedRequest {
    readonly method: string;
    readonly url: URL;
    readonly headers: IncomingMessage['headers'];
    readonly body: Buffer;
}

/** The answer's JSON as the server gave it, to what the browser gets. May change it in place. */
export type Lie<Answer> = (answer: Answer, request: PassedRequest) => unknown;

interface Rule {
    readonly method: string;
    readonly path: RegExp;
    readonly lie: Lie<never>;
}

export class EvilProxy {
    readonly requests: PassedRequest[] = [];
    private readonly server: Server;
    private readonly tunnels = new Set<Socket>();
    private rules: readonly Rule[] = [];

    private constructor() {
        this.server = createServer((request, response) => {
            this.pass(request, response).catch(() => response.destroy());
        });
        this.server.on('connect', (request: IncomingMessage, browser: Socket) => this.tunnel(request, browser));
    }

    static async start(): Promise<EvilProxy> {
        const proxy = new EvilProxy();
        await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
        return proxy;
    }

    async stop(): Promise<void> {
        this.tunnels.forEach((socket) => socket.destroy());
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    /** For a browser that is to be lied to. Chromium passes by every proxy on its way to this machine, unless told not to. */
    get context(): BrowserContextOptions {
        const {port} = this.server.address() as AddressInfo;
        return {proxy: {server: `http://127.0.0.1:${port}`, bypass: '<-loopback>'}};
    }

    /** From now on answers in JSON to such requests are changed, by every rule that fits, in the order in which they were made. */
    rewrite<Answer>(method: string, path: RegExp, lie: Lie<Answer>): void {
        this.rules = [...this.rules, {method, path, lie}];
    }

    /** From now on nothing is changed. */
    beHonest(): void {
        this.rules = [];
    }

    /** Requests whose path and query hold `part`, oldest first. */
    to(method: string, part: string): readonly PassedRequest[] {
        return this.requests.filter((request) => request.method === method && pathOf(request).includes(part));
    }

    /** Every request as bytes: head, address as it is and decoded, body. */
    sent(): Buffer[] {
        return this.requests.map((request) => {
            const {method, url, headers, body} = request;
            return Buffer.concat([Buffer.from([method, url.href, decoded(url.href), JSON.stringify(headers), ''].join('\n')), body]);
        });
    }

    private async pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
        const body = await bytesOf(incoming);
        const passed: PassedRequest = {
            method: incoming.method ?? '',
            url: new URL(incoming.url ?? ''),
            headers: incoming.headers,
            body,
        };
        this.requests.push(passed);
        const answer = await ask(passed);
        const rules = this.rules.filter(({method, path}) => method === passed.method && path.test(pathOf(passed)));
        const headers = {...answer.headers};
        if (rules.length === 0 || !String(headers['content-type']).includes('json')) {
            response.writeHead(answer.statusCode ?? 502, headers);
            answer.pipe(response);
            return;
        }
        const lied = rules.reduce<unknown>(
            (told, {lie}) => lie(told as never, passed) ?? told,
            JSON.parse((await bytesOf(answer)).toString('utf8')),
        );
        const bytes = Buffer.from(JSON.stringify(lied));
        delete headers['transfer-encoding'];
        response.writeHead(answer.statusCode ?? 502, {...headers, 'content-length': bytes.length});
        response.end(bytes);
    }

    /** Sockets go through as they are. */
    private tunnel(request: IncomingMessage, browser: Socket): void {
        const {hostname, port} = new URL(`http://${request.url ?? ''}`);
        const server = connect(Number(port), hostname, () => {
            browser.write('HTTP/1.1 200 Connection Established\r\n\r\n');
            server.pipe(browser).pipe(server);
        });
        for (const socket of [browser, server]) {
            this.tunnels.add(socket);
            socket.on('error', () => socket.destroy());
            socket.on('close', () => this.tunnels.delete(socket));
        }
    }
}

function pathOf({url}: PassedRequest): string {
    return `${url.pathname}${url.search}`;
}

/** Uncompressed, and never "not modified": what isn't told can't be changed. */
function ask({method, url, headers, body}: PassedRequest): Promise<IncomingMessage> {
    const {'if-none-match': _etag, 'proxy-connection': _hop, ...others} = headers;
    return new Promise((resolve, reject) => {
        const outgoing = httpRequest(url, {method, headers: {...others, 'accept-encoding': 'identity'}}, resolve);
        outgoing.on('error', reject);
        outgoing.end(body);
    });
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
}

function decoded(url: string): string {
    try {
        return decodeURIComponent(url.replaceAll('+', ' '));
    } catch {
        return '';
    }
}
