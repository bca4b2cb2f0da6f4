import type {Attachment, Email} from 'postal-mime';

import type {ReceivedMail} from './mailbox';

const PGP_MESSAGE = /-----BEGIN PGP MESSAGE-----[^]*?-----END PGP MESSAGE-----\r?\n?/;

/** A mail as specs see it. */
export interface MailSummary {
    readonly id: string;
    readonly to: string;
    readonly from: string;
    readonly subject: string;
}

export interface MailDetails extends MailSummary {
    readonly headers: ReadonlyArray<{readonly name: string; readonly value: string}>;
    readonly text: string;
    readonly html: string;
    readonly attachments: ReadonlyArray<{readonly name: string; readonly mimeType: string; readonly bytes: number}>;

    /** The first armored OpenPGP message in it, wherever it stands. */
    readonly pgpMessage: string | undefined;
}

export function summaryOf({id, to, parsed}: ReceivedMail): MailSummary {
    return {id, to, from: senderOf(parsed), subject: parsed.subject ?? ''};
}

export function detailsOf(mail: ReceivedMail): MailDetails {
    const {parsed} = mail;
    return {
        ...summaryOf(mail),
        headers: parsed.headers.map(({originalKey, value}) => ({name: originalKey, value})),
        text: parsed.text ?? '',
        html: parsed.html ?? '',
        attachments: parsed.attachments.map((attachment, index) => ({
            name: attachment.filename ?? `part ${index + 1}`,
            mimeType: attachment.mimeType,
            bytes: contentOf(attachment).length,
        })),
        pgpMessage: pgpMessageOf(parsed),
    };
}

export function contentOf({content}: Attachment): Buffer {
    return typeof content === 'string'
        ? Buffer.from(content)
        : Buffer.from(content instanceof ArrayBuffer ? new Uint8Array(content) : content);
}

/** As an attachment of PGP/MIME (RFC 3156), or in the text. */
export function pgpMessageOf({text = '', attachments}: Email): string | undefined {
    const texts = [...attachments.map((attachment) => contentOf(attachment).toString('latin1')), text];
    return texts.flatMap((part) => PGP_MESSAGE.exec(part) ?? [])[0];
}

function senderOf({from}: Email): string {
    return from?.address === undefined ? '' : `${from.name} <${from.address}>`.trim();
}
