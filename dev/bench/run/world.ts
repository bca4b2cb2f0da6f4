/**
 * A channel with its people, and the server half that knows them, in memory: what the worker talks to.
 *
 * @packageDocumentation
 */
import type {IncomingMessage, ServerResponse} from 'node:http';

import type {CarriedPost, Member} from '../../../webapp/src/vault/api';
import {Browser, Clock, Host, members as membersOf, type Tab} from '../../../webapp/tests/support/browsers';
import {HandMadePerson} from '../../../webapp/tests/support/hand_made_person';
import {memoryFetch} from '../../../webapp/tests/support/memory_fetch';
import {MemoryServer} from '../../../webapp/tests/support/memory_server';
import {userIdOf} from '../../../webapp/tests/support/people';
import {PAGE_OF_POSTS, SENDER_SESSIONS, TEXT} from '../page/jobs';

export const READER = 'reader';
export const ROUTES = '/plugins/app.e2ee';
const BASE = `${ROUTES}/api/v1`;

export class World {
    private readonly server = new MemoryServer();
    private readonly clock = new Clock();
    private readonly host = new Host(this.clock);

    /** Answers the reader's worker in the server half's words. */
    readonly answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) {
            chunks.push(chunk as Buffer);
        }
        const body = Buffer.concat(chunks).toString();
        const answered = await memoryFetch(
            this.server,
            userIdOf(READER),
            BASE,
        )(request.url ?? '', {
            method: request.method ?? 'GET',
            ...(body !== '' && {body}),
        });
        response.statusCode = answered.status;
        response.setHeader('Content-Type', 'application/json').end(await answered.text());
    };

    /** People whose keys the server half serves; nobody has their browsers. */
    async addPeople(count: number): Promise<readonly Member[]> {
        const names = Array.from({length: count}, (_, index) => `member${index}x`);
        for (const name of names) {
            const chain = this.server.chains.get(userIdOf(name)) ?? (await HandMadePerson.create(name)).chain();
            this.server.chains.set(userIdOf(name), chain);
        }
        return membersOf(READER, ...names);
    }

    /** As many posts of eight senders, each sealed for all of `members` and for the senders. */
    async posts(members: readonly Member[], count = PAGE_OF_POSTS): Promise<readonly CarriedPost[]> {
        const names = Array.from({length: SENDER_SESSIONS}, (_, index) => `sender${index}x`);
        const senders = await Promise.all(names.map((name) => this.sender(name)));
        const all = [...members.slice(0, Math.max(1, members.length - names.length)), ...membersOf(...names)];
        const posts: CarriedPost[] = [];
        for (let index = 0; index < count; index++) {
            const sender = senders[index % senders.length];
            if (sender) {
                posts.push(this.host.post(sender.name, await sender.tab.send(TEXT, all)));
            }
        }
        return posts;
    }

    private async sender(name: string): Promise<{readonly name: string; readonly tab: Tab}> {
        const tab = new Browser(this.server, this.clock).openTab();
        await tab.logIn(name);
        await tab.setUp();
        return {name, tab};
    }
}
