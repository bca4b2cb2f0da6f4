import {randomBytes} from 'node:crypto';

import {test as base, expect, type BrowserContext, type BrowserContextOptions, type Page} from '@playwright/test';

import {
    MattermostApi,
    StackControl,
    logInAs,
    readDescription,
    type Account,
    type Channel,
    type StackDescription,
} from '../../stack/src/api';
import {E2eePage} from '../pages/e2ee';
import {MattermostPage} from '../pages/mattermost';
import {Database} from './database';

/** One browser of one person: a profile of its own, with one page. */
export interface Member {
    readonly account: Account;
    readonly context: BrowserContext;
    readonly page: Page;
    readonly host: MattermostPage;
    readonly e2ee: E2eePage;
}

export interface ChannelOptions {
    readonly type?: 'private' | 'public';
    readonly members: readonly Account[];
}

/**
 * What a spec plays on: fresh people and channels on the one running stack, so that specs don't see each other.
 *
 * Made per test; closes every browser that it opened.
 */
export class Stage {
    private readonly contexts: BrowserContext[] = [];
    private readonly tag = randomBytes(3).toString('hex');

    constructor(
        readonly stack: StackDescription,
        readonly admin: MattermostApi,
        readonly database: Database,
        private readonly newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>,
    ) {}

    get control(): StackControl {
        return new StackControl(this.stack);
    }

    get isFullProduct(): boolean {
        return this.stack.hostKind === 'full';
    }

    /** Fresh accounts in the team, named after `names`. */
    async people<const Names extends readonly string[]>(...names: Names): Promise<{[K in keyof Names]: Account}> {
        const wanted = names.map((name) => ({
            username: `${name}-${this.tag}`,
            firstName: name.charAt(0).toUpperCase() + name.slice(1),
            lastName: 'Spec',
        }));
        const accounts = await this.admin.ensureUsers(wanted);
        await this.admin.addToTeam(
            this.stack.team.id,
            accounts.map((account) => account.userId),
        );
        return accounts as {[K in keyof Names]: Account};
    }

    /** A channel made by its first member, who is therefore its admin. */
    async channel(name: string, {type = 'private', members}: ChannelOptions): Promise<Channel> {
        const [owner] = members;
        if (owner === undefined) {
            throw new Error('a channel needs a member');
        }
        const api = await this.api(owner);
        const channel = await api.ensureChannel(this.stack.team.id, `${name}-${this.tag}`, name, type);
        await api.addToChannel(
            channel.id,
            members.map((member) => member.userId),
        );
        return channel;
    }

    async api(account: Account): Promise<MattermostApi> {
        return MattermostApi.logIn(this.stack.siteUrl, account.username, account.password);
    }

    /** A new browser profile, logged in, with `channel` open. */
    async browser(account: Account, channel: Channel, options?: BrowserContextOptions): Promise<Member> {
        const context = await this.newContext(options);
        this.contexts.push(context);
        const member = memberOf(account, context, await context.newPage(), this.stack.siteUrl);
        await member.host.logIn(account.username, account.password);
        await member.host.openChannel(this.stack.team.name, channel.name);
        return member;
    }

    /** Another tab of the same browser. */
    async tab(member: Member, channel: Channel): Promise<Member> {
        const other = memberOf(member.account, member.context, await member.context.newPage(), this.stack.siteUrl);
        await other.host.openChannel(this.stack.team.name, channel.name);
        return other;
    }

    async close(): Promise<void> {
        for (const context of this.contexts) {
            await context.close();
        }
    }
}

function memberOf(account: Account, context: BrowserContext, page: Page, siteUrl: string): Member {
    return {account, context, page, host: new MattermostPage(page, siteUrl), e2ee: new E2eePage(page)};
}

/** Where the stack says what it is; `make e2e` sets it. */
export function stackDescription(): StackDescription {
    return readDescription(process.env.E2EE_STACK ?? new URL('../../../.state/stack.json', import.meta.url).pathname);
}

export const test = base.extend<{stage: Stage}>({
    stage: async ({browser}, use) => {
        const stack = stackDescription();
        const database = await Database.connect(stack.databaseUrl);
        const stage = new Stage(stack, await logInAs(stack, 'admin'), database, (options) => browser.newContext(options));
        await use(stage);
        await stage.close();
        await database.close();
    },
});

export {expect};
