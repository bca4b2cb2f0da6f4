/**
 * A backup that the member keeps themselves: wrapped recovery key and bundle in one text, worth nothing without the recovery
 * code (protocol.md §7.6).
 *
 * The text goes through mail programs, editors and clipboards. So everything around it and all white space and quote marks in it are
 * forgiven, and nothing else: what is left is one structure or `backup_malformed`.
 *
 * @packageDocumentation
 */
import {decodeBase64, encodeBase64} from '../../lib/base64';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {LABELS} from '../crypto/labels';
import {decodeCbor, encodeCbor} from '../protocol/cbor';
import {bytesBetween, text, tuple} from '../protocol/kinds';
import {LIMITS} from '../protocol/limits';

/** The two byte strings that the server half keeps as well. Not looked at yet. */
export interface BackupFile {
    readonly wrappedRecoveryKey: Bytes;
    readonly bundle: Bytes;
}

const BEGIN = '-----BEGIN MATTERMOST E2EE BACKUP-----';
const END = '-----END MATTERMOST E2EE BACKUP-----';
const LINE_LENGTH = 64;

const SCHEMA = tuple(text(), bytesBetween(0, LIMITS.wrappedRecoveryKeyBytes), bytesBetween(0, LIMITS.bundleBytes));

/** Lines that end with `\n`, the last one too. */
export function writeBackupFile({wrappedRecoveryKey, bundle}: BackupFile): string {
    const encoded = encodeBase64(encodeCbor(SCHEMA.write([LABELS.backupFile, wrappedRecoveryKey, bundle])));
    const lines = encoded.match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
    return `${[BEGIN, ...lines, END].join('\n')}\n`;
}

/**
 * The first backup file in a text; undefined where none begins there.
 *
 * @throws Failure `backup_malformed`
 */
export function findBackupFile(pasted: string): BackupFile | undefined {
    const begin = find(BEGIN, pasted);
    if (!begin) {
        return undefined;
    }
    const rest = pasted.slice(begin.index + begin[0].length);
    const end = find(END, rest);
    const bytes = end && decodeBase64(rest.slice(0, end.index).replace(/[\s>]/g, ''));
    if (!bytes) {
        throw new Failure('backup_malformed');
    }
    return decode(bytes);
}

function decode(bytes: Bytes): BackupFile {
    const [label, wrappedRecoveryKey, bundle] = read(bytes);
    if (label !== LABELS.backupFile) {
        throw new Failure('backup_malformed');
    }
    return {wrappedRecoveryKey, bundle};
}

function read(bytes: Bytes): ReturnType<typeof SCHEMA.read> {
    try {
        return SCHEMA.read(decodeCbor(bytes));
    } catch (cause) {
        throw new Failure('backup_malformed', {cause});
    }
}

/** A long line may have been broken where it has a space. */
function find(line: string, pasted: string): RegExpExecArray | null {
    return new RegExp(line.replaceAll(' ', '[\\s>]+')).exec(pasted);
}
