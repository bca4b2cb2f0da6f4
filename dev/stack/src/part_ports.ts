import type {StackDescription} from './description';
import {choosePort} from './ports';

/** A part that listens, and where it did so last time. */
interface ListeningPart {
    readonly part: string;
    readonly variable: string;
    readonly from: number;
    readonly lastPort: (last: StackDescription) => number;
}

const PARTS = {
    mattermost: {part: 'Mattermost', variable: 'E2EE_PORT', from: 8065, lastPort: (last) => portOf(last.siteUrl)},
    postgres: {part: 'PostgreSQL', variable: 'E2EE_DATABASE_PORT', from: 54320, lastPort: (last) => portOf(last.databaseUrl)},
    smtp: {part: 'the mail server', variable: 'E2EE_SMTP_PORT', from: 10025, lastPort: (last) => last.mail.smtpPort},
    mailPage: {part: 'the page of received mail', variable: 'E2EE_MAIL_PORT', from: 8025, lastPort: (last) => portOf(last.mail.url)},
    keyServer: {part: 'the key server', variable: 'E2EE_KEY_SERVER_PORT', from: 11371, lastPort: (last) => portOf(last.keyServer.url)},
} satisfies Record<string, ListeningPart>;

/** Ports for the parts of one stack: as the environment asks, else as last time, else the next free ones. */
export class PartPorts {
    constructor(
        private readonly environment: NodeJS.ProcessEnv,
        private readonly last: StackDescription | undefined,
    ) {}

    /** @throws StackFailure if the port that was asked for is taken, or none is free. */
    choose(name: keyof typeof PARTS): Promise<number> {
        const {part, variable, from, lastPort} = PARTS[name];
        return choosePort({part, variable, from, asked: this.environment[variable], remembered: this.remembered(lastPort)});
    }

    /** A stack of an earlier version may have described less. */
    private remembered(lastPort: ListeningPart['lastPort']): number | undefined {
        try {
            return this.last && lastPort(this.last);
        } catch {
            return undefined;
        }
    }
}

function portOf(url: string): number {
    return Number(new URL(url).port);
}
