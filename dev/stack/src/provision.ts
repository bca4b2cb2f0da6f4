import {MattermostApi, MattermostError} from './api';
import type {Account, NewAccount, StackDescription} from './api';

const ADMIN: NewAccount = {username: 'admin', firstName: 'Ada', lastName: 'Admin'};

/** Dave never gets a key in the specs: he is the member who can't read. */
const MEMBERS = {
    alice: {username: 'alice', firstName: 'Alice', lastName: 'Arnold'},
    bob: {username: 'bob', firstName: 'Bob', lastName: 'Bauer'},
    carol: {username: 'carol', firstName: 'Carol', lastName: 'Chen'},
    dave: {username: 'dave', firstName: 'Dave', lastName: 'Diaz'},
} satisfies Record<string, NewAccount>;

type MemberName = keyof typeof MEMBERS;

/** What provisioning adds to the description. */
export type Provisioned = Pick<StackDescription, 'accounts' | 'team' | 'channels'>;

/** An account and a session of it. */
interface Member {
    readonly account: Account;
    readonly api: MattermostApi;
}

/** The admin's session. On an empty server this makes the admin: the first account that is made through the API becomes one. */
export async function openAdmin(siteUrl: string): Promise<MattermostApi> {
    try {
        return await MattermostApi.logIn(siteUrl, ADMIN.username, MattermostApi.password);
    } catch (error) {
        if (!(error instanceof MattermostError && error.status === 401)) {
            throw error;
        }
    }
    await MattermostApi.anonymous(siteUrl).createUser(ADMIN);
    return MattermostApi.logIn(siteUrl, ADMIN.username, MattermostApi.password);
}

/**
 * Makes the accounts, the team and the channels, as far as they don't exist.
 *
 * The channels are made by alice, so that she is the admin of the private one.
 */
export async function provision(admin: MattermostApi): Promise<Provisioned> {
    const accounts = await admin.ensureUsers([ADMIN, ...Object.values(MEMBERS)]);
    const team = await admin.ensureTeam('e2ee', 'Encryption');
    await admin.addToTeam(team.id, idsOf(accounts));

    const member = async (username: MemberName): Promise<Member> => {
        const api = await MattermostApi.logIn(admin.siteUrl, username, MattermostApi.password);
        const account = accounts.find((candidate) => candidate.username === username);
        if (account === undefined) {
            throw new Error(`${username} was not made.`);
        }
        return {account, api};
    };
    const [alice, bob, carol, dave] = await Promise.all([member('alice'), member('bob'), member('carol'), member('dave')]);
    const everybody = [alice, bob, carol, dave].map(({account}) => account.userId);
    const confidential = await alice.api.ensureChannel(team.id, 'confidential', 'Confidential', 'private');
    const lobby = await alice.api.ensureChannel(team.id, 'lobby', 'Lobby', 'public');
    await alice.api.addToChannel(confidential.id, everybody);
    await alice.api.addToChannel(lobby.id, everybody);

    const direct = await alice.api.directChannel([alice.account.userId, bob.account.userId]);
    const group = await alice.api.groupChannel(idsOf([alice.account, bob.account, carol.account]));
    await alice.api.showInSidebar('direct', bob.account.userId);
    await bob.api.showInSidebar('direct', alice.account.userId);
    for (const {api} of [alice, bob, carol]) {
        await api.showInSidebar('group', group.id);
    }
    return {accounts, team: {id: team.id, name: team.name}, channels: {private: confidential, public: lobby, direct, group}};
}

function idsOf(accounts: readonly Account[]): string[] {
    return accounts.map((account) => account.userId);
}
