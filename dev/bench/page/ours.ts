/**
 * Our scheme, by the modules that ship: what the vault's worker does between a text with its recipients and an envelope, and back.
 * Stores, network and the channel to the worker are left out, as they are of the yardstick; the whole path is measured apart
 * (page/whole_path.ts).
 *
 * @packageDocumentation
 */
import {SEALED_POST_TYPE} from '../../../webapp/src/lib/sealed_post';
import {webCryptoProvider} from '../../../webapp/src/vault/crypto/provider';
import {ReaderKeys} from '../../../webapp/src/vault/identity/reader_keys';
import {Session} from '../../../webapp/src/vault/identity/session';
import type {ChainLink} from '../../../webapp/src/vault/protocol/chain';
import {decodeEnvelope} from '../../../webapp/src/vault/protocol/envelope';
import {openEnvelope} from '../../../webapp/src/vault/protocol/open_envelope';
import type {StatementHash} from '../../../webapp/src/vault/protocol/policy_statement';
import {newUid, sealEnvelope} from '../../../webapp/src/vault/protocol/seal_envelope';
import type {ResolveSigner} from '../../../webapp/src/vault/protocol/signer';
import {verifyEnvelope} from '../../../webapp/src/vault/protocol/verify_envelope';
import {TAG_LENGTH} from '../../../webapp/src/vault/crypto/aead';
import {encodeBody} from '../../../webapp/src/vault/protocol/body';
import {pad} from '../../../webapp/src/vault/protocol/padding';
import {importVerificationKey} from '../../../webapp/src/vault/crypto/sign';
import {
    CHANNEL_ID,
    SERVER_ID,
    START_MS,
    createRecord,
    linkOf,
    unsafeTestingInUse,
    unsafeTestingKeys,
    userIdOf,
} from '../../../webapp/tests/support/people';
import type {UnsafeTestingKeys} from '../../../webapp/tests/support/people';

/** All that opening a post asks of WebCrypto once the keys are at hand; printed with the figures, held true by a test. */
export const OUR_CALLS = {
    openOnce: ['digest', 'verify ECDSA', 'unwrapKey AES-KW', 'deriveBits HKDF', 'deriveKey HKDF', 'decrypt AES-GCM'],
} as const;

const provider = webCryptoProvider(crypto);

export interface OurPerson {
    readonly keys: UnsafeTestingKeys;
    readonly link: ChainLink;
}

export async function makeOurPerson(name: string): Promise<OurPerson> {
    const keys = await unsafeTestingKeys();
    return {keys, link: await linkOf(createRecord(userIdOf(name), keys))};
}

/** Bytes of the ciphertext, tag included: what an envelope takes besides its fixed part and its recipients' entries. */
export function sealedBodyLength(text: string): number {
    return pad(encodeBody({text, mentions: [], format: 'markdown'})).length + TAG_LENGTH;
}

/** A worker's lifetime of one sender: keys for people are derived at the first post for them, and kept. */
export async function beginSession(sender: OurPerson): Promise<OurSession> {
    return new OurSession(sender, await Session.begin(provider, sender.link));
}

export class OurSession {
    constructor(
        readonly sender: OurPerson,
        private readonly session: Session,
    ) {}

    async prepare(people: readonly OurPerson[]): Promise<void> {
        await Promise.all(people.map(({link}) => this.session.recipient(link)));
    }

    async seal(text: string, people: readonly OurPerson[]): Promise<string> {
        const {record} = this.sender.link;
        const recipients = await Promise.all(people.map(({link}) => this.session.recipient(link)));
        const {envelope} = await sealEnvelope({
            provider,
            header: {
                type: 'post',
                mode: 'p2p',
                serverId: SERVER_ID,
                channelId: CHANNEL_ID,
                sender: record.userId,
                senderGeneration: record.generation,
                uid: newUid(provider),
                policySequence: 1,
                policyHead: new Uint8Array(32) as StatementHash,
                sessionKey: this.session.publicKey,
                sequence: this.session.nextSequence(CHANNEL_ID),
                timeMs: START_MS,
            },
            body: {text, mentions: [], format: 'markdown'},
            recipients,
            signingKey: unsafeTestingInUse(this.sender.keys.signing).privateKey,
        });
        return envelope;
    }
}

/** A reader as the worker is one: keys of sender sessions are derived at their first post, and kept. */
export class OurReader {
    private constructor(
        private readonly keys: ReaderKeys,
        private readonly resolveSigner: ResolveSigner,
    ) {}

    static async of(reader: OurPerson, senders: readonly OurPerson[]): Promise<OurReader> {
        const {privateKey} = unsafeTestingInUse(reader.keys.encryption);
        const keys = await ReaderKeys.of(provider, [{record: reader.link.record, encryptionKey: privateKey}]);
        const signers = new Map(
            await Promise.all(
                senders.map(
                    async ({link}) => [String(link.record.userId), await importVerificationKey(provider, link.record.signingKey)] as const,
                ),
            ),
        );
        return new OurReader(keys, (userId) => Promise.resolve(signers.get(userId)));
    }

    async open(carried: string): Promise<string> {
        const decoded = decodeEnvelope(carried);
        const envelope = await verifyEnvelope({
            provider,
            envelope: decoded,
            serverId: SERVER_ID,
            carrier: {type: SEALED_POST_TYPE, channelId: CHANNEL_ID, userId: decoded.header.sender, rootId: '', otherProps: []},
            resolveSigner: this.resolveSigner,
        });
        const {text} = await openEnvelope({provider, envelope, generations: this.keys.generationsFor(envelope.header)});
        return text;
    }
}
