import type {KeyLock} from '../../identity/key_lock';

/** In-memory twin of `WebKeyLock`: one object stands for one browser's lock. */
export class MemoryKeyLock implements KeyLock {
    #last: Promise<unknown> = Promise.resolve();

    run<T>(task: () => Promise<T>): Promise<T> {
        const result = this.#last.then(task, task);
        this.#last = result.catch(() => undefined);
        return result;
    }
}
