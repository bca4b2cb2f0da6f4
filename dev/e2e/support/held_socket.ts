import type {Page, WebSocketRoute} from '@playwright/test';

/** The socket between a page and the server, in the hands of the spec. */
export class HeldSocket {
    /** Frames from the server that hold this are lost. */
    lost: string | undefined;
    private current: WebSocketRoute | undefined;
    private kept: Array<string | Buffer> | undefined;

    /** Before the page is loaded. */
    static async of(page: Page): Promise<HeldSocket> {
        const held = new HeldSocket();
        await page.routeWebSocket(/\/api\/v4\/websocket/, (socket) => {
            const server = socket.connectToServer();
            held.current = socket;
            server.onMessage((message) => held.deliver(message));
        });
        return held;
    }

    /** As a network that goes away for a moment does. The host opens another one by itself. */
    async drop(): Promise<void> {
        await this.current?.close({code: 4000});
    }

    /** Keeps every frame back that comes while `during` runs, then delivers them, the last one first. */
    async reversed(during: () => Promise<void>): Promise<void> {
        this.kept = [];
        await during();
        const kept = this.kept.reverse();
        this.kept = undefined;
        kept.forEach((message) => this.deliver(message));
    }

    private deliver(message: string | Buffer): void {
        if (this.kept !== undefined) {
            this.kept.push(message);
        } else if (this.lost === undefined || !message.toString().includes(this.lost)) {
            this.current?.send(message);
        }
    }
}
