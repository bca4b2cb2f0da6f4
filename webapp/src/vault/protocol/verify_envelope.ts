/**
 * From a decoded envelope to one whose author is proved (the first half of protocol.md §5.6).
 *
 * Between this and `openEnvelope` the caller looks at what it remembers: `revision.ts`, and whether another post
 * carried this uid before.
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import {equalBytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {CryptoProvider} from '../crypto/provider';
import {isSignatureValid} from '../crypto/sign';
import {requireAgreement} from './carrier';
import type {Carrier} from './carrier';
import {hashRevision, signedContext} from './envelope';
import type {CarriedParts, UnverifiedEnvelope} from './envelope';
import type {EnvelopeHeader, RevisionHash} from './header';
import type {ServerId} from './ids';
import type {ResolveSigner} from './signer';

/** Signed by the sender that its header names, and carried by the post that its header names. */
export type VerifiedEnvelope = Brand<
    CarriedParts & {readonly header: EnvelopeHeader; readonly revisionHash: RevisionHash},
    'VerifiedEnvelope'
>;

export interface EnvelopeVerification {
    readonly provider: CryptoProvider;
    readonly envelope: UnverifiedEnvelope;

    /** The pinned one. */
    readonly serverId: ServerId;
    readonly carrier: Carrier;
    readonly resolveSigner: ResolveSigner;
}

/** @throws Failure `server_changed`, a code of `requireAgreement`, `sender_unknown` or `signature_invalid` */
export async function verifyEnvelope(request: EnvelopeVerification): Promise<VerifiedEnvelope> {
    const {provider, envelope, serverId, carrier, resolveSigner} = request;
    const {header, headerBytes, commitment, wraps, ciphertext, signature} = envelope;
    if (!equalBytes(header.serverId, serverId)) {
        throw new Failure('server_changed');
    }
    requireAgreement(header, carrier);
    const key = await resolveSigner(header.sender, header.senderGeneration);
    if (key === undefined) {
        throw new Failure('sender_unknown');
    }
    const parts: CarriedParts = {headerBytes, commitment, wraps, ciphertext};
    const revisionHash = await wraps.look((bytes) => hashRevision(provider, {...parts, wraps: bytes}));
    if (!(await isSignatureValid({provider, key, signature, context: signedContext(revisionHash)}))) {
        throw new Failure('signature_invalid');
    }
    return {...parts, header, revisionHash} as unknown as VerifiedEnvelope;
}
