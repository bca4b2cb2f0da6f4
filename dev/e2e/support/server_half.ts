import type {MattermostApi} from '../../stack/src/api';
import {PLUGIN_ROUTES} from './plugin';

/** The plugin's own routes (docs/server-api.md), asked with a member's session and nothing of the webapp. */
export class ServerHalf {
    constructor(private readonly api: MattermostApi) {}

    /** Published records of the member; none before set-up has finished. */
    async ownRecords(): Promise<readonly string[]> {
        const {chain} = await this.get<{chain: readonly string[]}>('/identity');
        return chain;
    }

    async get<Answer>(path: string): Promise<Answer> {
        const response = await fetch(`${this.api.siteUrl}${PLUGIN_ROUTES}${path}`, {headers: {Authorization: `Bearer ${this.api.token}`}});
        if (!response.ok) {
            throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
        }
        return (await response.json()) as Answer;
    }
}
