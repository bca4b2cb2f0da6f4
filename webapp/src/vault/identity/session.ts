/**
 * One worker's lifetime with one identity: an ephemeral pair, its keys for each recipient, a counter per channel
 * (protocol.md §4.1, §4.2). In memory only and never shared, so two tabs can't use the same sequence number.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {generateAgreementPair} from '../crypto/agree';
import type {KeyPair, PublicKey} from '../crypto/keys';
import type {CryptoProvider} from '../crypto/provider';
import type {ChainLink} from '../protocol/chain';
import type {ChannelId} from '../protocol/ids';
import {deriveSenderKek} from '../protocol/kek';
import {recipientHint} from '../protocol/recipient_hint';
import type {SealingRecipient} from '../protocol/seal_envelope';
import {Lru} from './lru';

/** More than a channel can have members that an envelope fits (protocol.md §9). */
const CACHED_RECIPIENTS = 8192;

export class Session {
    readonly publicKey: PublicKey<'session'>;
    readonly #provider: CryptoProvider;
    readonly #pair: KeyPair<'session'>;
    readonly #sender: ChainLink;
    readonly #sequences = new Map<ChannelId, number>();
    readonly #recipients = new Lru<Promise<SealingRecipient>>(CACHED_RECIPIENTS);

    private constructor(provider: CryptoProvider, pair: KeyPair<'session'>, sender: ChainLink) {
        this.#provider = provider;
        this.#pair = pair;
        this.#sender = sender;
        this.publicKey = pair.publicKey;
    }

    /** For the generation `sender`; another generation takes another session. */
    static async begin(provider: CryptoProvider, sender: ChainLink): Promise<Session> {
        return new Session(provider, await generateAgreementPair<'session'>(provider), sender);
    }

    isOf(sender: ChainLink): boolean {
        return encodeBase64url(sender.hash) === encodeBase64url(this.#sender.hash);
    }

    /** Taken at once and never given twice, also where the sealing fails afterwards: a gap says nothing, a repetition would. */
    nextSequence(channelId: ChannelId): number {
        const sequence = this.#sequences.get(channelId) ?? 0;
        this.#sequences.set(channelId, sequence + 1);
        return sequence;
    }

    /** Key and hint for a record, derived once: from then on a message costs one AES-KW for them. */
    recipient({record, hash}: ChainLink): Promise<SealingRecipient> {
        const key = encodeBase64url(hash);
        const known = this.#recipients.get(key);
        if (known) {
            return known;
        }
        const derived = this.#derive(record);
        this.#recipients.set(key, derived);
        return derived;
    }

    async #derive(record: ChainLink['record']): Promise<SealingRecipient> {
        const {serverId, userId, generation, encryptionKey} = record;
        const [hint, kek] = await Promise.all([
            recipientHint(this.#provider, {userId, generation, encryptionKey}),
            deriveSenderKek({
                provider: this.#provider,
                session: this.#pair,
                encryptionKey,
                serverId,
                sender: this.#sender.record.userId,
                recipient: userId,
            }),
        ]);
        return {hint, kek};
    }
}
