/** A `Map`, a `WeakMap` or a bounded cache of promises. */
interface PromiseCache<Key, Value> {
    get(key: Key): Promise<Value> | undefined;
    set(key: Key, value: Promise<Value>): unknown;
    delete(key: Key): unknown;
}

/** Makes a value once, also for those who ask while it is being made. What failed isn't kept: the next one to ask tries again. */
export function cached<Key, Value>(cache: PromiseCache<Key, Value>, key: Key, make: () => Promise<Value>): Promise<Value> {
    const known = cache.get(key);
    if (known) {
        return known;
    }
    const made = make();
    cache.set(key, made);
    made.catch(() => cache.delete(key));
    return made;
}
