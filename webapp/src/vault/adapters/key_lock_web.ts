import type {KeyLock} from '../identity/key_lock';

/** One lock per member over all tabs of the browser (Web Locks; there in every secure context that Mattermost supports). */
export class WebKeyLock implements KeyLock {
    readonly #locks: LockManager;
    readonly #name: string;

    constructor(locks: LockManager, userId: string) {
        this.#locks = locks;
        this.#name = `app.e2ee/keys/${userId}`;
    }

    run<T>(task: () => Promise<T>): Promise<T> {
        return this.#locks.request(this.#name, task) as Promise<T>;
    }
}
