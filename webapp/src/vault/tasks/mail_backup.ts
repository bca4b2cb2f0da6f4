import {Failure} from '../../lib/errors';
import type {MailRequest} from '../api';
import {writeMailText} from '../backup/backup_text';
import {formatRecoveryCode, parseRecoveryCode} from '../backup/recovery_code';
import type {RecoveryCode} from '../backup/recovery_code';
import {decodeWrappedRecoveryKey, unwrapRecoveryKey} from '../backup/wrapped_recovery_key';
import {LIMITS} from '../protocol/limits';
import type {MailKeys} from './mail_keys';
import type {OwnBackupFile} from './own_backup';
import type {TaskParts} from './parts';

type Parts = Pick<TaskParts, 'provider' | 'keyStore' | 'mailing' | 'mailCrypto' | 'serverId' | 'userId'>;

interface Mailed {
    readonly to: string;
    readonly hasCode: boolean;
}

/**
 * Encrypts code and backup file to the member's own OpenPGP key and has them mailed; that key is pinned once they were.
 *
 * @throws Failure as `MailKeys.chosen`, `Mailing.mailBackup`; a code of the recovery code where one is given that doesn't open this backup
 */
export async function mailBackup(
    parts: Parts,
    mailKeys: MailKeys,
    backup: OwnBackupFile,
    {fingerprint, typed, recoveryCode}: MailRequest,
    nowMs: number,
): Promise<Mailed> {
    const {key, source} = await mailKeys.chosen(fingerprint, typed);
    const code = recoveryCode === undefined ? backup.recoveryCode : await fittingCode(parts, backup, recoveryCode);
    const text = writeMailText({...backup, recoveryCode: code});
    const message = await (await parts.mailCrypto()).encrypt({key: key.key, text, nowMs});
    if (message.length > LIMITS.mailCharacters) {
        throw new Failure('too_large');
    }
    const hasCode = code !== undefined;
    const to = await parts.mailing.mailBackup({message, hasCode});
    const {problem: _, ...facts} = key;
    await parts.keyStore.changeBackupSettings({mailKey: {...facts, source}, ...(hasCode && {declined: ''})});
    return {to, hasCode};
}

/** A mail with a code that opens nothing would be found out when it is too late. */
async function fittingCode({provider, serverId, userId}: Parts, {file}: OwnBackupFile, typed: string): Promise<RecoveryCode> {
    const code = parseRecoveryCode(typed);
    await unwrapRecoveryKey({provider, code, wrapped: decodeWrappedRecoveryKey(file.wrappedRecoveryKey), serverId, userId});
    return formatRecoveryCode(code);
}
