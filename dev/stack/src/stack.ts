import {rmSync} from 'node:fs';
import {join} from 'node:path';

import {buildBundle, ownPlatform} from './bundle';
import {ControlServer} from './control';
import {readDescription, writeDescription} from './description';
import type {Account, StackDescription} from './description';
import {ensureDemoKey} from './demo_key';
import {buildDevelopmentHost} from './development_host';
import {BEHAVIOURS} from './key_server/behaviour';
import {KeyServer} from './key_server/key_server';
import {MailServer} from './mail/mail_server';
import {readManifest} from './manifest';
import {MattermostServer} from './mattermost';
import {buildMattermost} from './mattermost_build';
import type {ServerFiles} from './mattermost_build';
import {openRelease, prepareServerHome} from './mattermost_home';
import {SERVER_LOG_FILE} from './mattermost_settings';
import type {StateFolder} from './paths';
import {PartPorts} from './part_ports';
import {startPostgres} from './postgres';
import {openAdmin, provision} from './provision';
import type {Provisioned} from './provision';
import type {Workshop} from './workshop';

/** Where settings come from, and whether to begin with an empty server. */
export interface StackOptions {
    readonly environment: NodeJS.ProcessEnv;
    readonly isFresh: boolean;
}

/** Brings everything up, in the order in which the parts need each other, and describes it in `stack.json`. */
export async function bringUp(workshop: Workshop, {environment, isFresh}: StackOptions): Promise<StackDescription> {
    const {state, supervisor, progress} = workshop;
    const ports = new PartPorts(environment, lastDescription(state));
    const manifest = readManifest();
    const bundle = join(state.root, `${manifest.id}-${manifest.version}.tar.gz`);
    if (isFresh) {
        for (const folder of [state.mattermost, state.mail, state.keyServer]) {
            rmSync(folder, {recursive: true, force: true});
        }
    }

    const postgres = await progress.step('PostgreSQL', async () =>
        startPostgres(supervisor, {folder: state.postgres, port: await ports.choose('postgres'), isFresh}),
    );
    const {files, client, hostKind} = await obtainServer(workshop, environment);
    await buildBundle(workshop, {manifest, platforms: [ownPlatform()], target: bundle});

    prepareServerHome(state.mattermost, files, client);

    // Only now: building took minutes, and a port is only ours once somebody listens there.
    const mail = await MailServer.start({
        folder: state.mail,
        smtpPort: await ports.choose('smtp'),
        pagePort: await ports.choose('mailPage'),
    });
    const keyServer = await KeyServer.start(state.keyServer, await ports.choose('keyServer'));
    const port = await ports.choose('mattermost');
    const siteUrl = `http://localhost:${port}`;
    const server = new MattermostServer(supervisor, files, {
        home: state.mattermost,
        logs: state.logs,
        siteUrl,
        port,
        databaseUrl: postgres.url,
        smtpPort: mail.smtpPort,
    });
    await progress.step('Mattermost server', () => server.start());
    const admin = await openAdmin(siteUrl);
    const provisioned = await progress.step('Accounts and channels', () => provision(admin));
    await progress.step(`Plugin: install ${manifest.id} ${manifest.version}`, async () => {
        await admin.uploadPlugin(bundle);
        await admin.configurePlugin(manifest.id, {keyserver: keyServer.hkpUrl});
        await admin.enablePlugin(manifest.id);
    });
    const demoKey = await progress.step("Alice's GnuPG key", () =>
        ensureDemoKey(state.demoGnupg, accountOf(provisioned, 'alice'), keyServer.keys),
    );

    const control = new ControlServer({
        '/mattermost/stop': () => server.stop(),
        '/mattermost/start': () => server.start(),
        '/mail/refuse': async () => mail.refuse(true),
        '/mail/take': async () => mail.refuse(false),
        ...Object.fromEntries(BEHAVIOURS.map((behaviour) => [`/key_server/${behaviour}`, async () => keyServer.behave(behaviour)])),
    });
    const description: StackDescription = {
        siteUrl,
        databaseUrl: postgres.url,
        ...provisioned,
        logs: {
            folder: state.logs,
            mattermost: join(state.logs, SERVER_LOG_FILE),
            mattermostConsole: join(state.logs, 'mattermost-console.log'),
            postgres: postgres.part.log.path,
        },
        serverHome: state.mattermost,
        fileStore: join(state.mattermost, 'data'),
        hostKind,
        mail: {url: mail.pageUrl, smtpPort: mail.smtpPort, folder: state.mail},
        keyServer: {url: keyServer.pageUrl, hkpUrl: keyServer.hkpUrl},
        demoKey,
        plugin: {id: manifest.id, version: manifest.version, bundle},
        control: {url: await control.start(), token: control.token},
    };
    writeDescription(state.description, description);
    return description;
}

function accountOf({accounts}: Provisioned, username: string): Account {
    const account = accounts.find((candidate) => candidate.username === username);
    if (account === undefined) {
        throw new Error(`${username} was not made.`);
    }
    return account;
}

/** What an earlier stack of this folder wrote; anything unreadable counts as nothing. */
function lastDescription(state: StateFolder): StackDescription | undefined {
    try {
        return readDescription(state.description);
    } catch {
        return undefined;
    }
}

interface ObtainedServer {
    readonly files: ServerFiles;
    readonly client: string;
    readonly hostKind: StackDescription['hostKind'];
}

async function obtainServer(workshop: Workshop, environment: NodeJS.ProcessEnv): Promise<ObtainedServer> {
    const {MATTERMOST_HOME: home} = environment;
    if (home !== undefined && home !== '') {
        const release = openRelease(home);
        workshop.progress.say(`✓ Server and web client of ${home}`);
        return {files: release, client: release.client, hostKind: 'full'};
    }
    const files = await buildMattermost(workshop);
    const client = await buildDevelopmentHost(workshop);
    return {files, client, hostKind: 'development-host'};
}
