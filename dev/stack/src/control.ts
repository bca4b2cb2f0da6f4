import {randomBytes} from 'node:crypto';
import {createServer} from 'node:http';
import type {Server} from 'node:http';

import {messageOf} from './failure';
import {listenOnLoopback} from './web/listen';

/** What can be asked for: path to action. */
export type Actions = Readonly<Record<string, () => Promise<void>>>;

/** The way for a spec, which is another process, to stop and start a part. Loopback only, and only with the token. */
export class ControlServer {
    readonly token = randomBytes(16).toString('hex');
    readonly #server: Server;

    constructor(actions: Actions) {
        this.#server = createServer((request, response) => {
            const action = actions[request.url ?? ''];
            if (request.headers.authorization !== `Bearer ${this.token}`) {
                response.writeHead(401).end();
            } else if (request.method !== 'POST' || action === undefined) {
                response.writeHead(404).end();
            } else {
                action().then(
                    () => response.writeHead(204).end(),
                    (error: unknown) => response.writeHead(500).end(messageOf(error)),
                );
            }
        });
    }

    /** Listens on a free port and answers the address. */
    async start(): Promise<string> {
        return `http://127.0.0.1:${await listenOnLoopback(this.#server)}`;
    }

    stop(): void {
        this.#server.close();
        this.#server.closeAllConnections();
    }
}
