/**
 * What a member has typed, pasted or dropped where a backup is asked for. Only its kind is told here, so that the dialog can
 * help while it is typed; whether it opens anything is for the vault to say.
 *
 * @packageDocumentation
 */
import type {BackupSource} from '../../../vault/api';

const BACKUP_BEGINS = 'BEGIN MATTERMOST E2EE BACKUP';
const MAIL_BEGINS = '-----BEGIN PGP MESSAGE-----';
const CODE = /(?<![0-9A-Z])[0-9A-Z]{5}(?:-[0-9A-Z]{5}){6}(?![0-9A-Z])/i;

/** Longer than any spelling of a code. */
const CODE_LENGTH_AT_MOST = 120;

export type TypedKind =
    | 'nothing'

    /** A code, or the beginning of one. */
    | 'code'

    /** Has a backup in it: a mail's text, or the file. */
    | 'backup'

    /** The mail as it arrived: only GnuPG, or whoever has the member's key, opens it. */
    | 'sealed_mail'

    /** Neither: too long for a code. */
    | 'other';

export function kindOfTyped(typed: string): TypedKind {
    if (typed.trim() === '') {
        return 'nothing';
    }
    if (typed.includes(BACKUP_BEGINS)) {
        return 'backup';
    }
    if (typed.includes(MAIL_BEGINS)) {
        return 'sealed_mail';
    }
    return CODE.test(typed) || typed.length <= CODE_LENGTH_AT_MOST ? 'code' : 'other';
}

/** What to ask the vault about; `recoveryCode` is what was typed beside a text that has none. */
export function backupSource(typed: string, recoveryCode: string): BackupSource {
    if (kindOfTyped(typed) === 'code') {
        // Of a longer line, like the one in the mail, the code alone.
        return {kind: 'code', recoveryCode: CODE.exec(typed)?.[0] ?? typed};
    }
    return recoveryCode.trim() === '' ? {kind: 'text', text: typed} : {kind: 'text', text: typed, recoveryCode};
}
