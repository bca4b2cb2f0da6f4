/**
 * A policy statement with its signature (protocol.md §3).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {PrivateKey, VerificationKey} from '../crypto/keys';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {SIGNATURE_LENGTH, isSignatureValid, sign} from '../crypto/sign';
import {decodeCbor, encodeCbor} from './cbor';
import {context} from './context';
import {bytes, bytesBetween, tuple} from './kinds';
import {LIMITS} from './limits';
import {decodePolicyStatement, encodePolicyStatement} from './policy_statement';
import type {PolicyStatement} from './policy_statement';
import {requireAtMost} from './sizes';

/** Decoded; the signature not looked at yet. */
export interface SignedStatement {
    readonly statement: PolicyStatement;

    /** What the signature and the hash cover. */
    readonly statementBytes: Bytes;
    readonly signature: Bytes;
}

const SIGNED = tuple(bytesBetween(0, LIMITS.signedStatementBytes), bytes(SIGNATURE_LENGTH));

export interface StatementSigning {
    readonly provider: CryptoProvider;
    readonly statement: PolicyStatement;
    readonly signingKey: PrivateKey<'signing'>;
}

/** The bytes of a signed statement. @throws Failure `statement_invalid` */
export async function signStatement({provider, statement, signingKey}: StatementSigning): Promise<Bytes> {
    const statementBytes = encodePolicyStatement(statement);
    const signature = await sign(provider, signingKey, context(LABELS.statementSignature, statementBytes));
    return encodeCbor(SIGNED.write([statementBytes, signature]));
}

/** @throws Failure `too_large`, `statement_invalid`, or a code of `Schema.decode` */
export function decodeSignedStatement(signedBytes: Bytes): SignedStatement {
    requireAtMost(LIMITS.signedStatementBytes, signedBytes.length);
    const [statementBytes, signature] = SIGNED.read(decodeCbor(signedBytes));
    return {statement: decodePolicyStatement(statementBytes), statementBytes, signature};
}

export interface StatementVerification {
    readonly provider: CryptoProvider;
    readonly signed: SignedStatement;
    readonly signer: VerificationKey;
}

/** @throws Failure `signature_invalid` */
export async function verifySignedStatement({provider, signed, signer}: StatementVerification): Promise<void> {
    const {statementBytes, signature} = signed;
    const signedContext = context(LABELS.statementSignature, statementBytes);
    if (!(await isSignatureValid({provider, key: signer, signature, context: signedContext}))) {
        throw new Failure('signature_invalid');
    }
}
