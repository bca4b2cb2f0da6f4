/**
 * A small typed client of Mattermost's REST API, for provisioning, deployment and the specs: they import this module.
 *
 * @packageDocumentation
 */
import {readFileSync} from 'node:fs';
import {basename} from 'node:path';

import type {Account, Channel, StackDescription} from './description';
import type {Behaviour} from './key_server/behaviour';

export {readDescription} from './description';
export type {Account, Channel, StackDescription} from './description';

/** What a server without a licence takes; the admin is one of them, bots are not. */
export const MAX_ACTIVE_PEOPLE = 250;

const BATCH = 100;
const AT_ONCE = 4;

/** An answer of Mattermost that isn't a success. */
export class MattermostError extends Error {
    override readonly name = 'MattermostError';
    readonly status: number;

    /** Mattermost's own name of the error, such as `api.context.permissions.app_error`. */
    readonly id: string;

    constructor(request: string, status: number, id: string, message: string) {
        super(`${request}: ${status} ${message}`);
        this.status = status;
        this.id = id;
    }
}

export interface User {
    readonly id: string;
    readonly username: string;

    /** 0 while the account is active. */
    readonly delete_at: number;
}

export interface Team {
    readonly id: string;
    readonly name: string;
}

export interface Post {
    readonly id: string;
    readonly channel_id: string;
    readonly user_id: string;
    readonly root_id: string;
    readonly message: string;
    readonly type: string;
    readonly create_at: number;
    readonly props: Record<string, unknown>;
}

export interface Preference {
    readonly category: string;
    readonly name: string;
    readonly value: string;
}

/** Who is to be made. */
export interface NewAccount {
    readonly username: string;
    readonly firstName: string;
    readonly lastName: string;
}

interface WireChannel {
    readonly id: string;
    readonly name: string;
    readonly display_name: string;
}

/** One session, or none, on one Mattermost server. */
export class MattermostApi {
    /** Of every account that the stack or a spec makes: they live on loopback, for a while. */
    static readonly password = 'End-2-End-demo';

    readonly siteUrl: string;
    readonly userId: string;
    readonly token: string;

    constructor(siteUrl: string, token: string, userId: string) {
        this.siteUrl = siteUrl;
        this.token = token;
        this.userId = userId;
    }

    /** Without a session: for making the first account. */
    static anonymous(siteUrl: string): MattermostApi {
        return new MattermostApi(siteUrl, '', '');
    }

    /** @throws MattermostError with status 401 if there is no such account or the password is another. */
    static async logIn(siteUrl: string, username: string, password: string): Promise<MattermostApi> {
        const response = await MattermostApi.anonymous(siteUrl).#send('POST', '/users/login', {login_id: username, password});
        const user = (await response.json()) as User;
        return new MattermostApi(siteUrl, response.headers.get('Token') ?? '', user.id);
    }

    /**
     * Any route of `/api/v4`. The answer's shape is the caller's claim; nothing checks it.
     * @throws MattermostError
     */
    async request<T>(method: string, path: string, body?: unknown): Promise<T> {
        const response = await this.#send(method, path, body);
        return (await response.json()) as T;
    }

    async createUser(account: NewAccount): Promise<Account> {
        const {username, password, email, firstName, lastName} = accountOf(account, '');
        const body = {username, email, password, first_name: firstName, last_name: lastName};
        const user = await this.request<User>('POST', '/users', body);
        return accountOf(account, user.id);
    }

    /**
     * Makes those that don't exist yet, activates those that were deactivated, and skips every tour for all. Needs an admin.
     *
     * A server without a licence takes {@link MAX_ACTIVE_PEOPLE} active people and refuses more with
     * `api.user.create_user.user_limits.exceeded`: whoever makes many deactivates them again, see {@link deactivateAllBut}.
     */
    async ensureUsers(accounts: readonly NewAccount[]): Promise<Account[]> {
        const existing = new Map<string, User>();
        for (const batch of batches(accounts, BATCH)) {
            const usernames = batch.map((account) => account.username);
            for (const user of await this.request<User[]>('POST', '/users/usernames', usernames)) {
                existing.set(user.username, user);
            }
        }
        return eachOf(accounts, async (account) => {
            const made = await this.#ensureUser(account, existing.get(account.username));
            await this.skipTours(made.userId);
            return made;
        });
    }

    /** `count` accounts named `prefix001`, `prefix002`, … in the team. Needs an admin. */
    async ensureMembers(teamId: string, prefix: string, count: number): Promise<Account[]> {
        const accounts = Array.from({length: count}, (_, index) => {
            const number = String(index + 1).padStart(3, '0');
            return {username: `${prefix}${number}`, firstName: prefix, lastName: number};
        });
        const made = await this.ensureUsers(accounts);
        await this.addToTeam(
            teamId,
            made.map((account) => account.userId),
        );
        return made;
    }

    /** Their sessions end, and they no longer count as people of any channel. Needs an admin. */
    async deactivateUsers(userIds: readonly string[]): Promise<void> {
        await eachOf(userIds, (userId) => this.request('DELETE', `/users/${userId}`));
    }

    /** Makes room for new people: deactivates every person but these and the session's own account. Bots don't count. */
    async deactivateAllBut(userIds: readonly string[]): Promise<void> {
        const kept = new Set([...userIds, this.userId]);
        const others: string[] = [];
        for (let page = 0, isLast = false; !isLast; page++) {
            const users = await this.request<Array<User & {is_bot?: boolean}>>('GET', `/users?active=true&per_page=${BATCH}&page=${page}`);
            others.push(...users.filter((user) => user.is_bot !== true && !kept.has(user.id)).map((user) => user.id));
            isLast = users.length < BATCH;
        }
        await this.deactivateUsers(others);
    }

    /** What the real client would otherwise put over the page: tips, tours, the task list. */
    async skipTours(userId: string): Promise<void> {
        const finished = '999';
        const preference = (category: string, name: string, value: string): Preference & {user_id: string} => ({
            user_id: userId,
            category,
            name,
            value,
        });
        await this.request('PUT', `/users/${userId}/preferences`, [
            preference('tutorial_step', userId, finished),
            preference('crt_tutorial_triggered', userId, finished),
            preference('crt_tutorial_step', userId, finished),
            preference('crt_thread_pane_step', userId, finished),
            preference('explore_other_tools_step', userId, finished),
            preference('recommended_next_steps', 'hide', 'true'),
            preference('onboarding_task_list', 'onboarding_task_list_show', 'false'),
            preference('onboarding_task_list', 'onboarding_task_list_open', 'false'),
            preference('drafts', 'drafts_tour_tip_showed', '{"drafts_tour_tip_showed":true}'),
        ]);
    }

    async ensureTeam(name: string, displayName: string): Promise<Team> {
        return this.#unlessFound(`/teams/name/${name}`, () =>
            this.request<Team>('POST', '/teams', {name, display_name: displayName, type: 'O'}),
        );
    }

    async addToTeam(teamId: string, userIds: readonly string[]): Promise<void> {
        for (const batch of batches(userIds, BATCH)) {
            const members = batch.map((userId) => ({team_id: teamId, user_id: userId}));
            await this.request('POST', `/teams/${teamId}/members/batch?graceful=true`, members);
        }
    }

    async ensureChannel(teamId: string, name: string, displayName: string, type: 'private' | 'public'): Promise<Channel> {
        const found = await this.#unlessFound(`/teams/${teamId}/channels/name/${name}`, () =>
            this.request<WireChannel>('POST', '/channels', {
                team_id: teamId,
                name,
                display_name: displayName,
                type: type === 'private' ? 'P' : 'O',
            }),
        );
        return channelOf(found);
    }

    async addToChannel(channelId: string, userIds: readonly string[]): Promise<void> {
        for (const batch of batches(userIds, BATCH)) {
            await this.request('POST', `/channels/${channelId}/members`, {user_ids: batch});
        }
    }

    /** The direct channel of two people, made if it doesn't exist. */
    async directChannel(userIds: readonly [string, string]): Promise<Channel> {
        return channelOf(await this.request<WireChannel>('POST', '/channels/direct', userIds));
    }

    /** The group message of three to eight people, made if it doesn't exist. */
    async groupChannel(userIds: readonly string[]): Promise<Channel> {
        return channelOf(await this.request<WireChannel>('POST', '/channels/group', userIds));
    }

    /** Shows a direct or group message in the sidebar of the session's member, as opening it would. */
    async showInSidebar(channel: 'direct' | 'group', otherUserOrChannelId: string): Promise<void> {
        const category = channel === 'direct' ? 'direct_channel_show' : 'group_channel_show';
        await this.request('PUT', `/users/${this.userId}/preferences`, [
            {user_id: this.userId, category, name: otherUserOrChannelId, value: 'true'},
        ]);
    }

    async createPost(post: {channelId: string; message: string; rootId?: string; props?: Record<string, unknown>}): Promise<Post> {
        const {channelId, message, rootId = '', props = {}} = post;
        return this.request<Post>('POST', '/posts', {channel_id: channelId, message, root_id: rootId, props});
    }

    /** The newest posts of a channel, newest first. */
    async posts(channelId: string, limit = 60): Promise<Post[]> {
        const list = await this.request<{order: string[]; posts: Record<string, Post>}>(
            'GET',
            `/channels/${channelId}/posts?per_page=${limit}`,
        );
        return list.order.flatMap((id) => list.posts[id] ?? []);
    }

    /** Installs a bundle over whatever version is there. Needs an admin, or an admin's access token. */
    async uploadPlugin(bundle: string): Promise<{id: string; version: string}> {
        const form = new FormData();
        form.set('plugin', new Blob([readFileSync(bundle)]), basename(bundle));
        form.set('force', 'true');
        const response = await this.#fetch('POST', '/plugins', {body: form});
        return (await response.json()) as {id: string; version: string};
    }

    async enablePlugin(pluginId: string): Promise<void> {
        await this.request('POST', `/plugins/${pluginId}/enable`);
    }

    async disablePlugin(pluginId: string): Promise<void> {
        await this.request('POST', `/plugins/${pluginId}/disable`);
    }

    /**
     * Changes some settings of a plugin and leaves its others and everybody else's as they are. Needs an admin. Names are written
     * in small letters, as the System Console does it: where two differ in case alone, the host gives a plugin either one's value.
     */
    async configurePlugin(pluginId: string, settings: Record<string, unknown>): Promise<void> {
        const config = await this.request<{PluginSettings: {Plugins: Record<string, Record<string, unknown>>}}>('GET', '/config');
        const plugins = config.PluginSettings.Plugins;
        await this.request('PUT', '/config/patch', {
            PluginSettings: {Plugins: {...plugins, [pluginId]: {...inSmallLetters(plugins[pluginId] ?? {}), ...inSmallLetters(settings)}}},
        });
    }

    async #ensureUser(account: NewAccount, existing: User | undefined): Promise<Account> {
        if (existing === undefined) {
            return this.createUser(account);
        }
        if (existing.delete_at !== 0) {
            await this.request('PUT', `/users/${existing.id}/active`, {active: true});
        }
        return accountOf(account, existing.id);
    }

    async #unlessFound<T>(path: string, make: () => Promise<T>): Promise<T> {
        try {
            return await this.request<T>('GET', path);
        } catch (error) {
            if (error instanceof MattermostError && error.status === 404) {
                return make();
            }
            throw error;
        }
    }

    async #send(method: string, path: string, body?: unknown): Promise<Response> {
        const json = {body: JSON.stringify(body), headers: {'Content-Type': 'application/json'}};
        return this.#fetch(method, path, body === undefined ? {} : json);
    }

    async #fetch(method: string, path: string, init: RequestInit & {headers?: Record<string, string>}): Promise<Response> {
        const headers = {...init.headers, ...(this.token === '' ? {} : {Authorization: `Bearer ${this.token}`})};
        const response = await fetch(`${this.siteUrl}/api/v4${path}`, {...init, method, headers});
        if (!response.ok) {
            const {id, message} = await readError(response);
            throw new MattermostError(`${method} ${path}`, response.status, id, message);
        }
        return response;
    }
}

/** Logs in one of the stack's accounts. */
export async function logInAs(stack: StackDescription, username: string): Promise<MattermostApi> {
    const account = stack.accounts.find((candidate) => candidate.username === username);
    if (account === undefined) {
        throw new Error(`The stack has no account ${username}.`);
    }
    return MattermostApi.logIn(stack.siteUrl, account.username, account.password);
}

/** Stops and starts the server while pages are open (the database and the state stay), and lets mail and key server fail. */
export class StackControl {
    readonly #stack: StackDescription;

    constructor(stack: StackDescription) {
        this.#stack = stack;
    }

    async stopServer(): Promise<void> {
        await this.#post('/mattermost/stop');
    }

    /** Comes back when the server answers. */
    async startServer(): Promise<void> {
        await this.#post('/mattermost/start');
    }

    /** Every recipient, from now on. */
    async refuseMail(): Promise<void> {
        await this.#post('/mail/refuse');
    }

    async takeMail(): Promise<void> {
        await this.#post('/mail/take');
    }

    async keyServerBehaves(behaviour: Behaviour): Promise<void> {
        await this.#post(`/key_server/${behaviour}`);
    }

    async #post(path: string): Promise<void> {
        const {url, token} = this.#stack.control;
        const response = await fetch(`${url}${path}`, {method: 'POST', headers: {Authorization: `Bearer ${token}`}});
        if (!response.ok) {
            throw new Error(`The stack refused ${path}: ${response.status} ${await response.text()}`);
        }
    }
}

function accountOf({username, firstName, lastName}: NewAccount, userId: string): Account {
    return {username, firstName, lastName, email: `${username}@example.com`, password: MattermostApi.password, userId};
}

function channelOf(channel: WireChannel): Channel {
    return {id: channel.id, name: channel.name, displayName: channel.display_name};
}

async function readError(response: Response): Promise<{id: string; message: string}> {
    const text = await response.text();
    try {
        const error = JSON.parse(text) as {id?: string; message?: string};
        return {id: error.id ?? '', message: error.message ?? text};
    } catch {
        return {id: '', message: text};
    }
}

function batches<T>(all: readonly T[], size: number): T[][] {
    return Array.from({length: Math.ceil(all.length / size)}, (_, index) => all.slice(index * size, (index + 1) * size));
}

/** Like `Promise.all`, a few at once, in the order of `all`. */
async function eachOf<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
    const results: R[] = [];
    for (const batch of batches(all, AT_ONCE)) {
        results.push(...(await Promise.all(batch.map(work))));
    }
    return results;
}

function inSmallLetters(settings: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name.toLowerCase(), value]));
}
