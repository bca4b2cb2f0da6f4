/**
 * Serialises changes of the member's keys over all tabs of a browser (Web Locks), so that two tabs that create, publish
 * or restore at once do so one after the other.
 *
 * @packageDocumentation
 */

export interface KeyLock {
    run<T>(task: () => Promise<T>): Promise<T>;
}
