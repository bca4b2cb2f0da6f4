/**
 * Keys, record and backup of a member who begins: for the first time, or anew after a reset. Nothing is stored or published here.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {toHex} from '../../lib/bytes';
import {signBundle} from '../backup/bundle';
import {formatRecoveryCode, generateCodeSecret} from '../backup/recovery_code';
import type {RecoveryCode} from '../backup/recovery_code';
import {sealGeneration} from '../backup/sealed_generation';
import {wrapRecoveryKey} from '../backup/wrapped_recovery_key';
import {lockAgreementPair, lockSigningPair} from '../crypto/lock';
import {firstRecord, generateIdentity, ownGeneration, resetRecord} from '../identity/generations';
import type {PendingIdentity} from '../identity/key_store';
import {encodeIdentityRecord, hashIdentityRecord} from '../protocol/identity_record';
import {signRecord} from '../protocol/signed_record';
import type {Published} from './own_identity';
import type {TaskParts} from './parts';

export interface MadeIdentity {
    readonly pending: PendingIdentity;
    readonly recoveryCode: RecoveryCode;

    /** Of the record. */
    readonly fingerprint: string;
}

/** @param published what a reset follows; nothing for a first generation */
export async function makeIdentity(
    {provider, serverId, userId}: Pick<TaskParts, 'provider' | 'serverId' | 'userId'>,
    published: Published | undefined,
    nowMs: number,
): Promise<MadeIdentity> {
    const fresh = await generateIdentity(provider);
    const record = published ? resetRecord(published.chain.head, fresh, nowMs) : firstRecord({serverId, userId, timeMs: nowMs}, fresh);
    const hash = await hashIdentityRecord(provider, encodeIdentityRecord(record));
    const link = {record, hash};
    const code = generateCodeSecret(provider);
    const [wrappedRecoveryKey, sealed, encryption, signing] = await Promise.all([
        wrapRecoveryKey({provider, code, serverId, userId, recovery: fresh.recovery, recordHash: hash}),
        sealGeneration({provider, link, encryption: fresh.encryption, signing: fresh.signing}),
        lockAgreementPair(provider, fresh.encryption),
        lockSigningPair(provider, fresh.signing),
    ]);
    const signedRecord = await signRecord({provider, record, signingKey: signing.privateKey});
    const bundle = await signBundle({
        provider,
        signingKey: signing.privateKey,
        bundle: {
            serverId,
            userId,
            sequence: 1,
            recoveryKey: record.recoveryKey,
            chain: [...(published?.signedRecords ?? []), signedRecord],
            sealedGenerations: [sealed],
            timeMs: nowMs,
        },
    });
    return {
        pending: {
            generation: ownGeneration(link, signedRecord, {encryption, signing}),
            bundle,
            wrappedRecoveryKey,
            createdAtMs: nowMs,
            ...(published && {follows: {kind: 'reset', head: encodeBase64url(published.chain.head.hash)}}),
        },
        recoveryCode: formatRecoveryCode(code),
        fingerprint: toHex(hash),
    };
}
