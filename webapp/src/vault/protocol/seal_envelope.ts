/**
 * From a text to an envelope. Pure: keys and recipients are given, and whether they are the right ones is a question
 * for trust/.
 *
 * @packageDocumentation
 */
import {importKeyMaterial} from '../crypto/kdf';
import type {PrivateKey} from '../crypto/keys';
import {SEED_LENGTH, importWrappableSeed, wrapSeed} from '../crypto/key_wrap';
import type {WrappingKek} from '../crypto/key_wrap';
import type {CryptoProvider} from '../crypto/provider';
import {sign} from '../crypto/sign';
import {encodeBody} from './body';
import type {Body} from './body';
import {encodeEnvelope, hashRevision, signedContext} from './envelope';
import type {SealedParts} from './envelope';
import {encodeHeader} from './header';
import type {EnvelopeHeader, RevisionHash} from './header';
import {UID_LENGTH} from './ids';
import type {Uid} from './ids';
import {deriveCommitment, encryptPlaintext} from './message_key';
import type {MessageSecret} from './message_key';
import {pad} from './padding';
import type {RecipientHint} from './recipient_hint';
import {encodeWraps} from './wraps';

/**
 * One recipient, ready: both come from caches, so that sealing costs one AES-KW each. A list in ascending order of the
 * hints is sorted already.
 */
export interface SealingRecipient {
    readonly hint: RecipientHint;
    readonly kek: WrappingKek;
}

export interface SealingRequest {
    readonly provider: CryptoProvider;
    readonly header: EnvelopeHeader;
    readonly body: Body;

    /** The sender included; nobody twice. */
    readonly recipients: readonly SealingRecipient[];

    /** Of the generation that the header names. */
    readonly signingKey: PrivateKey<'signing'>;
}

export interface SealedEnvelope {
    /** As it goes under `props.e2ee`. */
    readonly envelope: string;
    readonly revisionHash: RevisionHash;
}

/** New for every envelope, an edit's too. */
export function newUid(provider: CryptoProvider): Uid {
    return provider.randomBytes(UID_LENGTH) as Uid;
}

/**
 * @throws Failure `text_invalid`, `too_large` (too many recipients), `envelope_malformed` (a header that no reader would
 * take: a bug)
 */
export async function sealEnvelope({provider, header, body, recipients, signingKey}: SealingRequest): Promise<SealedEnvelope> {
    const plaintext = pad(encodeBody(body));
    const headerBytes = encodeHeader(header);
    const seedBytes = provider.randomBytes(SEED_LENGTH);
    const [seed, wrappableSeed] = await Promise.all([importKeyMaterial(provider, seedBytes), importWrappableSeed(provider, seedBytes)]);
    seedBytes.fill(0);
    const secret: MessageSecret = {provider, seed, uid: header.uid, headerBytes};
    const [commitment, ciphertext, entries] = await Promise.all([
        deriveCommitment(secret),
        encryptPlaintext(secret, plaintext),
        Promise.all(recipients.map(async ({hint, kek}) => ({hint, wrappedSeed: await wrapSeed(provider, wrappableSeed, kek)}))),
    ]);
    const parts: SealedParts = {headerBytes, commitment, wraps: encodeWraps(entries), ciphertext};
    const revisionHash = await hashRevision(provider, parts);
    const signature = await sign(provider, signingKey, signedContext(revisionHash));
    return {envelope: encodeEnvelope(parts, signature), revisionHash};
}
