/**
 * The OpenPGP keys that a member may choose from: pasted, fetched by fingerprint, or suggested by their address (design: a look-up by
 * address alone would let the server choose who gets everything).
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import type {MailKey} from '../api';
import type {ServedMailKey} from '../identity/mailing';
import type {MailCrypto, PublicMailKey} from '../mail_keys/mail_crypto';
import type {TaskParts} from './parts';

type Parts = Pick<TaskParts, 'keyStore' | 'mailing' | 'mailCrypto' | 'nowMs'>;

const FINGERPRINT = /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/;

/** What two keys can't be made to share. The short ids of eight digits can. */
const TYPED_DIGITS = /^[0-9A-F]{16,64}$/;

export interface KnownMailKey {
    readonly key: PublicMailKey;
    readonly source: string;
}

interface OfferedMailKey extends KnownMailKey {
    /** Nobody but a server has said that it is the member's. */
    readonly isSuggested: boolean;
}

export class MailKeys {
    readonly #parts: Parts;

    /** Offered by this worker, by fingerprint. */
    readonly #offered = new Map<string, OfferedMailKey>();

    constructor(parts: Parts) {
        this.#parts = parts;
    }

    /** @throws Failure `mail_key_malformed`, `too_large` */
    async read(text: string): Promise<readonly MailKey[]> {
        const keys = await (await this.#parts.mailCrypto()).readKeys(text, this.#parts.nowMs());
        return this.#offer(keys.map((key) => ({key, source: 'pasted', isSuggested: false})));
    }

    /**
     * Exactly that key.
     *
     * @throws Failure `mail_key_malformed` where it is no full fingerprint, `mail_key_mismatch` where other keys were served; a code of
     * `Mailing.mailKey`
     */
    async lookUp(typed: string): Promise<readonly MailKey[]> {
        const fingerprint = digitsOf(typed);
        if (!FINGERPRINT.test(fingerprint)) {
            throw new Failure('mail_key_malformed');
        }
        const keys = await this.#read(await this.#parts.mailing.mailKey(fingerprint));
        const asked = keys.filter(({key}) => key.fingerprint === fingerprint).slice(0, 1);
        if (asked.length === 0) {
            throw new Failure('mail_key_mismatch');
        }
        return this.#offer(asked.map((known) => ({...known, isSuggested: false})));
    }

    /** @throws Failure as {@link lookUp} */
    async suggest(): Promise<readonly MailKey[]> {
        const keys = await this.#read(await this.#parts.mailing.suggestedMailKeys());
        return this.#offer(keys.map((known) => ({...known, isSuggested: true})));
    }

    /**
     * The key that is to be mailed to: one that was offered here, or the pinned one.
     *
     * @param typed of a suggested key, the last digits of its fingerprint as the member has them from elsewhere
     * @throws Failure `mail_key_mismatch` where these are too few or others, or no such key is known; `mail_key_unusable`
     */
    async chosen(fingerprint: string, typed: string | undefined): Promise<KnownMailKey> {
        const known = this.#offered.get(fingerprint) ?? (await this.#pinned(fingerprint));
        if (!known || (known.isSuggested && !isEndOf(fingerprint, typed))) {
            throw new Failure('mail_key_mismatch');
        }
        if (known.key.problem) {
            throw new Failure('mail_key_unusable');
        }
        return known;
    }

    async #offer(keys: readonly OfferedMailKey[]): Promise<readonly MailKey[]> {
        const pinned = (await this.#parts.keyStore.readBackupSettings()).mailKey?.fingerprint;
        return keys.map((offered) => {
            const {fingerprint} = offered.key;
            const before = this.#offered.get(fingerprint);

            // What the member has named is no suggestion any more.
            this.#offered.set(fingerprint, before?.isSuggested === false && offered.isSuggested ? before : offered);
            return shown(offered, pinned);
        });
    }

    /** Of what can't be read, something else may be what was looked for. */
    async #read(served: readonly ServedMailKey[]): Promise<readonly KnownMailKey[]> {
        const crypto = await this.#parts.mailCrypto();
        const read = await Promise.all(served.map((one) => readServed(crypto, one, this.#parts.nowMs())));
        const keys = read.flat();
        if (keys.length === 0) {
            throw new Failure('key_server_failed', {detail: 'not_a_key'});
        }
        return keys;
    }

    async #pinned(fingerprint: string): Promise<OfferedMailKey | undefined> {
        const {mailKey} = await this.#parts.keyStore.readBackupSettings();
        if (mailKey?.fingerprint !== fingerprint) {
            return undefined;
        }
        const [key] = await (await this.#parts.mailCrypto()).readKeys(mailKey.key, this.#parts.nowMs());
        return key && {key, source: mailKey.source, isSuggested: false};
    }
}

async function readServed(crypto: MailCrypto, {source, key}: ServedMailKey, nowMs: number): Promise<readonly KnownMailKey[]> {
    try {
        return (await crypto.readKeys(key, nowMs)).map((read) => ({key: read, source}));
    } catch (error) {
        if (error instanceof Failure) {
            return [];
        }
        throw error;
    }
}

function shown({key: {key: _, ...facts}, source}: KnownMailKey, pinned: string | undefined): MailKey {
    const isChanged = pinned !== undefined && pinned !== facts.fingerprint;
    return {...facts, source, ...(isChanged && {isChanged})};
}

function isEndOf(fingerprint: string, typed: string | undefined): boolean {
    const digits = digitsOf(typed ?? '');
    return TYPED_DIGITS.test(digits) && fingerprint.endsWith(digits);
}

/** As `gpg --fingerprint` prints them, in groups, or with 0x before them. */
function digitsOf(typed: string): string {
    return typed.replace(/\s/g, '').replace(/^0x/i, '').toUpperCase();
}
