import {setTimeout as sleep} from 'node:timers/promises';

import {StackFailure} from './failure';
import type {ServerFiles} from './mattermost_build';
import {mattermostSettings} from './mattermost_settings';
import type {ServerPlace} from './mattermost_settings';
import type {Part, Supervisor} from './supervisor/processes';

// Its own word, since another server may answer on that port.
const LISTENING = 'Server is listening on';
const START_WITHIN_MS = 120_000;
const ANSWER_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 150;

/** The Mattermost server, which specs may stop and start while everything else goes on. */
export class MattermostServer {
    readonly #supervisor: Supervisor;
    readonly #files: ServerFiles;
    readonly #place: ServerPlace;
    #part: Part | undefined;

    constructor(supervisor: Supervisor, files: ServerFiles, place: ServerPlace) {
        this.#supervisor = supervisor;
        this.#files = files;
        this.#place = place;
    }

    /** Starts it and waits until it answers. Does nothing if it runs. */
    async start(): Promise<void> {
        if (this.#part !== undefined) {
            return;
        }
        const part = this.#supervisor.start({
            name: 'mattermost-console',
            command: this.#files.binary,
            args: ['server'],
            cwd: this.#place.home,
            env: {...environmentWithoutSettings(), ...mattermostSettings(this.#place)},
        });
        this.#part = part;
        await part.says(LISTENING, START_WITHIN_MS);
        await this.#answers();
    }

    /** Stops it and its plugins. */
    async stop(): Promise<void> {
        const part = this.#part;
        this.#part = undefined;
        await part?.stop();
    }

    async #answers(): Promise<void> {
        const deadlineMs = Date.now() + ANSWER_WITHIN_MS;
        for (;;) {
            try {
                const response = await fetch(`${this.#place.siteUrl}/api/v4/system/ping`, {signal: AbortSignal.timeout(2000)});
                if (response.ok) {
                    return;
                }
            } catch {
                // Not yet.
            }
            if (Date.now() > deadlineMs) {
                throw new StackFailure(`The Mattermost server listens, but didn't answer in ${ANSWER_WITHIN_MS / 1000} s.`);
            }
            await sleep(ASK_EVERY_MS);
        }
    }
}

/** The caller's environment may hold settings of another server. */
function environmentWithoutSettings(): NodeJS.ProcessEnv {
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MM_')));
}
