import {encodeBase64url} from '../../../src/lib/base64url';
import {equalBytes} from '../../../src/lib/bytes';
import type {Bytes} from '../../../src/lib/bytes';
import {Failure} from '../../../src/lib/errors';
import {deriveBytes, importKeyMaterial} from '../../../src/vault/crypto/kdf';
import type {KeyMaterial} from '../../../src/vault/crypto/kdf';
import type {KeyPair, PublicKey} from '../../../src/vault/crypto/keys';
import {importWrappableSeed, unwrapSeed, wrapSeed} from '../../../src/vault/crypto/key_wrap';
import {LABELS} from '../../../src/vault/crypto/labels';
import {context} from '../../../src/vault/protocol/context';
import {decodeEnvelope} from '../../../src/vault/protocol/envelope';
import {decodeHeader} from '../../../src/vault/protocol/header';
import type {EnvelopeHeader, RevisionHash} from '../../../src/vault/protocol/header';
import {toServerId, toUserId} from '../../../src/vault/protocol/ids';
import type {Uid, UserId} from '../../../src/vault/protocol/ids';
import {deriveRecipientKek, deriveSenderKek} from '../../../src/vault/protocol/kek';
import {decryptPlaintext, deriveCommitment, encryptPlaintext} from '../../../src/vault/protocol/message_key';
import {openEnvelope} from '../../../src/vault/protocol/open_envelope';
import type {ReaderGeneration} from '../../../src/vault/protocol/open_envelope';
import {recipientHint} from '../../../src/vault/protocol/recipient_hint';
import type {RecipientHint} from '../../../src/vault/protocol/recipient_hint';
import {requireNotSuperseded, revisionOf} from '../../../src/vault/protocol/revision';
import {verifyEnvelope} from '../../../src/vault/protocol/verify_envelope';
import {decodeWraps, findWraps, listHints} from '../../../src/vault/protocol/wraps';
import {unsafeTestingInUse} from '../people';
import {unsafeTestingAgreementPair} from '../private_keys';
import {provider} from '../provider';
import {toJson} from './input';
import type {Input} from './input';
import type {Readers} from './readers';
import {readSigners} from './readers_identity';
import type {JsonObject} from './vector_file';

interface Reader {
    readonly userId: UserId;
    readonly generations: ReadonlyArray<{
        readonly generation: number;
        readonly encryptionKey: PublicKey<'encryption'>;
        readonly privateKey: Bytes | undefined;
    }>;
}

/** `{userId, generations: [{generation, encryptionKey, privateKey?}]}` */
function readReader(reader: Input): Reader {
    return {
        userId: toUserId(reader.string('userId')),
        generations: reader.objects('generations').map((generation) => ({
            generation: generation.number('generation'),
            encryptionKey: generation.key<PublicKey<'encryption'>>('encryptionKey'),
            privateKey: generation.has('privateKey') ? generation.bytes('privateKey') : undefined,
        })),
    };
}

function generationsOf(
    {userId, generations}: Reader,
    {serverId, sender, sessionKey}: EnvelopeHeader,
): Promise<readonly ReaderGeneration[]> {
    return Promise.all(
        generations.map(async ({generation, encryptionKey, privateKey}) => {
            const hint = await recipientHint(provider, {userId, generation, encryptionKey});
            if (privateKey === undefined) {
                return {hint};
            }
            const encryption = unsafeTestingInUse(await unsafeTestingAgreementPair<'encryption'>(privateKey));
            return {hint, kek: () => deriveRecipientKek({provider, serverId, sender, recipient: userId, sessionKey, encryption})};
        }),
    );
}

/** A seed that was unwrapped can't be looked at; what is derived from it can. */
function fingerprint(material: KeyMaterial): Promise<Uint8Array> {
    return deriveBytes({provider, material, salt: new Uint8Array(), info: context(LABELS.keyCheck)});
}

export const envelopeReaders: Readers = {
    envelope_header(input): JsonObject {
        return toJson(decodeHeader(input.bytes('header'))) as JsonObject;
    },

    async recipient_hint(input): Promise<JsonObject> {
        const hint = await recipientHint(provider, {
            userId: toUserId(input.string('userId')),
            generation: input.number('generation'),
            encryptionKey: input.key('encryptionKey'),
        });
        return {hint: encodeBase64url(hint)};
    },

    wraps(input): JsonObject {
        const bytes = input.bytes('wraps');
        const hint = input.key<RecipientHint>('hint');
        const wraps = decodeWraps(bytes);
        return {hints: toJson(listHints(wraps)), found: toJson(findWraps(wraps, hint))};
    },

    async kek(input): Promise<JsonObject> {
        const parties = {
            serverId: toServerId(input.bytes('serverId')),
            sender: toUserId(input.string('sender')),
            recipient: toUserId(input.string('recipient')),
        };
        const session = unsafeTestingInUse(await unsafeTestingAgreementPair<'session'>(input.bytes('sessionPrivateKey')));
        const encryption: KeyPair<'encryption'> = unsafeTestingInUse(await unsafeTestingAgreementPair(input.bytes('encryptionPrivateKey')));
        const seed = input.bytes('seed');
        const wrapped = input.bytes('wrappedSeed');

        const sender = await deriveSenderKek({provider, ...parties, session, encryptionKey: encryption.publicKey});
        const made = await wrapSeed(provider, await importWrappableSeed(provider, seed), sender);
        const recipient = await deriveRecipientKek({provider, ...parties, sessionKey: session.publicKey, encryption});
        let unwrapped: KeyMaterial;
        try {
            unwrapped = await unwrapSeed(provider, wrapped, recipient);
        } catch {
            throw new Failure('not_a_recipient');
        }
        const expected = await importKeyMaterial(provider, seed);
        return {wrappedSeed: encodeBase64url(made), isSeed: equalBytes(await fingerprint(unwrapped), await fingerprint(expected))};
    },

    async message_key(input): Promise<JsonObject> {
        const headerBytes = input.bytes('header');
        const plaintext = input.bytes('plaintext');
        const secret = {
            provider,
            seed: await importKeyMaterial(provider, input.bytes('seed')),
            uid: input.key<Uid>('uid'),
            headerBytes,
        };
        const ciphertext = await encryptPlaintext(secret, plaintext);
        return {
            commitment: encodeBase64url(await deriveCommitment(secret)),
            ciphertext: encodeBase64url(ciphertext),
            again: encodeBase64url(await decryptPlaintext(secret, ciphertext)),
        };
    },

    async envelope(input): Promise<JsonObject> {
        const serverId = toServerId(input.bytes('serverId'));
        const carried = input.string('envelope');
        const resolveSigner = readSigners(input.objects('signers'));
        const carrierInput = input.object('carrier');
        const carrier = {
            type: carrierInput.string('type'),
            channelId: carrierInput.string('channelId'),
            userId: carrierInput.string('userId'),
            rootId: carrierInput.string('rootId'),
            otherProps: carrierInput.strings('otherProps'),
        };
        const newestInput = input.has('newest') ? input.object('newest') : undefined;
        const newest = newestInput && {revision: newestInput.number('revision'), hash: newestInput.key<RevisionHash>('hash')};
        const reader = readReader(input.object('reader'));

        const envelope = await verifyEnvelope({provider, envelope: decodeEnvelope(carried), serverId, carrier, resolveSigner});
        const revision = requireNotSuperseded({revision: revisionOf(envelope.header), hash: envelope.revisionHash}, newest);
        const body = await openEnvelope({provider, envelope, generations: await generationsOf(reader, envelope.header)});
        return {
            body: toJson(body),
            uid: encodeBase64url(envelope.header.uid),
            revision: revision.revision,
            revisionHash: encodeBase64url(envelope.revisionHash),
            recipients: envelope.wraps.hints().length,
        };
    },
};
