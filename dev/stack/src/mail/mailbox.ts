import {mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

import PostalMime from 'postal-mime';
import type {Email} from 'postal-mime';

/** One received mail, for one address. */
export interface ReceivedMail {
    /** A number with leading zeros, in the order in which mails came. */
    readonly id: string;

    /** For whom the sender's server handed it in; the headers may name others. */
    readonly to: string;
    readonly raw: Buffer;
    readonly parsed: Email;
}

/**
 * What the mail server got, oldest first: in memory, and as files that any mail program opens.
 *
 * Each begins with a `Delivered-To` line, as mail servers write it when they put a mail into a box.
 */
export class Mailbox {
    readonly #folder: string;
    readonly #mails: ReceivedMail[];

    private constructor(folder: string, mails: ReceivedMail[]) {
        this.#folder = folder;
        this.#mails = mails;
    }

    /** With what it got before. */
    static async open(folder: string): Promise<Mailbox> {
        mkdirSync(folder, {recursive: true});
        const names = readdirSync(folder).filter((name) => name.endsWith('.eml'));
        const mails = names.sort().map((name) => readMail(name.slice(0, -'.eml'.length), readFileSync(join(folder, name))));
        return new Mailbox(folder, await Promise.all(mails));
    }

    get mails(): readonly ReceivedMail[] {
        return this.#mails;
    }

    find(id: string): ReceivedMail | undefined {
        return this.#mails.find((mail) => mail.id === id);
    }

    /** The newest mail for an address. */
    newestFor(address: string): ReceivedMail | undefined {
        return this.#mails.filter(({to}) => to.toLowerCase() === address.toLowerCase()).at(-1);
    }

    /** A copy for each of the addresses. */
    async deliver(addresses: readonly string[], message: Buffer): Promise<void> {
        for (const address of addresses) {
            const raw = Buffer.concat([Buffer.from(`Delivered-To: ${address}\r\n`), message]);
            const {parsed} = await readMail('', raw);

            // The number is taken, and the mail added, without a pause between.
            const id = String(Number(this.#mails.at(-1)?.id ?? 0) + 1).padStart(6, '0');
            const path = join(this.#folder, `${id}.eml`);
            writeFileSync(`${path}.new`, raw);
            renameSync(`${path}.new`, path);
            this.#mails.push({id, to: address, raw, parsed});
        }
    }
}

async function readMail(id: string, raw: Buffer): Promise<ReceivedMail> {
    const parsed = await PostalMime.parse(raw, {attachmentEncoding: 'arraybuffer', forceRfc822Attachments: true});
    return {id, to: parsed.deliveredTo ?? '', raw, parsed};
}
