import {expect} from '@playwright/test';

import type {StackDescription} from '../../stack/src/api';
import type {MailDetails, MailSummary} from '../../stack/src/mail/mail_parts';

/** What the stack's mail server got for one address. */
export class Mails {
    private seen = 0;

    constructor(
        private readonly stack: StackDescription,
        private readonly address: string,
    ) {}

    /** Every mail with an OpenPGP message in it, oldest first. */
    async sealed(): Promise<readonly SealedMail[]> {
        const all = await this.get<MailSummary[]>('/mails.json');
        const details = all.filter(({to}) => to === this.address).map(({id}) => this.get<MailDetails>(`/mails/${id}.json`));
        return (await Promise.all(details)).filter(isSealed);
    }

    /** The next one that was not asked for yet, once it is there. */
    async next(): Promise<SealedMail> {
        const number = this.seen++;
        await expect.poll(async () => (await this.sealed()).length, {message: `mails to ${this.address}`}).toBeGreaterThan(number);
        const mail = (await this.sealed())[number];
        if (mail === undefined) {
            throw new Error('the mail has gone');
        }
        return mail;
    }

    /** As it came. */
    async raw({id}: SealedMail): Promise<string> {
        return (await fetch(`${this.stack.mail.url}/mails/${id}.eml`)).text();
    }

    private async get<Answer>(path: string): Promise<Answer> {
        return (await (await fetch(`${this.stack.mail.url}${path}`)).json()) as Answer;
    }
}

export type SealedMail = MailDetails & {readonly pgpMessage: string};

function isSealed(mail: MailDetails): mail is SealedMail {
    return mail.pgpMessage !== undefined;
}
