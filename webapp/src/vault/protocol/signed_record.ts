/**
 * An identity record with its signatures (protocol.md §2.1).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {Context} from '../crypto/context';
import type {PrivateKey, PublicKey} from '../crypto/keys';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {SIGNATURE_LENGTH, importVerificationKey, isSignatureValid, sign} from '../crypto/sign';
import {decodeCbor, encodeCbor} from './cbor';
import {context} from './context';
import {decodeIdentityRecord, encodeIdentityRecord} from './identity_record';
import type {IdentityRecord} from './identity_record';
import {bytes, bytesBetween, tuple} from './kinds';
import {LIMITS} from './limits';
import {requireAtMost} from './sizes';

/** Decoded; no signature looked at yet. */
export interface SignedRecord {
    readonly record: IdentityRecord;

    /** What the signatures and the hash cover. */
    readonly recordBytes: Bytes;
    readonly signature: Bytes;

    /** By the previous generation, exactly for `rotate`. */
    readonly rotationSignature?: Bytes;
}

const RECORD_BYTES = bytesBetween(0, LIMITS.signedRecordBytes);
const SIGNATURE = bytes(SIGNATURE_LENGTH);
const SIGNED = tuple(RECORD_BYTES, SIGNATURE);
const COSIGNED = tuple(RECORD_BYTES, SIGNATURE, SIGNATURE);

export interface RecordSigning {
    readonly provider: CryptoProvider;
    readonly record: IdentityRecord;
    readonly signingKey: PrivateKey<'signing'>;

    /** Of the previous generation; exactly for `rotate`. */
    readonly previousSigningKey?: PrivateKey<'signing'>;
}

/** The bytes of a signed record. @throws Failure `record_invalid` */
export async function signRecord({provider, record, signingKey, previousSigningKey}: RecordSigning): Promise<Bytes> {
    if ((record.kind === 'rotate') !== (previousSigningKey !== undefined)) {
        throw new Failure('record_invalid');
    }
    const recordBytes = encodeIdentityRecord(record);
    const signature = await sign(provider, signingKey, context(LABELS.recordSignature, recordBytes));
    if (previousSigningKey === undefined) {
        return encodeCbor(SIGNED.write([recordBytes, signature]));
    }
    const rotation = await sign(provider, previousSigningKey, context(LABELS.recordRotation, recordBytes));
    return encodeCbor(COSIGNED.write([recordBytes, signature, rotation]));
}

/** @throws Failure `too_large`, `record_invalid`, or a code of `Schema.decode` */
export function decodeSignedRecord(signedBytes: Bytes): SignedRecord {
    requireAtMost(LIMITS.signedRecordBytes, signedBytes.length);
    const value = decodeCbor(signedBytes);
    const isCosigned = Array.isArray(value) && value.length === 3;
    const [recordBytes, signature, rotationSignature] = isCosigned ? COSIGNED.read(value) : SIGNED.read(value);
    const record = decodeIdentityRecord(recordBytes);
    if ((record.kind === 'rotate') !== isCosigned) {
        throw new Failure('record_invalid');
    }
    return {record, recordBytes, signature, ...(rotationSignature === undefined ? {} : {rotationSignature})};
}

export interface RecordVerification {
    readonly provider: CryptoProvider;
    readonly signed: SignedRecord;

    /** Of the record before; looked at for `rotate` only. */
    readonly previousSigningKey?: PublicKey<'signing'>;
}

/** By the record's own key, and for `rotate` also by the previous generation's. @throws Failure `signature_invalid` */
export async function verifySignedRecord({provider, signed, previousSigningKey}: RecordVerification): Promise<void> {
    const {record, recordBytes, signature, rotationSignature} = signed;
    await requireSignature({provider, signature, context: context(LABELS.recordSignature, recordBytes)}, record.signingKey);
    if (record.kind === 'rotate') {
        const rotation = {provider, signature: rotationSignature, context: context(LABELS.recordRotation, recordBytes)};
        await requireSignature(rotation, previousSigningKey);
    }
}

interface Signed {
    readonly provider: CryptoProvider;
    readonly signature: Bytes | undefined;
    readonly context: Context;
}

/** A signature or a key that isn't there proves as little as a wrong one. */
async function requireSignature({signature, ...signed}: Signed, publicKey: PublicKey<'signing'> | undefined): Promise<void> {
    if (signature === undefined || publicKey === undefined) {
        throw new Failure('signature_invalid');
    }
    const key = await importVerificationKey(signed.provider, publicKey);
    if (!(await isSignatureValid({...signed, signature, key}))) {
        throw new Failure('signature_invalid');
    }
}
