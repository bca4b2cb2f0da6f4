/**
 * The member's own generations as a reader: which wraps could be theirs, and the key of each sender's session. One ECDH per
 * sender session and own generation; from then on a post costs one AES-KW (protocol.md §4.2).
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {cached} from '../../lib/cached';
import type {KeyPair, PrivateKey} from '../crypto/keys';
import type {UnwrappingKek} from '../crypto/key_wrap';
import type {CryptoProvider} from '../crypto/provider';
import type {EnvelopeHeader} from '../protocol/header';
import type {IdentityRecord} from '../protocol/identity_record';
import {deriveRecipientKek} from '../protocol/kek';
import type {ReaderGeneration} from '../protocol/open_envelope';
import {recipientHint} from '../protocol/recipient_hint';
import type {RecipientHint} from '../protocol/recipient_hint';
import {Lru} from './lru';

/** Several screens of posts of different sessions. */
const CACHED_KEKS = 4096;

/** A record of the member's own, with its private key where this browser has it. */
export interface OwnRecord {
    readonly record: IdentityRecord;
    readonly encryptionKey: PrivateKey<'encryption'> | undefined;
}

interface Entry {
    readonly record: IdentityRecord;
    readonly hint: RecipientHint;
    readonly encryption: KeyPair<'encryption'> | undefined;
}

export class ReaderKeys {
    readonly #provider: CryptoProvider;
    readonly #entries: readonly Entry[];
    readonly #keks = new Lru<Promise<UnwrappingKek>>(CACHED_KEKS);

    private constructor(provider: CryptoProvider, entries: readonly Entry[]) {
        this.#provider = provider;
        this.#entries = entries;
    }

    static async of(provider: CryptoProvider, records: readonly OwnRecord[]): Promise<ReaderKeys> {
        const entries = records.map(async ({record, encryptionKey}): Promise<Entry> => ({
            record,
            hint: await recipientHint(provider, record),
            encryption: encryptionKey && {publicKey: record.encryptionKey, privateKey: encryptionKey},
        }));
        return new ReaderKeys(provider, await Promise.all(entries));
    }

    /** What `openEnvelope` wants to know, for the session and sender that a verified header names. */
    generationsFor(header: EnvelopeHeader): readonly ReaderGeneration[] {
        return this.#entries.map(({record, hint, encryption}) =>
            encryption ? {hint, kek: () => this.#kek(header, record, encryption)} : {hint},
        );
    }

    #kek(
        {serverId, sender, sessionKey}: EnvelopeHeader,
        record: IdentityRecord,
        encryption: KeyPair<'encryption'>,
    ): Promise<UnwrappingKek> {
        const key = `${record.userId} ${record.generation} ${sender} ${encodeBase64url(record.encryptionKey)} ${encodeBase64url(sessionKey)}`;
        return cached(this.#keks, key, () =>
            deriveRecipientKek({provider: this.#provider, sessionKey, encryption, serverId, sender, recipient: record.userId}),
        );
    }
}
