/**
 * Requests of our own: the host's list of people in a channel, and the routes of the server half that need no key
 * (docs/server-api.md), with the session's cookie. All but the end of other sessions are `GET`.
 *
 * @packageDocumentation
 */
import {Failure} from '../../../lib/errors';
import type {FailureCode} from '../../../lib/errors';
import {cookie} from './browser';

/** The host's own limit. */
export const PEOPLE_PER_PAGE = 200;

/** A person as `GET /users` lists them; only what we read. */
export interface ListedUser {
    readonly id: string;
    readonly username: string;
    readonly delete_at: number;
    readonly is_bot?: boolean;

    /** Words separated by spaces; a guest has `system_guest`. */
    readonly roles?: string;

    /** Server of a person of a shared channel. */
    readonly remote_id?: string;
}

export interface ServerConfig {
    readonly mentionsInPlaceholder: boolean;

    /** Usernames, by user id, of bots that may post clear text into encrypted channels. */
    readonly exemptBots: Readonly<Record<string, string>>;

    /** Whether backups can be mailed from this server. */
    readonly mail: boolean;

    /** Where OpenPGP keys are looked up; '' where nowhere. */
    readonly keyServer: string;

    /** Mail domains whose own web key directory is asked. */
    readonly wkdDomains: readonly string[];
}

export interface ChannelPolicy {
    readonly statements: readonly string[];
    readonly maySwitchOn: boolean;
    readonly maySwitchOff: boolean;
    readonly reason: string;
}

export interface Policies {
    readonly channels: Readonly<Record<string, readonly string[]>>;
    readonly covered: readonly string[];
}

/** Every method throws a {@link Failure}. */
export interface ServerApi {
    peopleOfChannel(channelId: string, page: number): Promise<readonly ListedUser[]>;

    /** Undefined where nobody is called so. */
    userNamed(username: string): Promise<ListedUser | undefined>;
    config(): Promise<ServerConfig>;
    channelPolicy(channelId: string): Promise<ChannelPolicy>;
    policies(): Promise<Policies>;

    /** Ids of the member's sessions but for this one. */
    otherSessions(): Promise<readonly string[]>;

    /** Logs the member out everywhere else. */
    endOtherSessions(): Promise<void>;
}

/** A session as `GET /users/me/sessions` lists it; only what we read. */
interface ListedSession {
    readonly id: string;
    readonly props?: Readonly<Record<string, string>>;
}

export function serverApi(site: string, routes: string): ServerApi {
    const sessions = `${site}/api/v4/users/me/sessions`;
    const otherSessions = async (): Promise<readonly string[]> => othersAmong((await getJson(sessions)) as ListedSession[]);
    return {
        peopleOfChannel: (channelId, page) =>
            getJson(`${site}/api/v4/users?in_channel=${channelId}&page=${page}&per_page=${PEOPLE_PER_PAGE}`) as Promise<ListedUser[]>,
        userNamed: (username) => getIfThere(`${site}/api/v4/users/username/${username}`) as Promise<ListedUser | undefined>,
        config: () => getJson(`${routes}/config`) as Promise<ServerConfig>,
        channelPolicy: (channelId) => getJson(`${routes}/channels/${channelId}/policy`) as Promise<ChannelPolicy>,
        policies: () => getJson(`${routes}/policies`) as Promise<Policies>,
        otherSessions,
        endOtherSessions: async () => {
            for (const id of await otherSessions()) {
                await post(`${sessions}/revoke`, {session_id: id});
            }
        },
    };
}

/** The host tells no page which session is its own, but keeps the value of its CSRF cookie with each. */
function othersAmong(sessions: readonly ListedSession[]): readonly string[] {
    const own = sessions.find(({props}) => props?.['csrf'] !== undefined && props['csrf'] === cookie('MMCSRF'));
    if (own === undefined) {
        // Ending all but an unknown one could end this one.
        throw new Failure('server_unavailable');
    }
    return sessions.filter((session) => session !== own).map(({id}) => id);
}

async function post(url: string, body: unknown): Promise<void> {
    await answerOf(
        await send(url, {
            method: 'POST',
            body: JSON.stringify(body),
            headers: {'Content-Type': 'application/json', 'X-CSRF-Token': cookie('MMCSRF')},
        }),
    );
}

async function getJson(url: string): Promise<unknown> {
    return answerOf(await get(url));
}

/** What isn't there is an answer, not a failure. */
async function getIfThere(url: string): Promise<unknown> {
    const response = await get(url);
    return response.status === 404 ? undefined : answerOf(response);
}

function get(url: string): Promise<Response> {
    return send(url, {});
}

function send(url: string, init: RequestInit): Promise<Response> {
    const headers = {'X-Requested-With': 'XMLHttpRequest', ...init.headers};
    return fetch(url, {credentials: 'same-origin', ...init, headers}).catch((cause: unknown) => {
        throw new Failure('offline', {cause});
    });
}

function answerOf(response: Response): Promise<unknown> {
    if (!response.ok) {
        throw new Failure(codeOfStatus(response.status));
    }
    return response.json().catch((cause: unknown) => {
        throw new Failure('server_unavailable', {cause});
    });
}

function codeOfStatus(status: number): FailureCode {
    switch (status) {
        case 401:
        case 403:
            return 'forbidden';
        case 429:
            return 'rate_limited';
        default:
            return 'server_unavailable';
    }
}
