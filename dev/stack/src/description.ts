import {readFileSync, renameSync, writeFileSync} from 'node:fs';

/** An account of the stack, with what is needed to log in. */
export interface Account {
    readonly username: string;
    readonly password: string;
    readonly userId: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
}

/** A channel of the stack. Direct and group messages have the name that Mattermost makes of their members. */
export interface Channel {
    readonly id: string;
    readonly name: string;
    readonly displayName: string;
}

/** The GnuPG key of one person of the demo. */
export interface DemoKey {
    readonly username: string;
    readonly email: string;
    readonly fingerprint: string;

    /** GnuPG's home folder of that person. */
    readonly home: string;
}

/** A running stack, as the specs see it: the content of `stack.json`. */
export interface StackDescription {
    readonly siteUrl: string;
    readonly databaseUrl: string;
    readonly accounts: readonly Account[];
    readonly team: {readonly id: string; readonly name: string};
    readonly channels: {
        /** Of alice, bob, carol and dave; alice is its admin. */
        readonly private: Channel;
        readonly public: Channel;

        /** Alice and bob. */
        readonly direct: Channel;

        /** Alice, bob and carol. */
        readonly group: Channel;
    };

    /** Log files by part; `mattermost` is the server's own file, at level debug, with what plugins log. */
    readonly logs: {readonly folder: string; readonly mattermost: string; readonly mattermostConsole: string; readonly postgres: string};

    /** The folder that the server runs in; its file store is `data` below it. */
    readonly serverHome: string;
    readonly fileStore: string;
    readonly hostKind: 'development-host' | 'full';
    readonly plugin: {readonly id: string; readonly version: string; readonly bundle: string};

    /** Where Mattermost's mails go: a page that shows them, and the files. */
    readonly mail: {readonly url: string; readonly smtpPort: number; readonly folder: string};

    /** The key server that the plugin looks up at, as a page and as `gpg --keyserver` takes it. */
    readonly keyServer: {readonly url: string; readonly hkpUrl: string};
    readonly demoKey: DemoKey;

    /** See `StackControl` in api.ts. */
    readonly control: {readonly url: string; readonly token: string};
}

/** @throws Error if there is no such file; ENOENT means that no stack has been started in that folder. */
export function readDescription(path: string): StackDescription {
    return JSON.parse(readFileSync(path, 'utf8')) as StackDescription;
}

/** In one step, so that nobody reads half of it. */
export function writeDescription(path: string, description: StackDescription): void {
    writeFileSync(`${path}.new`, JSON.stringify(description, null, 4));
    renameSync(`${path}.new`, path);
}
