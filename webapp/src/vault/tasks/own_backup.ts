/**
 * The backup of the member's keys, for them to keep elsewhere: as a file, and as what a mail carries.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {equalBytes, toHex} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {BackupFile} from '../backup/backup_file';
import {decodeSignedBundle, verifyBundle} from '../backup/bundle';
import type {RecoveryCode} from '../backup/recovery_code';
import {decodeWrappedRecoveryKey} from '../backup/wrapped_recovery_key';
import type {OwnIdentity} from './own_identity';
import type {TaskParts} from './parts';
import type {SetUp} from './set_up';

type Parts = Pick<TaskParts, 'provider' | 'directory' | 'serverId' | 'userId'>;

export interface OwnBackupFile {
    readonly file: BackupFile;
    readonly generation: number;
    readonly fingerprint: string;

    /** Only of keys that wait to be published: nobody keeps it longer. */
    readonly recoveryCode: RecoveryCode | undefined;
}

/** Of what was made here and waits to be published, with the code that opens it. @throws Failure `not_set_up` where nothing does */
export async function waitingBackup(parts: Parts, setUp: SetUp): Promise<OwnBackupFile> {
    const waiting = await setUp.waiting();
    if (!waiting) {
        throw new Failure('not_set_up');
    }
    const {pending, recoveryCode} = waiting;
    return {...(await verified(parts, pending, pending.generation.recordHash)), recoveryCode};
}

/**
 * What the server half keeps, once that is seen to be of the keys in use: nobody should take home a backup that opens something else.
 *
 * @throws Failure `not_set_up` where the server half has none; `bundle_invalid` or a code of `verifyBundle` where it is of other keys;
 * a code of `OwnIdentity.requireActive`
 */
export async function keptBackup(parts: Parts, own: OwnIdentity): Promise<OwnBackupFile> {
    await own.look();
    const {generation} = await own.requireActive();
    return {...(await verified(parts, await parts.directory.backup(), generation.recordHash)), recoveryCode: undefined};
}

async function verified(
    {provider, serverId, userId}: Parts,
    {wrappedRecoveryKey, bundle}: BackupFile,
    head: string,
): Promise<Omit<OwnBackupFile, 'recoveryCode'>> {
    const wrapped = decodeWrappedRecoveryKey(wrappedRecoveryKey);
    const {chain, recoveryKey} = await verifyBundle({provider, signed: decodeSignedBundle(bundle), serverId, userId});
    if (encodeBase64url(chain.head.hash) !== head || !equalBytes(wrapped.recoveryKey, recoveryKey)) {
        throw new Failure('bundle_invalid');
    }
    return {file: {wrappedRecoveryKey, bundle}, generation: chain.head.record.generation, fingerprint: toHex(chain.head.hash)};
}
