import {randomBytes} from 'node:crypto';

import {test as base, expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page} from '@playwright/test';

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
import {INSECURE_HOST} from './chromium';
import {Database} from './database';
import {ForeignMember} from './foreign_member';
import {Places} from './places';
import {PLUGIN_ID} from './plugin';
import {Sent} from './sent';

/** One browser of one person: a profile of its own, with one page. */
export interface Member {
    readonly account: Account;
    readonly context: BrowserContext;
    readonly page: Page;
    readonly host: MattermostPage;
    readonly e2ee: E2eePage;

    /** What this browser sent since it was opened. */
    readonly sent: Sent;
}

/** A member who went through set-up in this browser. */
export interface KeyedMember extends Member {
    readonly recoveryCode: string;
}

export interface ChannelOptions {
    readonly type?: 'private' | 'public';
    readonly members: readonly Account[];
}

export interface BrowserOptions {
    /** Runs before any script of the page. */
    readonly beforeLoad?: (context: BrowserContext) => Promise<void>;
    readonly context?: BrowserContextOptions;

    /** Another browser than that of the other specs, started with flags of its own. */
    readonly program?: Browser;
}

/** One value for each of the names. */
type Each<Names extends readonly string[], Value> = {[K in keyof Names]: Value};

/**
 * What a spec plays on: fresh people and channels on the one running stack, so that specs don't see each other.
 *
 * Made per test; closes every browser that it opened.
 */
export class Stage {
    readonly places: Places;
    private readonly contexts: BrowserContext[] = [];

    /** In the names of all that this test makes. */
    readonly tag = randomBytes(3).toString('hex');

    constructor(
        readonly stack: StackDescription,
        readonly admin: MattermostApi,
        readonly database: Database,
        private readonly newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>,
    ) {
        this.places = new Places(stack, database);
    }

    get control(): StackControl {
        return new StackControl(this.stack);
    }

    /** Fresh accounts in the team, named after `names`. */
    async people<const Names extends readonly string[]>(...names: Names): Promise<Each<Names, Account>> {
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
        return accounts as Each<Names, Account>;
    }

    /** A channel made by its first member, who is therefore its admin. */
    async channel(name: string, {type = 'private', members}: ChannelOptions): Promise<Channel> {
        const [owner] = members;
        if (owner === undefined) {
            throw new Error('a channel needs a member');
        }
        const api = await this.api(owner);
        const channel = await api.ensureChannel(this.stack.team.id, `${name}-${this.tag}`, `${name} ${this.tag}`, type);
        await api.addToChannel(
            channel.id,
            members.map((member) => member.userId),
        );
        return channel;
    }

    async api(account: Account): Promise<MattermostApi> {
        return MattermostApi.logIn(this.stack.siteUrl, account.username, account.password);
    }

    /** Somebody with keys, and without a browser. */
    async foreign(account: Account): Promise<ForeignMember> {
        return ForeignMember.withKeys(await this.api(account));
    }

    /** A new browser profile, logged in, with `channel` open. */
    async browser(account: Account, channel: Channel, options: BrowserOptions = {}): Promise<Member> {
        const member = await this.blankBrowser(account, options);
        await this.startSession(member);
        await member.host.openChannel(this.stack.team.name, channel.name);
        return member;
    }

    /** A new browser profile with an empty page; nobody is logged in. */
    async blankBrowser(account: Account, {beforeLoad, context: contextOptions, program}: BrowserOptions = {}): Promise<Member> {
        const context = await (program?.newContext(contextOptions) ?? this.newContext(contextOptions));
        this.contexts.push(context);
        const sent = Sent.by(context);

        // The landing page asks "browser or app" once per browser.
        await context.addInitScript(() => localStorage.setItem('__landingPageSeen__', 'true'));
        await beforeLoad?.(context);
        return memberOf({account, context, sent, page: await context.newPage(), siteUrl: this.stack.siteUrl});
    }

    /** A browser to which the server has a name of its own and no https: no secure context, so no `crypto.subtle`. */
    async insecureBrowser(account: Account): Promise<Member> {
        const {context, sent, page} = await this.blankBrowser(account);
        const {port} = new URL(this.stack.siteUrl);
        return memberOf({account, context, sent, page, siteUrl: `http://${INSECURE_HOST}:${port}`});
    }

    /** Another tab of the same browser. */
    async tab(member: Member, channel: Channel): Promise<Member> {
        const {account, context, sent} = member;
        const other = memberOf({account, context, sent, page: await context.newPage(), siteUrl: this.stack.siteUrl});
        await other.host.openChannel(this.stack.team.name, channel.name);
        return other;
    }

    /** A browser whose member has just gone through set-up. */
    async keyed(account: Account, channel: Channel, options: BrowserOptions = {}): Promise<KeyedMember> {
        const member = await this.browser(account, channel, options);
        await member.e2ee.openDialog();
        const recoveryCode = await member.e2ee.createKeys();
        await member.e2ee.closeDialog();
        return {...member, recoveryCode};
    }

    /** Browsers with keys for all of `accounts`, all at `channel`, which the first of them encrypts. */
    async encrypted<const Accounts extends readonly Account[]>(
        channel: Channel,
        ...accounts: Accounts
    ): Promise<{[K in keyof Accounts]: KeyedMember}> {
        const members = await Promise.all(accounts.map((account) => this.keyed(account, channel)));
        const [first] = members;
        if (first === undefined) {
            throw new Error('nobody to encrypt the channel');
        }
        await first.e2ee.openDialog();
        await first.e2ee.encrypt();
        await first.e2ee.closeDialog();
        await Promise.all(members.map((member) => member.e2ee.expectState('on')));
        return members as {[K in keyof Accounts]: KeyedMember};
    }

    /** Runs `during` while the plugin is disabled, and enables it again whatever happens. */
    async withoutPlugin(during: () => Promise<void>): Promise<void> {
        await this.admin.disablePlugin(PLUGIN_ID);
        try {
            await during();
        } finally {
            await this.admin.enablePlugin(PLUGIN_ID);
        }
    }

    /**
     * What was done behind the server's back counts from now on: it forgets what it remembers of posts, people and channels, and
     * the server half, started anew, reads what is stored. Open pages lose the plugin for a moment.
     */
    async forgetAtServer(): Promise<void> {
        await this.withoutPlugin(() => this.forgetAtHost());
    }

    /** The same without the server half. */
    async forgetAtHost(): Promise<void> {
        await this.admin.request('POST', '/caches/invalidate');
    }

    /** Runs `during` with other settings of the System Console, and puts these back whatever happens. */
    async withSettings(settings: Record<string, unknown>, before: Record<string, unknown>, during: () => Promise<void>): Promise<void> {
        await this.admin.configurePlugin(PLUGIN_ID, settings);
        try {
            await during();
        } finally {
            await this.admin.configurePlugin(PLUGIN_ID, before);
        }
    }

    async close(): Promise<void> {
        for (const context of this.contexts) {
            await context.close();
        }
    }

    /** As the log-in page would, but without loading it: the answer's cookies go to the browser. */
    private async startSession({account, context}: Member): Promise<void> {
        const response = await context.request.post(`${this.stack.siteUrl}/api/v4/users/login`, {
            data: {login_id: account.username, password: account.password},
            headers: {'X-Requested-With': 'XMLHttpRequest'},
        });
        expect(response.ok()).toBe(true);
    }
}

interface MemberParts {
    readonly account: Account;
    readonly context: BrowserContext;
    readonly sent: Sent;
    readonly page: Page;
    readonly siteUrl: string;
}

function memberOf({account, context, sent, page, siteUrl}: MemberParts): Member {
    const host = new MattermostPage(page, siteUrl);
    return {account, context, sent, page, host, e2ee: new E2eePage(page, host)};
}

/** Where the stack says what it is; `make e2e` sets it. */
export function stackDescription(): StackDescription {
    return readDescription(process.env.E2EE_STACK ?? new URL('../../../.state/stack.json', import.meta.url).pathname);
}

export const test = base.extend<{stage: Stage}>({
    stage: async ({browser}, use) => {
        const stack = stackDescription();
        const database = await Database.connect(stack.databaseUrl);
        const admin = await logInAs(stack, 'admin');

        // A server without a licence takes 250 active people, and every spec brings its own.
        await admin.deactivateAllBut(stack.accounts.map(({userId}) => userId));
        const stage = new Stage(stack, admin, database, (options) => browser.newContext(options));
        await use(stage);
        await stage.close();
        await database.close();
    },
});

export {expect};
