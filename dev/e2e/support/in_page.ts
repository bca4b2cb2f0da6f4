/**
 * Functions that run inside a page (`page.evaluate`): each stands alone and refers to nothing around it.
 *
 * @packageDocumentation
 */

/** A value found in the browser's storage, flattened: its texts, and its bytes as base64. */
export interface StoredValue {
    readonly where: string;
    readonly texts: readonly string[];
    readonly bytes: readonly string[];
}

/** What one private key gave away; both lists are empty for a key that stays. */
export interface PrivateKeyTrial {
    readonly where: string;
    readonly exported: readonly string[];
    readonly wrapped: readonly string[];
}

export interface DatabaseWalk {
    readonly names: readonly string[];
    readonly values: readonly StoredValue[];
    readonly privateKeys: readonly PrivateKeyTrial[];
}

/**
 * Every text in the host's redux store, keys included, but for the composer's history: Mattermost itself keeps the last
 * texts there (docs/threat-model.md §4). Elements of React, which plugins register, lead to the whole page and are left out.
 */
export function textsOfStore(): string[] {
    const {store} = window as unknown as {store: {getState(): unknown}};
    const texts: string[] = [];
    const seen = new Set<unknown>();
    const walk = (value: unknown, path: string): void => {
        if (typeof value === 'string') {
            texts.push(value);
            return;
        }
        if (typeof value !== 'object' || value === null || seen.has(value) || '$$typeof' in value || value instanceof Node) {
            return;
        }
        seen.add(value);
        if (path === '.entities.posts.messagesHistory') {
            return;
        }
        if (value instanceof Map || value instanceof Set) {
            walk([...value], path);
            return;
        }
        for (const [key, inner] of Object.entries(value)) {
            texts.push(key);
            walk(inner, `${path}.${key}`);
        }
    };
    walk(store.getState(), '');
    return texts;
}

export function textsOfWebStorage(): string[] {
    return [localStorage, sessionStorage].flatMap((storage) => Object.keys(storage).flatMap((key) => [key, storage.getItem(key) ?? '']));
}

/** Reads every IndexedDB database of this origin, and tries to get every private key out of it. */
export async function walkDatabases(): Promise<DatabaseWalk> {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
        });
    const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

    const flatten = async (value: unknown, into: {texts: string[]; bytes: string[]; keys: CryptoKey[]}): Promise<void> => {
        if (typeof value === 'string') {
            into.texts.push(value);
        } else if (value instanceof CryptoKey) {
            into.keys.push(value);
        } else if (value instanceof ArrayBuffer) {
            into.bytes.push(base64(new Uint8Array(value)));
        } else if (ArrayBuffer.isView(value)) {
            into.bytes.push(base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)));
        } else if (value instanceof Blob) {
            into.bytes.push(base64(new Uint8Array(await value.arrayBuffer())));
        } else if (value instanceof Map || value instanceof Set) {
            await flatten([...value], into);
        } else if (typeof value === 'object' && value !== null) {
            for (const [key, inner] of Object.entries(value)) {
                into.texts.push(key);
                await flatten(inner, into);
            }
        }
    };

    const tryKey = async (key: CryptoKey, where: string): Promise<PrivateKeyTrial> => {
        const wrapping = await crypto.subtle.generateKey({name: 'AES-GCM', length: 256}, true, ['wrapKey', 'encrypt']);
        const exported: string[] = [];
        const wrapped: string[] = [];
        for (const format of ['raw', 'pkcs8', 'spki', 'jwk'] as const) {
            const isExported = await crypto.subtle.exportKey(format as 'raw', key).then(
                () => true,
                () => false,
            );
            const iv = new Uint8Array(12);
            const isWrapped = await crypto.subtle.wrapKey(format, key, wrapping, {name: 'AES-GCM', iv}).then(
                () => true,
                () => false,
            );
            if (isExported) {
                exported.push(format);
            }
            if (isWrapped) {
                wrapped.push(format);
            }
        }
        return {where, exported, wrapped};
    };

    const names: string[] = [];
    const values: StoredValue[] = [];
    const privateKeys: PrivateKeyTrial[] = [];
    for (const {name} of await indexedDB.databases()) {
        if (name === undefined) {
            continue;
        }
        names.push(name);
        const database = await asked(indexedDB.open(name));
        for (const storeName of database.objectStoreNames) {
            const store = database.transaction(storeName).objectStore(storeName);
            const found = {texts: [] as string[], bytes: [] as string[], keys: [] as CryptoKey[]};
            const [keys, contents] = await Promise.all([asked(store.getAllKeys()), asked<unknown[]>(store.getAll())]);
            await flatten([keys, contents], found);
            const where = `${name}/${storeName}`;
            values.push({where, texts: found.texts, bytes: found.bytes});
            for (const key of found.keys.filter(({type}) => type !== 'public')) {
                privateKeys.push(await tryKey(key, where));
            }
        }
        database.close();
    }
    return {names, values, privateKeys};
}

/**
 * For the positive twin of a walk: puts `text` in several shapes, a private key that can be exported, and that key's own
 * bytes into a database of the spec's. Answers the key as base64url.
 */
export async function plant(text: string): Promise<string> {
    const pair = await crypto.subtle.generateKey({name: 'ECDH', namedCurve: 'P-256'}, true, ['deriveBits']);
    const {d = ''} = await crypto.subtle.exportKey('jwk', pair.privateKey);
    const scalar = Uint8Array.from(atob(d.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    const bytes = new TextEncoder().encode(text);
    const request = indexedDB.open('planted-by-a-spec', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('things');
    await new Promise((resolve, reject) => {
        request.onsuccess = resolve;
        request.onerror = reject;
    });
    const database = request.result;
    const transaction = database.transaction('things', 'readwrite');
    transaction.objectStore('things').put({text, nested: [{key: pair.privateKey}, new Blob([bytes])], scalar}, 'planted');
    await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onerror = reject;
    });
    database.close();
    return d;
}

export async function removePlanted(): Promise<void> {
    const request = indexedDB.deleteDatabase('planted-by-a-spec');
    await new Promise((resolve, reject) => {
        request.onsuccess = resolve;
        request.onerror = reject;
    });
}

/** Id and text of every sealed post that is open in the centre (`post`) or in the right-hand sidebar (`rhsPost`). */
export function openedPosts(place: 'post' | 'rhsPost'): Array<[id: string, text: string]> {
    return [...document.querySelectorAll('[data-testid=e2ee-post][data-state=opened]')].flatMap((body) => {
        const {id} = body.closest(`[id^=${place}_]`) ?? {id: ''};
        return id === '' ? [] : [[id.slice(place.length + 1), body.textContent ?? '']];
    });
}
