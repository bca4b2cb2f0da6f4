/**
 * Everything that a new browser needs, but for the recovery code: chain, sealed keys, sealed trust (protocol.md §7.4).
 *
 * Structure and signature. A bundle proves that its chain's last signing key made it; that this chain is the member's
 * own is what the recovery code vouches for (`wrapped_recovery_key.ts`).
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import {equalBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {PrivateKey, PublicKey} from '../crypto/keys';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {SIGNATURE_LENGTH, importVerificationKey, isSignatureValid, sign} from '../crypto/sign';
import {decodeCbor, encodeCbor} from '../protocol/cbor';
import {verifyChain} from '../protocol/chain';
import type {VerifiedChain} from '../protocol/chain';
import {context} from '../protocol/context';
import {SERVER_ID_LENGTH} from '../protocol/ids';
import type {ServerId, UserId} from '../protocol/ids';
import {arrayOf, bytes, bytesBetween, id, publicKey, tuple, uint} from '../protocol/kinds';
import {LIMITS} from '../protocol/limits';
import {field, mapSchema, optional} from '../protocol/schema';
import {requireAtMost} from '../protocol/sizes';
import {decodeSealedKeys, isSealedFor} from './sealed_keys';
import type {SealedKeys} from './sealed_keys';

export interface Bundle {
    readonly serverId: ServerId;
    readonly userId: UserId;

    /** From 1, and one higher with every new bundle. */
    readonly sequence: number;
    readonly recoveryKey: PublicKey<'recovery'>;

    /** Signed records. */
    readonly chain: readonly Bytes[];

    /** As `sealGeneration` makes them, ascending by generation. */
    readonly sealedGenerations: readonly Bytes[];

    /** As `sealTrust` makes it. */
    readonly sealedTrust?: Bytes;
    readonly timeMs: number;
}

const SCHEMA = mapSchema('versionAndSuite', {
    serverId: field(2, bytes<ServerId>(SERVER_ID_LENGTH)),
    userId: field(3, id<UserId>()),
    sequence: field(4, uint({min: 1})),
    recoveryKey: field(5, publicKey<'recovery'>()),
    chain: field(6, arrayOf(bytesBetween(0, LIMITS.signedRecordBytes), LIMITS.chainRecords)),
    sealedGenerations: field(7, arrayOf(bytesBetween(0, LIMITS.bundleBytes), LIMITS.chainRecords)),
    sealedTrust: optional(8, bytesBetween(0, LIMITS.bundleBytes)),
    timeMs: field(9, uint()),
});

const SIGNED = tuple(bytesBetween(0, LIMITS.bundleBytes), bytes(SIGNATURE_LENGTH));

/** Decoded; the signature not looked at yet. */
export interface SignedBundle {
    readonly bundle: Bundle;
    readonly bundleBytes: Bytes;
    readonly signature: Bytes;
}

export interface BundleSigning {
    readonly provider: CryptoProvider;
    readonly bundle: Bundle;

    /** Of the chain's last generation. */
    readonly signingKey: PrivateKey<'signing'>;
}

/** The bytes that the server half keeps. @throws Failure `too_large` */
export async function signBundle({provider, bundle, signingKey}: BundleSigning): Promise<Bytes> {
    const bundleBytes = SCHEMA.encode(bundle);
    const signature = await sign(provider, signingKey, context(LABELS.bundleSignature, bundleBytes));
    const signedBytes = encodeCbor(SIGNED.write([bundleBytes, signature]));
    requireAtMost(LIMITS.bundleBytes, signedBytes.length);
    return signedBytes;
}

/** @throws Failure `too_large`, or a code of `Schema.decode` */
export function decodeSignedBundle(signedBytes: Bytes): SignedBundle {
    requireAtMost(LIMITS.bundleBytes, signedBytes.length);
    const [bundleBytes, signature] = SIGNED.read(decodeCbor(signedBytes));
    return {bundle: SCHEMA.decode(bundleBytes), bundleBytes, signature};
}

/** Signed by the last generation of its own chain, and consistent with that chain. */
export type VerifiedBundle = Brand<
    {
        readonly sequence: number;
        readonly recoveryKey: PublicKey<'recovery'>;
        readonly chain: VerifiedChain;
        readonly sealedGenerations: readonly SealedKeys[];
        readonly sealedTrust: Bytes | undefined;
        readonly timeMs: number;
    },
    'VerifiedBundle'
>;

export interface BundleVerification {
    readonly provider: CryptoProvider;
    readonly signed: SignedBundle;
    readonly serverId: ServerId;
    readonly userId: UserId;
}

/** @throws Failure `server_changed`, `bundle_invalid`, `signature_invalid`, or a code of `verifyChain` */
export async function verifyBundle({provider, signed, serverId, userId}: BundleVerification): Promise<VerifiedBundle> {
    const {bundle, bundleBytes, signature} = signed;
    if (!equalBytes(bundle.serverId, serverId)) {
        throw new Failure('server_changed');
    }
    const chain = await verifyChain({provider, signedRecords: bundle.chain, serverId, userId});
    const sealedGenerations = bundle.sealedGenerations.map(decodeSealedKeys);
    if (bundle.userId !== userId || !isOfChain(bundle, sealedGenerations, chain)) {
        throw new Failure('bundle_invalid');
    }
    const key = await importVerificationKey(provider, chain.head.record.signingKey);
    if (!(await isSignatureValid({provider, key, signature, context: context(LABELS.bundleSignature, bundleBytes)}))) {
        throw new Failure('signature_invalid');
    }
    const {sequence, recoveryKey, sealedTrust, timeMs} = bundle;
    return {sequence, recoveryKey, chain, sealedGenerations, sealedTrust, timeMs} as unknown as VerifiedBundle;
}

function isOfChain(bundle: Bundle, sealedGenerations: readonly SealedKeys[], {links, head}: VerifiedChain): boolean {
    const areOfChain = sealedGenerations.every((sealed, index) => {
        const link = links[sealed.generation];
        const previous = sealedGenerations[index - 1];
        return link !== undefined && isSealedFor(sealed, link) && (previous === undefined || previous.generation < sealed.generation);
    });
    return (
        areOfChain &&
        sealedGenerations.at(-1)?.generation === head.record.generation &&
        equalBytes(bundle.recoveryKey, head.record.recoveryKey)
    );
}
