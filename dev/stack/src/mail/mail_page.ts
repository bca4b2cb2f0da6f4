/**
 * What came by mail, to look at: a list, each mail with its headers, its texts and its attachments, and the mail as it came. For
 * programs the same as JSON, and the encrypted part of somebody's newest mail as `gpg --decrypt` takes it.
 *
 * @packageDocumentation
 */
import type {Server} from 'node:http';

import {answeringServer, escapeHtml, htmlPage, jsonAnswer, textAnswer} from '../web/pages';
import type {Answer} from '../web/pages';
import {contentOf, detailsOf, pgpMessageOf, summaryOf} from './mail_parts';
import type {Mailbox, ReceivedMail} from './mailbox';

export function mailPageServer(mailbox: Mailbox): Server {
    return answeringServer(({method, url = '/'}) => {
        const {pathname} = new URL(url, 'http://localhost');
        return method === 'GET' ? answer(mailbox, decodeURIComponent(pathname)) : textAnswer('Only for reading.\n', 405);
    });
}

function answer(mailbox: Mailbox, path: string): Answer {
    const [, first = '', second = '', third = ''] = path.split('/');
    if (first === '') {
        return list(mailbox.mails);
    }
    if (first === 'mails.json') {
        return jsonAnswer(mailbox.mails.map(summaryOf));
    }
    if (first === 'newest' && second.endsWith('.asc')) {
        const mail = mailbox.newestFor(second.slice(0, -'.asc'.length));
        return textOr404(mail && pgpMessageOf(mail.parsed));
    }
    const [, id = '', kind] = /^(\d+)(\.json|\.eml)?$/.exec(second) ?? [];
    const mail = first === 'mails' ? mailbox.find(id) : undefined;
    if (mail === undefined) {
        return textOr404(undefined);
    }
    if (third !== '') {
        return attachment(mail, Number(third));
    }
    switch (kind) {
        case '.json':
            return jsonAnswer(detailsOf(mail));
        case '.eml':
            return {headers: {'Content-Type': 'message/rfc822', 'Content-Disposition': `attachment; filename="${id}.eml"`}, body: mail.raw};
        default:
            return details(mail);
    }
}

function list(mails: readonly ReceivedMail[]): Answer {
    const rows = [...mails]
        .reverse()
        .map(summaryOf)
        .map(({id, to, from, subject}) => {
            const link = `<a href="/mails/${id}">${escapeHtml(subject === '' ? '(no subject)' : subject)}</a>`;
            return `<tr><td>${id}</td><td>${escapeHtml(to)}</td><td>${link}</td><td>${escapeHtml(from)}</td></tr>`;
        });
    const table = `<table><tr><th></th><th>To</th><th>Subject</th><th>From</th></tr>${rows.join('')}</table>`;
    return htmlPage('Received mail', rows.length === 0 ? '<p>Nothing yet.</p>' : table);
}

function details(mail: ReceivedMail): Answer {
    const {id, subject, headers, text, html, attachments} = detailsOf(mail);
    const rows = headers.map(({name, value}) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`);
    const files = attachments.map(
        ({name, mimeType, bytes}, index) =>
            `<li><a href="/mails/${id}/${index}">${escapeHtml(name)}</a> ${escapeHtml(mimeType)}, ${bytes} bytes</li>`,
    );
    return htmlPage(
        subject,
        [
            `<p><a href="/">All mails</a> · <a href="/mails/${id}.eml">As it came</a></p><table>${rows.join('')}</table>`,
            text === '' ? '' : `<h2>Text</h2><pre>${escapeHtml(text)}</pre>`,

            // Its source: what a mail brings along is never drawn.
            html === '' ? '' : `<details><summary>Source of the HTML part</summary><pre>${escapeHtml(html)}</pre></details>`,
            files.length === 0 ? '' : `<h2>Attachments</h2><ul>${files.join('')}</ul>`,
        ].join(''),
    );
}

/** To be saved, never shown: its type is what the sender says. */
function attachment({parsed}: ReceivedMail, index: number): Answer {
    const found = parsed.attachments[index];
    if (found === undefined) {
        return textOr404(undefined);
    }
    const name = encodeURIComponent(found.filename ?? `part-${index + 1}`);
    return {
        headers: {'Content-Type': 'application/octet-stream', 'Content-Disposition': `attachment; filename*=UTF-8''${name}`},
        body: contentOf(found),
    };
}

function textOr404(text: string | undefined): Answer {
    return text === undefined ? textAnswer('Not here.\n', 404) : textAnswer(text);
}
