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

/** A page that is left reports for a moment longer; its successor needs longer to open a socket. */
const UNLOAD_MS = 100;
const PLUGIN = 'plugin test.probe';

/** Collects what the probe's two halves, the sockets and the browser report, and puts it into one order. */
export class Recorder {
    private events: Timed[] = [];
    private lastEventAtMs = Date.now();
    private lastTypingAtMs = 0;
    private readonly server: Server;
    private unansweredRequests: string[] = [];
    private browserAnswers: Array<Timed & {call: string}> = [];
    private openSockets = 0;

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
        page.on('response', (response) => this.noteAnswer(response));
    }

    /** Forgets what was recorded so far. */
    begin(): void {
        this.events = [];
        this.unansweredRequests = [];
        this.browserAnswers = [];
    }

    /** What happened since `begin`, in order. */
    end(): RecordedEvent[] {
        return [...this.events, ...this.lost()].sort((a, b) => a.atMs - b.atMs).map(({event}) => event);
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
        const call = `${event.method} ${event.path}`;
        if (event.kind === 'ws' && (event.dir === 'open' || event.dir === 'close')) {
            this.openSockets += event.dir === 'open' ? 1 : -1;
        }
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

    /** Answers that the browser saw, but of which the page could not tell any more because it was unloading. */
    private lost(): Timed[] {
        const answers = this.unansweredRequests.flatMap((call) => this.browserAnswers.filter((answer) => answer.call === call).slice(-1));
        return answers.map(({atMs, event}) => ({atMs, event}));
    }

    /** The end of a page's socket, where the page did not live to tell of it. */
    private async noteUnload(): Promise<void> {
        const atMs = Date.now();
        await new Promise((resolve) => setTimeout(resolve, UNLOAD_MS));
        if (this.openSockets > 0) {
            this.openSockets = 0;
            this.add(atMs, {kind: 'ws', dir: 'close'});
        }
    }

    private noteAnswer(response: Response): void {
        if (response.request().isNavigationRequest()) {
            void this.noteUnload();
        }
        const {pathname, search} = new URL(response.url());
        const method = response.request().method();
        const path = pathname + search;
        const event: RecordedEvent = {kind: 'httpResponse', method, path, status: response.status()};
        this.browserAnswers.push({call: `${method} ${path}`, atMs: Date.now(), event});
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
