/**
 * From what the member has of a backup to what it holds: code → recovery key → bundle (protocol.md §7).
 *
 * A text is enough by itself, and so is the code: the server half may have lost the bundle, or the member the mail. Where there is
 * both, what the server half keeps under the same recovery key adds the generations that came after the file.
 *
 * @packageDocumentation
 */
import {equalBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {BackupSource} from '../api';
import {readBackupText} from '../backup/backup_text';
import {decodeSignedBundle, verifyBundle} from '../backup/bundle';
import type {VerifiedBundle} from '../backup/bundle';
import {parseRecoveryCode} from '../backup/recovery_code';
import type {CodeSecret} from '../backup/recovery_code';
import {decodeWrappedRecoveryKey, unwrapRecoveryKey} from '../backup/wrapped_recovery_key';
import type {WrappedRecoveryKey} from '../backup/wrapped_recovery_key';
import type {KeyPair, PublicKey} from '../crypto/keys';
import type {Directory, KeptBackup} from '../identity/directory';
import type {RecordHash} from '../protocol/identity_record';
import type {TaskParts} from './parts';

type Parts = Pick<TaskParts, 'provider' | 'directory' | 'serverId' | 'userId'>;

export interface OpenedBundle {
    /** Signed, as they stand in the bundle. */
    readonly records: readonly Bytes[];
    readonly bundle: VerifiedBundle;
}

export interface OpenedBackup {
    readonly recovery: KeyPair<'recovery'>;

    /** Head of the chain when the code was made: what the code vouches for. */
    readonly vouchedFor: RecordHash;
    readonly own: OpenedBundle;

    /** Others of the same recovery key, as the server half keeps them. */
    readonly others: readonly OpenedBundle[];
}

/**
 * Undefined where a code is needed and neither typed nor in the text.
 *
 * @throws Failure `backup_malformed`, `code_length`, `code_character`, `code_group`, `code_wrong`; `author_mismatch` and
 * `server_changed` where it is somebody else's or another server's; `not_set_up` where the server half keeps none; `bundle_invalid` or
 * another code of the protocol where it doesn't fit together
 */
export async function openBackup(parts: Parts, source: BackupSource): Promise<OpenedBackup | undefined> {
    const {file, recoveryCode} = source.kind === 'text' ? readBackupText(source.text) : {file: undefined, recoveryCode: undefined};
    const typed = source.recoveryCode ?? recoveryCode;
    if (typed === undefined) {
        return undefined;
    }
    const code = parseRecoveryCode(typed);
    const kept = await keptBackups(parts.directory, file !== undefined);
    const {wrapped, backup, recovery} = await unwrapFirst(parts, code, file ? [file, ...sameRecoveryKey(file, kept)] : kept);
    const main = file ?? backup;
    return {
        recovery,
        vouchedFor: wrapped.recordHash,
        own: await openBundle(parts, main.bundle, recovery.publicKey),
        others: await openOthers(
            parts,
            kept.filter((entry) => entry !== main),
            recovery.publicKey,
        ),
    };
}

/** The newest first. */
async function keptBackups(directory: Directory, isOptional: boolean): Promise<readonly KeptBackup[]> {
    try {
        const backup = await directory.backup();
        return [backup, ...backup.earlier];
    } catch (error) {
        if (isOptional && error instanceof Failure && error.code === 'not_set_up') {
            return [];
        }
        throw error;
    }
}

/** A newer code opens an older file: it wraps the same recovery key. */
function sameRecoveryKey(file: KeptBackup, kept: readonly KeptBackup[]): readonly KeptBackup[] {
    const ofFile = recoveryKeyOf(file);
    return kept.filter((backup) => {
        const recoveryKey = recoveryKeyOf(backup);
        return ofFile !== undefined && recoveryKey !== undefined && equalBytes(recoveryKey, ofFile);
    });
}

/** Undefined where it can't be read. */
function recoveryKeyOf({wrappedRecoveryKey}: KeptBackup): PublicKey<'recovery'> | undefined {
    try {
        return decodeWrappedRecoveryKey(wrappedRecoveryKey).recoveryKey;
    } catch (error) {
        if (error instanceof Failure) {
            return undefined;
        }
        throw error;
    }
}

interface Unwrapped {
    readonly wrapped: WrappedRecoveryKey;
    readonly backup: KeptBackup;
    readonly recovery: KeyPair<'recovery'>;
}

/** Where none opens, the first one says why. */
async function unwrapFirst(parts: Parts, code: CodeSecret, backups: readonly KeptBackup[]): Promise<Unwrapped> {
    const failures: Failure[] = [];
    for (const backup of backups) {
        try {
            return await unwrap(parts, code, backup);
        } catch (error) {
            if (!(error instanceof Failure)) {
                throw error;
            }
            failures.push(error);
        }
    }
    throw failures[0] ?? new Failure('not_set_up');
}

async function unwrap({provider, serverId, userId}: Parts, code: CodeSecret, backup: KeptBackup): Promise<Unwrapped> {
    const wrapped = decodeWrappedRecoveryKey(backup.wrappedRecoveryKey);
    requireOwner(wrapped.userId, userId);
    return {wrapped, backup, recovery: await unwrapRecoveryKey({provider, code, wrapped, serverId, userId})};
}

async function openBundle(
    {provider, serverId, userId}: Parts,
    signedBytes: Bytes,
    recoveryKey: PublicKey<'recovery'>,
): Promise<OpenedBundle> {
    const signed = decodeSignedBundle(signedBytes);
    requireOwner(signed.bundle.userId, userId);
    const bundle = await verifyBundle({provider, signed, serverId, userId});
    if (!equalBytes(bundle.recoveryKey, recoveryKey)) {
        throw new Failure('bundle_invalid');
    }
    return {records: signed.bundle.chain, bundle};
}

/** What is wrong with another one is no reason to leave this one closed. */
async function openOthers(parts: Parts, kept: readonly KeptBackup[], recoveryKey: PublicKey<'recovery'>): Promise<readonly OpenedBundle[]> {
    const opened = await Promise.allSettled(kept.map(({bundle}) => openBundle(parts, bundle, recoveryKey)));
    return opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

function requireOwner(owner: string, userId: string): void {
    if (owner !== userId) {
        throw new Failure('author_mismatch');
    }
}
