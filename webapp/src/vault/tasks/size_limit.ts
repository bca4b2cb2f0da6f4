import {Failure} from '../../lib/errors';
import type {Directory} from '../identity/directory';

/** The admin changes it rarely, and a send is worth no request of its own. */
const MAX_AGE_MS = 10 * 60_000;

export interface SizeLimitParts {
    readonly directory: Pick<Directory, 'config'>;
    readonly nowMs: () => number;

    /** As the server half said when the account was opened. */
    readonly maxChannelMembers: number;
}

/** How many people an encrypted channel may have; where that can't be asked for, what was said last. */
export class SizeLimit {
    readonly #parts: SizeLimitParts;
    #limit: number;
    #askedAtMs: number;

    constructor(parts: SizeLimitParts) {
        this.#parts = parts;
        this.#limit = parts.maxChannelMembers;
        this.#askedAtMs = parts.nowMs();
    }

    async current(): Promise<number> {
        const nowMs = this.#parts.nowMs();
        if (nowMs - this.#askedAtMs > MAX_AGE_MS) {
            this.#askedAtMs = nowMs;
            this.#limit = await this.#ask();
        }
        return this.#limit;
    }

    async #ask(): Promise<number> {
        try {
            return (await this.#parts.directory.config()).maxChannelMembers;
        } catch (error) {
            if (error instanceof Failure) {
                return this.#limit;
            }
            throw error;
        }
    }
}
