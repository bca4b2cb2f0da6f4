import {decodeBase64url} from '../../../webapp/src/lib/base64url';
import {writeBackupFile} from '../../../webapp/src/vault/backup/backup_file';
import type {Backup} from './opener';

/** A backup file of what a server half would keep (protocol.md §7.6). */
export function asBackupFile({wrappedRecoveryKey, bundle}: Backup): string {
    const [wrapped, bytes] = [wrappedRecoveryKey, bundle].map((part) => decodeBase64url(part));
    if (wrapped === undefined || bytes === undefined) {
        throw new Error('not base64url');
    }
    return writeBackupFile({wrappedRecoveryKey: wrapped, bundle: bytes});
}

/** The same text but for one bit of the bundle's signature: the file ends with its 64 bytes, of which the last line has at most 48. */
export function withFlippedBit(file: string): string {
    const lines = file.split('\n');
    const last = lines.findIndex((line) => line.startsWith('-----END')) - 2;
    const bytes = Buffer.from(lines[last] ?? '', 'base64');
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    lines[last] = bytes.toString('base64');
    return lines.join('\n');
}

/** The same but for the last bit: of bytes as base64url. */
export function flipped(structure: string): string {
    const bytes = Buffer.from(structure, 'base64url');
    const last = bytes.length - 1;
    bytes[last] = (bytes[last] ?? 0) ^ 1;
    return bytes.toString('base64url');
}

/** Another character of the code's alphabet in the place of the first one of a group (from 1). */
export function misspelt(code: string, group: number): string {
    const groups = code.split('-');
    const wrong = groups[group - 1] ?? '';
    groups[group - 1] = `${wrong.startsWith('7') ? '8' : '7'}${wrong.slice(1)}`;
    return groups.join('-');
}
