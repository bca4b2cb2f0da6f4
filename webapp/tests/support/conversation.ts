/**
 * Alice, who seals for herself and for Bob, by the functions of vault/protocol alone.
 *
 * @packageDocumentation
 */
import {SEALED_POST_TYPE} from '../../src/lib/sealed_post';
import {generateAgreementPair} from '../../src/vault/crypto/agree';
import type {KeyPair} from '../../src/vault/crypto/keys';
import type {Body} from '../../src/vault/protocol/body';
import type {Carrier} from '../../src/vault/protocol/carrier';
import {decodeEnvelope} from '../../src/vault/protocol/envelope';
import type {PostHeader} from '../../src/vault/protocol/header';
import type {UserId} from '../../src/vault/protocol/ids';
import {deriveRecipientKek, deriveSenderKek} from '../../src/vault/protocol/kek';
import {openEnvelope} from '../../src/vault/protocol/open_envelope';
import type {ReaderGeneration} from '../../src/vault/protocol/open_envelope';
import type {StatementHash} from '../../src/vault/protocol/policy_statement';
import {recipientHint} from '../../src/vault/protocol/recipient_hint';
import {newUid, sealEnvelope} from '../../src/vault/protocol/seal_envelope';
import type {SealedEnvelope, SealingRecipient} from '../../src/vault/protocol/seal_envelope';
import type {ResolveSigner} from '../../src/vault/protocol/signer';
import {verifyEnvelope} from '../../src/vault/protocol/verify_envelope';
import {CHANNEL_ID, SERVER_ID, START_MS, signerOf, unsafeTestingInUse, unsafeTestingKeys, userIdOf} from './people';
import type {UnsafeTestingKeys} from './people';
import {provider} from './provider';

export interface Person {
    readonly userId: UserId;
    readonly keys: UnsafeTestingKeys;
}

export interface Conversation {
    readonly alice: Person;
    readonly bob: Person;
    readonly header: PostHeader;
    readonly carrier: Carrier;
    readonly recipients: readonly SealingRecipient[];
    readonly resolveSigner: ResolveSigner;
    seal(body: Body, header?: PostHeader): Promise<SealedEnvelope>;

    /** Everything that a reader does, in order. */
    open(envelope: unknown, reader?: Person): Promise<Body>;
}

export async function startConversation(): Promise<Conversation> {
    const alice: Person = {userId: userIdOf('alice'), keys: await unsafeTestingKeys()};
    const bob: Person = {userId: userIdOf('bob'), keys: await unsafeTestingKeys()};
    const session = await generateAgreementPair<'session'>(provider);
    const recipients = await Promise.all([alice, bob].map((person) => recipientOf(person, alice.userId, session)));
    const resolveSigner = await signerOf(alice.userId, alice.keys);
    const carrier: Carrier = {type: SEALED_POST_TYPE, channelId: CHANNEL_ID, userId: alice.userId, rootId: '', otherProps: []};
    const header: PostHeader = {
        type: 'post',
        mode: 'p2p',
        serverId: SERVER_ID,
        channelId: CHANNEL_ID,
        sender: alice.userId,
        senderGeneration: 0,
        uid: newUid(provider),
        policySequence: 1,
        policyHead: new Uint8Array(32) as StatementHash,
        sessionKey: session.publicKey,
        sequence: 0,
        timeMs: START_MS,
    };
    return {
        alice,
        bob,
        header,
        carrier,
        recipients,
        resolveSigner,
        seal: (body, sealedHeader = {...header, uid: newUid(provider)}) =>
            sealEnvelope({provider, header: sealedHeader, body, recipients, signingKey: unsafeTestingInUse(alice.keys.signing).privateKey}),
        async open(carried, reader = bob) {
            const envelope = await verifyEnvelope({
                provider,
                envelope: decodeEnvelope(carried),
                serverId: SERVER_ID,
                carrier,
                resolveSigner,
            });
            const generation = await generationOf(reader, alice.userId, session);
            return openEnvelope({provider, envelope, generations: [generation]});
        },
    };
}

async function recipientOf({userId, keys}: Person, sender: UserId, session: KeyPair<'session'>): Promise<SealingRecipient> {
    const encryptionKey = keys.encryption.publicKey;
    return {
        hint: await recipientHint(provider, {userId, generation: 0, encryptionKey}),
        kek: await deriveSenderKek({provider, serverId: SERVER_ID, sender, recipient: userId, session, encryptionKey}),
    };
}

async function generationOf({userId, keys}: Person, sender: UserId, {publicKey}: KeyPair<'session'>): Promise<ReaderGeneration> {
    const encryption = unsafeTestingInUse(keys.encryption);
    return {
        hint: await recipientHint(provider, {userId, generation: 0, encryptionKey: encryption.publicKey}),
        kek: () => deriveRecipientKek({provider, serverId: SERVER_ID, sender, recipient: userId, sessionKey: publicKey, encryption}),
    };
}
