import {createServer} from 'node:net';

import {StackFailure} from './failure';

const TRIES = 100;

/** Which port somebody would like to have. */
export interface PortWish {
    /** For the error text: "Mattermost". */
    readonly part: string;

    /** Name of the environment variable that asks for a certain port, and its value. */
    readonly variable: string;
    readonly asked: string | undefined;

    /** The port of last time, so that bookmarks and open pages stay good. */
    readonly remembered: number | undefined;

    /** Where to begin looking. */
    readonly from: number;
}

/** @throws StackFailure if the port that was asked for is taken, or none is free. */
export async function choosePort(wish: PortWish): Promise<number> {
    if (wish.asked !== undefined) {
        const port = Number(wish.asked);
        if (!Number.isInteger(port) || port < 1 || port > 65535) {
            throw new StackFailure(`${wish.variable}=${wish.asked} is not a port.`);
        }
        if (!(await isFree(port))) {
            throw new StackFailure(
                `Port ${port} is taken, so ${wish.part} can't listen there. Free it, or set ${wish.variable} to another.`,
            );
        }
        return port;
    }
    const candidates = Array.from({length: TRIES}, (_, index) => wish.from + index);
    if (wish.remembered !== undefined) {
        candidates.unshift(wish.remembered);
    }
    for (const port of candidates) {
        if (await isFree(port)) {
            return port;
        }
    }
    throw new StackFailure(`No free port for ${wish.part} from ${wish.from} to ${wish.from + TRIES - 1}: set ${wish.variable} to one.`);
}

/** On both loopback addresses: `localhost` may mean either, and another program on one of them would answer for us. */
async function isFree(port: number): Promise<boolean> {
    return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'));
}

function canListen(port: number, host: string): Promise<boolean> {
    return new Promise((resolve) => {
        const server = createServer();
        server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'));
        server.listen({port, host}, () => server.close(() => resolve(true)));
    });
}
