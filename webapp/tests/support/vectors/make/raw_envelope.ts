/**
 * Envelopes as a sender with bad intentions would make them: any part may be changed before it is signed.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../../../src/lib/base64url';
import type {Bytes} from '../../../../src/lib/bytes';
import {importKeyMaterial} from '../../../../src/vault/crypto/kdf';
import type {FreshPair} from '../../../../src/vault/crypto/keys';
import {importWrappableSeed, wrapSeed} from '../../../../src/vault/crypto/key_wrap';
import {sign} from '../../../../src/vault/crypto/sign';
import {encodeBody} from '../../../../src/vault/protocol/body';
import {encodeCbor} from '../../../../src/vault/protocol/cbor';
import {hashRevision, signedContext} from '../../../../src/vault/protocol/envelope';
import type {SealedParts} from '../../../../src/vault/protocol/envelope';
import {encodeHeader} from '../../../../src/vault/protocol/header';
import type {EnvelopeHeader, RevisionHash} from '../../../../src/vault/protocol/header';
import type {UserId} from '../../../../src/vault/protocol/ids';
import {deriveSenderKek} from '../../../../src/vault/protocol/kek';
import {deriveCommitment, encryptPlaintext} from '../../../../src/vault/protocol/message_key';
import {pad} from '../../../../src/vault/protocol/padding';
import {recipientHint} from '../../../../src/vault/protocol/recipient_hint';
import {encodeWraps} from '../../../../src/vault/protocol/wraps';
import type {WrapEntry} from '../../../../src/vault/protocol/wraps';
import {unsafeTestingInUse} from '../../people';
import type {UnsafeTestingKeys} from '../../people';
import {provider} from '../../provider';

export interface RawRecipient {
    readonly userId: UserId;
    readonly generation: number;
    readonly keys: UnsafeTestingKeys;
}

export interface RawEnvelope {
    readonly header: EnvelopeHeader;
    readonly session: FreshPair<'session'>;
    readonly recipients: readonly RawRecipient[];
    readonly signer: UnsafeTestingKeys;
    readonly text: string;
    readonly mentions?: readonly string[];

    /** Instead of text and mentions. */
    readonly plaintext?: Bytes;

    /** Before signing. */
    readonly change?: (parts: SealedParts) => Partial<Record<keyof SealedParts, Bytes>>;
}

export interface MadeEnvelope {
    readonly bytes: Bytes;
    readonly text: string;
    readonly revisionHash: RevisionHash;
}

export async function makeRawEnvelope(raw: RawEnvelope): Promise<MadeEnvelope> {
    const {header, signer, change} = raw;
    const headerBytes = encodeHeader(header);
    const seedBytes = provider.randomBytes(32);
    const secret = {
        provider,
        seed: await importKeyMaterial(provider, seedBytes),
        uid: header.uid,
        headerBytes,
    };
    const plaintext = raw.plaintext ?? pad(encodeBody({text: raw.text, mentions: raw.mentions ?? [], format: 'markdown'}));
    const honest: SealedParts = {
        headerBytes,
        commitment: await deriveCommitment(secret),
        wraps: encodeWraps(await Promise.all(raw.recipients.map((recipient) => wrapFor(raw, recipient, seedBytes)))),
        ciphertext: await encryptPlaintext(secret, plaintext),
    };
    const parts = {...honest, ...change?.(honest)} as SealedParts;
    const revisionHash = await hashRevision(provider, parts);
    const signature = await sign(provider, unsafeTestingInUse(signer.signing).privateKey, signedContext(revisionHash));
    const bytes = encodeCbor([parts.headerBytes, parts.commitment, parts.wraps, parts.ciphertext, signature]);
    return {bytes, text: encodeBase64url(bytes), revisionHash};
}

async function wrapFor({header, session}: RawEnvelope, {userId, generation, keys}: RawRecipient, seed: Bytes): Promise<WrapEntry> {
    const encryptionKey = keys.encryption.publicKey;
    const kek = await deriveSenderKek({
        provider,
        serverId: header.serverId,
        sender: header.sender,
        recipient: userId,
        session: unsafeTestingInUse(session),
        encryptionKey,
    });
    return {
        hint: await recipientHint(provider, {userId, generation, encryptionKey}),
        wrappedSeed: await wrapSeed(provider, await importWrappableSeed(provider, seed), kek),
    };
}
