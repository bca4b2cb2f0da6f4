import {StackFailure} from './failure';
import type {ServerFiles} from './mattermost_build';
import {mattermostSettings} from './mattermost_settings';
import type {ServerPlace} from './mattermost_settings';
import type {Part, Supervisor} from './supervisor/processes';

const START_WITHIN_MS = 120_000;
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
        let hasEnded = false;
        void part.exited.then(() => {
            hasEnded = true;
        });
        const deadlineMs = Date.now() + START_WITHIN_MS;
        while (!(await this.#answers())) {
            if (hasEnded) {
                throw new StackFailure(`The Mattermost server didn't start.\n${part.log.tail()}`);
            }
            if (Date.now() > deadlineMs) {
                throw new StackFailure(`The Mattermost server didn't answer in ${START_WITHIN_MS / 1000} s.\n${part.log.tail()}`);
            }
            await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
        }
    }

    /** Stops it and its plugins. */
    async stop(): Promise<void> {
        const part = this.#part;
        this.#part = undefined;
        await part?.stop();
    }

    async #answers(): Promise<boolean> {
        try {
            const response = await fetch(`${this.#place.siteUrl}/api/v4/system/ping`, {signal: AbortSignal.timeout(2000)});
            return response.ok;
        } catch {
            return false;
        }
    }
}

/** The caller's environment may hold settings of another server. */
function environmentWithoutSettings(): NodeJS.ProcessEnv {
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MM_')));
}
