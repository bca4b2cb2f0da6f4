/**
 * Ends the parts when the stack can't do it any more.
 *
 * A process of its own, in a session of its own. The stack tells it over a pipe which parts run; a closed pipe means that
 * the stack is gone, however it went, also by SIGKILL. In an orderly stop the stack has ended all parts before it closes the pipe.
 *
 * @packageDocumentation
 */
import {createInterface} from 'node:readline';

import {endSession} from './sessions';

/** What the stack writes, one JSON object a line. */
export type WatchdogMessage =
    {readonly kind: 'watch'; readonly pid: number; readonly signal: NodeJS.Signals} | {readonly kind: 'forget'; readonly pid: number};

const GRACE_MS = 6000;

async function guard(): Promise<void> {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => undefined);
    }
    const parts = new Map<number, NodeJS.Signals>();
    for await (const line of createInterface({input: process.stdin})) {
        const message = JSON.parse(line) as WatchdogMessage;
        if (message.kind === 'watch') {
            parts.set(message.pid, message.signal);
        } else {
            parts.delete(message.pid);
        }
    }

    // Last started, first stopped: the server before its database.
    for (const [pid, signal] of [...parts].reverse()) {
        await endSession(pid, signal, GRACE_MS);
    }
}

await guard();
