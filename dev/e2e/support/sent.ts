import type {BrowserContext, Page, Request, WebSocket} from '@playwright/test';

/** Everything that the pages and workers of one browser sent: requests with address and body, and socket frames. */
export class Sent {
    private readonly requests: Request[] = [];
    private readonly frames: Buffer[] = [];

    /** From now on, for every page of `context`. */
    static by(context: BrowserContext): Sent {
        const sent = new Sent();
        context.on('request', (request) => sent.requests.push(request));
        context.on('page', (page) => sent.listen(page));
        return sent;
    }

    /** Requests whose address holds `part`, oldest first. */
    to(part: string): readonly Request[] {
        return this.requests.filter((request) => request.url().includes(part));
    }

    /** One entry per request or frame. An address stands as it is and decoded: words in it are percent-encoded. */
    all(): Buffer[] {
        return [...this.requests.map(bytesOf), ...this.frames];
    }

    private listen(page: Page): void {
        page.on('websocket', (socket: WebSocket) => {
            socket.on('framesent', ({payload}) => this.frames.push(Buffer.from(payload)));
        });
    }
}

function bytesOf(request: Request): Buffer {
    const head = [request.method(), request.url(), decoded(request.url()), JSON.stringify(request.headers())].join('\n');
    return Buffer.concat([Buffer.from(`${head}\n`), request.postDataBuffer() ?? Buffer.alloc(0)]);
}

function decoded(url: string): string {
    try {
        return decodeURIComponent(url.replaceAll('+', ' '));
    } catch {
        return '';
    }
}
