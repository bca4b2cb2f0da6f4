/**
 * A value that components and hooks of this page look at together. Not in the host's store: what is in there, every other
 * plugin sees and the host may send back out (docs/architecture.md §9).
 *
 * @packageDocumentation
 */
import {useSyncExternalStore} from 'react';

export interface Observable<Value> {
    readonly get: () => Value;
    readonly subscribe: (listener: () => void) => () => void;
}

export class Subject<Value> implements Observable<Value> {
    private readonly listeners = new Set<() => void>();

    constructor(private value: Value) {}

    readonly get = (): Value => this.value;

    readonly subscribe = (listener: () => void): (() => void) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    };

    set(value: Value): void {
        if (Object.is(value, this.value)) {
            return;
        }
        this.value = value;
        for (const listener of [...this.listeners]) {
            listener();
        }
    }
}

export function useObservable<Value>(observable: Observable<Value>): Value {
    return useSyncExternalStore(observable.subscribe, observable.get);
}
