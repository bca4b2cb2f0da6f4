import {SMTPServer} from 'smtp-server';

import {readBody} from '../web/pages';
import {messageOf} from '../failure';
import {listenOnLoopback} from '../web/listen';
import {mailPageServer} from './mail_page';
import {Mailbox} from './mailbox';

const MAX_MAIL_BYTES = 32 * 1024 * 1024;

/** What the server says while it is told to refuse. */
const REFUSAL = 'This mailbox is closed for a test';

export interface MailPlace {
    /** Where received mails are kept. */
    readonly folder: string;
    readonly smtpPort: number;
    readonly pagePort: number;
}

/** A mail server that sends nothing on: it keeps and shows what it gets. */
export class MailServer {
    readonly pageUrl: string;
    readonly smtpPort: number;
    readonly #stop: () => void;
    #refuses = false;

    private constructor({pagePort, smtpPort}: MailPlace, stop: () => void) {
        this.pageUrl = `http://127.0.0.1:${pagePort}`;
        this.smtpPort = smtpPort;
        this.#stop = stop;
    }

    static async start(place: MailPlace): Promise<MailServer> {
        const mailbox = await Mailbox.open(place.folder);
        const page = mailPageServer(mailbox);
        const smtp = new SMTPServer({
            // As many servers inside of a company: no password, no TLS.
            authOptional: true,
            disabledCommands: ['AUTH', 'STARTTLS'],
            logger: false,
            size: MAX_MAIL_BYTES,
            onRcptTo: (_address, _session, done) => done(server.#refuses ? refusal() : null),
            onData: (stream, {envelope}, done) => {
                readBody(stream, MAX_MAIL_BYTES)
                    .then((message) =>
                        mailbox.deliver(
                            envelope.rcptTo.map(({address}) => address),
                            message,
                        ),
                    )
                    .then(
                        () => done(),
                        (error: unknown) => done(new Error(messageOf(error))),
                    );
            },
        });
        const pagePort = await listenOnLoopback(page, place.pagePort);
        const smtpPort = await listenOnLoopback(smtp.server, place.smtpPort);
        const server = new MailServer({...place, pagePort, smtpPort}, () => {
            smtp.close();
            page.close();
            page.closeAllConnections();
        });
        return server;
    }

    /** From now on it takes mail, or refuses every recipient. */
    refuse(refuses: boolean): void {
        this.#refuses = refuses;
    }

    stop(): void {
        this.#stop();
    }
}

function refusal(): Error {
    return Object.assign(new Error(REFUSAL), {responseCode: 550});
}
