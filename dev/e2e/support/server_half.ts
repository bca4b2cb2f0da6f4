import type {MattermostApi} from '../../stack/src/api';
import type {Backup} from './opener';
import {PLUGIN_ROUTES} from './plugin';

/** The plugin's own routes (docs/server-api.md), asked with a member's session and nothing of the webapp. */
export class ServerHalf {
    constructor(private readonly api: MattermostApi) {}

    /** Published records of the member; none before set-up has finished. */
    async ownRecords(): Promise<readonly string[]> {
        const {chain} = await this.get<{chain: readonly string[]}>('/identity');
        return chain;
    }

    /** The member's sealed backup. */
    backup(): Promise<Backup> {
        return this.get<Backup>('/backup');
    }

    /** The id that every structure on this server carries, base64url. */
    async serverId(): Promise<string> {
        return (await this.get<{serverId: string}>('/config')).serverId;
    }

    async get<Answer>(path: string): Promise<Answer> {
        const response = await fetch(`${this.api.siteUrl}${PLUGIN_ROUTES}${path}`, {headers: {Authorization: `Bearer ${this.api.token}`}});
        if (!response.ok) {
            throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
        }
        return (await response.json()) as Answer;
    }
}
