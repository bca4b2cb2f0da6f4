/**
 * A key server: HKP as `gpg --keyserver` speaks it (draft-gallagher-openpgp-hkp), and a Web Key Directory (both methods, over
 * plain HTTP). For specs it can be told to be a bad one.
 *
 * @packageDocumentation
 */
import type {IncomingMessage, Server} from 'node:http';

import type {ListedKey} from '../gnupg/key_listing';
import {listenOnLoopback} from '../web/listen';
import {answeringServer, escapeHtml, htmlPage, readBody, textAnswer} from '../web/pages';
import type {Answer} from '../web/pages';
import {misbehave} from './behaviour';
import type {Behaviour} from './behaviour';
import {hkpIndex} from './hkp_index';
import {KeyRing} from './key_ring';
import {answersWkd, isWkdPolicy, readWkdPath} from './wkd';
import type {WkdQuestion} from './wkd';

const MAX_UPLOAD_BYTES = 8 * 1024 * 1024;
const NOT_FOUND = textAnswer('No results found\n', 404);

export class KeyServer {
    readonly #keys: KeyRing;
    readonly #server: Server;
    #behaviour: Behaviour = 'honest';
    #port = 0;

    private constructor(keys: KeyRing) {
        this.#keys = keys;
        this.#server = answeringServer((request) => this.#answer(request));
    }

    /** @param folder where it keeps its keys */
    static async start(folder: string, port: number): Promise<KeyServer> {
        const server = new KeyServer(KeyRing.open(folder));
        server.#port = await listenOnLoopback(server.#server, port);
        return server;
    }

    /** For browsers, and for what fetches keys by HTTP. */
    get pageUrl(): string {
        return `http://127.0.0.1:${this.#port}`;
    }

    /** As `gpg --keyserver` takes it. */
    get hkpUrl(): string {
        return `hkp://127.0.0.1:${this.#port}`;
    }

    get keys(): KeyRing {
        return this.#keys;
    }

    /** Counts from the next look-up on. */
    behave(behaviour: Behaviour): void {
        this.#behaviour = behaviour;
    }

    stop(): void {
        this.#server.close();
        this.#server.closeAllConnections();
    }

    async #answer(request: IncomingMessage): Promise<Answer> {
        const url = new URL(request.url ?? '/', this.pageUrl);
        if (url.pathname === '/pks/add' && request.method === 'POST') {
            return this.#add(request);
        }
        if (request.method !== 'GET') {
            return textAnswer('Not that way.\n', 405);
        }
        if (url.pathname === '/') {
            return this.#page();
        }
        const bad = await misbehave(this.#behaviour, url);
        if (bad !== undefined) {
            return bad;
        }
        if (url.pathname === '/pks/lookup') {
            return this.#lookUp(url.searchParams);
        }
        if (isWkdPolicy(url.pathname)) {
            return textAnswer('');
        }
        const question = readWkdPath(url.pathname);
        return question === undefined ? NOT_FOUND : this.#directory(question);
    }

    async #lookUp(parameters: URLSearchParams): Promise<Answer> {
        const keys = await this.#wanted(parameters.get('search') ?? '');
        const isForPrograms = (parameters.get('options') ?? '').split(',').includes('mr');
        switch (parameters.get('op')) {
            case 'get':
                return keys.length === 0
                    ? NOT_FOUND
                    : {headers: {'Content-Type': 'application/pgp-keys'}, body: await this.#keys.armored(keys)};
            case 'index':
            case 'vindex':
                if (keys.length === 0) {
                    return NOT_FOUND;
                }
                return isForPrograms ? textAnswer(hkpIndex(keys)) : htmlPage('Search results', listOf(keys));
            default:
                return textAnswer('Not implemented\n', 501);
        }
    }

    async #wanted(search: string): Promise<readonly ListedKey[]> {
        const found = await this.#keys.find(search);
        if (this.#behaviour !== 'other_key') {
            return found;
        }
        const others = (await this.#keys.all()).filter(({fingerprint}) => found.every((key) => key.fingerprint !== fingerprint));
        return others.slice(-1);
    }

    /** A directory has one key for an address: the newest one, where there are several. */
    async #directory(question: WkdQuestion): Promise<Answer> {
        const keys = (await this.#keys.all()).filter(({userIds}) => userIds.some(({text}) => answersWkd(text, question)));
        const [newest] = [...keys].sort((one, other) => other.createdAtS - one.createdAtS);
        return newest === undefined
            ? NOT_FOUND
            : {headers: {'Content-Type': 'application/octet-stream'}, body: await this.#keys.binary(newest)};
    }

    async #add(request: IncomingMessage): Promise<Answer> {
        const form = new URLSearchParams((await readBody(request, MAX_UPLOAD_BYTES)).toString('utf8'));
        await this.#keys.add(form.get('keytext') ?? '');
        return textAnswer('Key block added\n');
    }

    async #page(): Promise<Answer> {
        const keys = await this.#keys.all();
        const content = keys.length === 0 ? '<p>Nothing yet.</p>' : listOf(keys);
        return htmlPage('Key server', `<p>For <code>gpg --keyserver ${this.hkpUrl}</code></p>${content}`);
    }
}

function listOf(keys: readonly ListedKey[]): string {
    const items = keys.map(({fingerprint, userIds}) => {
        const names = userIds.map(({text}) => escapeHtml(text)).join(', ');
        return `<li><a href="/pks/lookup?op=get&amp;search=0x${fingerprint}"><code>${fingerprint}</code></a> ${names}</li>`;
    });
    return `<ul>${items.join('')}</ul>`;
}
