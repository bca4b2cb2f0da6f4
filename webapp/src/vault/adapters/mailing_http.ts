import type {BackupMail, Mailing, ServedMailKey} from '../identity/mailing';
import {asBytes, asFields, asList, asText} from './answers';
import type {Requests} from './plugin_routes';

/** A mail server may take its time; so may several key servers, one after the other. */
const TIMEOUT_MS = 45_000;

/** The server half over the plugin's own routes. */
export class MailingHttp implements Mailing {
    readonly #routes: Requests;

    constructor(routes: Requests) {
        this.#routes = routes;
    }

    async mailBackup({message, hasCode}: BackupMail): Promise<string> {
        const body = {message, hasCode};
        return asText(asFields(await this.#routes.request({method: 'POST', path: '/backup/mail', body, timeoutMs: TIMEOUT_MS})).to);
    }

    mailKey(fingerprint: string): Promise<readonly ServedMailKey[]> {
        return this.#found(`/mail_keys/${encodeURIComponent(fingerprint)}`);
    }

    suggestedMailKeys(): Promise<readonly ServedMailKey[]> {
        return this.#found('/mail_keys');
    }

    async #found(path: string): Promise<readonly ServedMailKey[]> {
        const {found} = asFields(await this.#routes.request({method: 'GET', path, timeoutMs: TIMEOUT_MS}));
        return asList(found, (entry) => {
            const {source, key} = asFields(entry);
            return {source: asText(source), key: asBytes(key)};
        });
    }
}
