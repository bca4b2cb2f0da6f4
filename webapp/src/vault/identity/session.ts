/**
 * One worker's lifetime with one identity: an ephemeral pair, its keys for each recipient, a counter per channel
 * (protocol.md §4.1, §4.2). In memory only and never shared, so two tabs can't use the same sequence number.
 *
 * @packageDocumentation
 */
import {equalBytes} from '../../lib/bytes';
import {cached} from '../../lib/cached';
import {generateAgreementPair} from '../crypto/agree';
import type {KeyPair, PublicKey} from '../crypto/keys';
import type {CryptoProvider} from '../crypto/provider';
import type {ChainLink} from '../protocol/chain';
import type {ChannelId} from '../protocol/ids';
import {deriveSenderKek} from '../protocol/kek';
import {recipientHint} from '../protocol/recipient_hint';
import type {SealingRecipient} from '../protocol/seal_envelope';

export class Session {
    readonly publicKey: PublicKey<'session'>;
    readonly #provider: CryptoProvider;
    readonly #pair: KeyPair<'session'>;
    readonly #sender: ChainLink;
    readonly #sequences = new Map<ChannelId, number>();

    /** Lives as long as the verified chain that it was derived for, which is kept while it is served unchanged. */
    readonly #recipients = new WeakMap<ChainLink, Promise<SealingRecipient>>();

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
        return equalBytes(sender.hash, this.#sender.hash);
    }

    /** Taken at once and never given twice, also where the sealing fails afterwards: a gap says nothing, a repetition would. */
    nextSequence(channelId: ChannelId): number {
        const sequence = this.#sequences.get(channelId) ?? 0;
        this.#sequences.set(channelId, sequence + 1);
        return sequence;
    }

    /** Key and hint for a record, derived once: from then on a message costs one AES-KW for them. */
    recipient(link: ChainLink): Promise<SealingRecipient> {
        return cached(this.#recipients, link, () => this.#derive(link.record));
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
