import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';

import type {BrowserContext, ConsoleMessage, Page, Response} from 'playwright-core';

import {watchPage} from './page_script';
import type {RecordedEvent} from './recording';

/** An event with the microsecond at which its source saw it: page, browser and server run on one machine's clock. */
interface Timed {
    atMs: number;
    event: RecordedEvent;
}

/** What a page reports is here by then. */
const LATE_MS = 300;
const PLUGIN = 'plugin test.probe';

/** Collects what the probe's two halves, the sockets and the browser report, and puts it into one order. */
export class Recorder {
    private events: Timed[] = [];
    private lastEventAtMs = Date.now();
    private lastTypingAtMs = 0;
    private readonly server: Server;
    private unansweredRequests: string[] = [];
    private unreportedCloses = 0;

    constructor() {
        this.server = createServer((request, response) => {
            const chunks: Buffer[] = [];
            request.on('data', (chunk: Buffer) => chunks.push(chunk));
            request.on('end', () => {
                response.end();
                const {name, args, at} = JSON.parse(Buffer.concat(chunks).toString()) as {name: string; args: object; at: number};
                this.add(at / 1000, {kind: 'serverHook', name, args});
            });
        });
    }

    /** Where the probe's server half sends its events. */
    async listen(): Promise<string> {
        await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
    }

    close(): void {
        this.server.closeAllConnections();
        this.server.close();
    }

    async watch(context: BrowserContext): Promise<void> {
        await context.exposeBinding('contractRecord', (_source, event: RecordedEvent & {at: number}) => this.addFromPage(event));
        await context.addInitScript({content: `(${pageSource(watchPage)})()`});
    }

    watchPage(page: Page): void {
        page.on('console', (message) => this.addConsole(message));
        page.on('websocket', (webSocket) => webSocket.on('close', () => void this.addLateClose()));
        page.on('response', (response) => void this.addLateAnswer(response));
    }

    /** Forgets what was recorded so far. */
    begin(): void {
        this.events = [];
    }

    /** What happened since `begin`, in order. */
    end(): RecordedEvent[] {
        return [...this.events].sort((a, b) => a.atMs - b.atMs).map(({event}) => event);
    }

    /** Waits until nothing has been reported for a while. */
    async settle(quietMs: number, atMostMs: number): Promise<void> {
        const startedAtMs = Date.now();
        this.lastEventAtMs = startedAtMs;
        while (Date.now() - this.lastEventAtMs < quietMs && Date.now() - startedAtMs < atMostMs) {
            await new Promise((resolve) => setTimeout(resolve, 25));
        }
    }

    async waitFor(matches: (event: RecordedEvent) => boolean, atMostMs: number): Promise<void> {
        const startedAtMs = Date.now();
        while (!this.events.some(({event}) => matches(event)) && Date.now() - startedAtMs < atMostMs) {
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }

    msSinceTyping(): number {
        return Date.now() - this.lastTypingAtMs;
    }

    private add(atMs: number, event: RecordedEvent): void {
        this.lastEventAtMs = Date.now();
        this.events.push({atMs, event});
    }

    private addFromPage({at, ...event}: RecordedEvent & {at: number}): void {
        if (event.kind === 'ws' && event.name === 'user_typing') {
            this.lastTypingAtMs = Date.now();
        }
        if (event.kind === 'ws' && event.dir === 'close') {
            this.unreportedCloses -= 1;
        }
        const call = `${event.method} ${event.path}`;
        if (event.kind === 'http' && event.via) {
            this.unansweredRequests.push(call);
        }
        if (event.kind === 'httpResponse') {
            remove(this.unansweredRequests, call);
        }
        if (event.kind !== 'ws' || event.name !== 'ping') {
            this.add(at, abbreviated(event));
        }
    }

    private addConsole(message: ConsoleMessage): void {
        if (message.text().includes(PLUGIN)) {
            this.add(message.timestamp(), {kind: 'console', text: message.text()});
        }
    }

    /** A page that unloads can't tell of its socket's end any more. */
    private async addLateClose(): Promise<void> {
        const atMs = Date.now();
        this.unreportedCloses += 1;
        await new Promise((resolve) => setTimeout(resolve, LATE_MS));
        if (this.unreportedCloses > 0) {
            this.unreportedCloses -= 1;
            this.add(atMs, {kind: 'ws', dir: 'close'});
        }
    }

    /** From the browser's own log: answers that came after the page which had asked was gone. */
    private async addLateAnswer(response: Response): Promise<void> {
        const {pathname, search} = new URL(response.url());
        const method = response.request().method();
        const path = pathname + search;
        const atMs = Date.now();
        await new Promise((resolve) => setTimeout(resolve, LATE_MS));
        if (remove(this.unansweredRequests, `${method} ${path}`)) {
            this.add(atMs, {kind: 'httpResponse', method, path, status: response.status()});
        }
    }
}

/** Of a whole user the recording keeps the field names only. */
function abbreviated(event: RecordedEvent): RecordedEvent {
    const isOwnPatch = event.kind === 'http' && event.path === '/api/v4/users/me/patch';
    return isOwnPatch && typeof event.body === 'object' && event.body ? {...event, body: {keys: Object.keys(event.body).sort()}} : event;
}

/** The loader that runs this test marks functions by a helper of its own, which a page doesn't have. */
function pageSource(script: () => void): string {
    return `() => { const __name = (named) => named; (${script.toString()})(); }`;
}

function remove(list: string[], value: string): boolean {
    const index = list.indexOf(value);
    if (index >= 0) {
        list.splice(index, 1);
    }
    return index >= 0;
}
