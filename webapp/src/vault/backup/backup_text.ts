/**
 * What a member may have of their backup as text: the file, or the decrypted mail, which is the file with the recovery code before it
 * (protocol.md §7.6).
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import {LIMITS} from '../protocol/limits';
import {findBackupFile, writeBackupFile} from './backup_file';
import type {BackupFile} from './backup_file';
import type {RecoveryCode} from './recovery_code';

export interface BackupText {
    readonly file: BackupFile | undefined;

    /** As it stands there, not checked. */
    readonly recoveryCode: string | undefined;
}

/** Seven groups, whatever a mail program made of the hyphens and lines between them; a wrong character is the code's own failure. */
const CODE_LINE = /Recovery\s+code:((?:[\s>\-\u2010-\u2015\u2212]*[0-9A-Za-z]{5}){7})/i;

/**
 * Reads both wherever they stand in a pasted text.
 *
 * @throws Failure `too_large`, or `backup_malformed` where neither is there
 */
export function readBackupText(pasted: string): BackupText {
    if (pasted.length > LIMITS.backupTextCharacters) {
        throw new Failure('too_large');
    }
    const file = findBackupFile(pasted);
    const recoveryCode = CODE_LINE.exec(pasted)?.[1]?.replaceAll('>', '').trim();
    if (!file && recoveryCode === undefined) {
        throw new Failure('backup_malformed');
    }
    return {file, recoveryCode};
}

export interface MailContents {
    readonly file: BackupFile;

    /** Absent in a later mail, for which the member didn't have it at hand. */
    readonly recoveryCode: RecoveryCode | undefined;
    readonly fingerprint: string;
    readonly generation: number;
}

/**
 * The clear text inside the mail, a MIME entity of its own as RFC 3156 §4 wants it: lines end with CRLF, and all is ASCII, which every
 * mail program and `gpg --decrypt` show as it is.
 */
export function writeMailText({file, recoveryCode, fingerprint, generation}: MailContents): string {
    const code =
        recoveryCode === undefined
            ? ['This mail has no recovery code in it: to restore you need the one', 'that you kept, or an earlier mail with it.']
            : ['Whoever reads this text can read your messages. Keep it secret.', '', `Recovery code: ${recoveryCode}`];
    const lines = [
        'Content-Type: text/plain; charset=us-ascii',
        'Content-Transfer-Encoding: 7bit',
        '',
        'This is the backup of your keys for encrypted messages in Mattermost.',
        '',
        'To use it, open Mattermost in a browser, type /e2ee import in any',
        'channel, and paste all of this text.',
        '',
        `Key no. ${generation + 1}, with the fingerprint`,
        ...inGroups(fingerprint),
        '',
        ...code,
        '',
        ...writeBackupFile(file).split('\n'),
    ];
    return lines.join('\r\n');
}

/** As it is shown on screen and on paper, in lines that no mail program breaks. */
function inGroups(fingerprint: string): readonly string[] {
    const lines = fingerprint.match(/.{1,32}/g) ?? [];
    return lines.map((line) => (line.match(/.{1,4}/g) ?? []).join(' '));
}
