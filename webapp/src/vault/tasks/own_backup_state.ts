import {encodeBase64url} from '../../lib/base64url';
import {toHex} from '../../lib/bytes';
import {Failure, PROTOCOL_CODES} from '../../lib/errors';
import type {MailKey, OwnBackup} from '../api';
import {decodeWrappedRecoveryKey} from '../backup/wrapped_recovery_key';
import type {PinnedMailKey} from '../identity/mailing';
import {keptBackup} from './own_backup';
import type {OwnIdentity} from './own_identity';
import type {TaskParts} from './parts';
import type {SetUp} from './set_up';

type Parts = Pick<TaskParts, 'provider' | 'keyStore' | 'directory' | 'isPersistent' | 'nowMs' | 'serverId' | 'userId'>;

/** What the member's settings say of their backup. @throws Failure a code of `OwnIdentity.requireActive`, or that of an outage */
export async function ownBackup(parts: Parts, own: OwnIdentity): Promise<OwnBackup> {
    const isKeptThere = await isKept(parts, own);
    const {chain} = await own.requireActive();
    const [{checked, mailKey, declined}, isPersistent] = await Promise.all([parts.keyStore.readBackupSettings(), parts.isPersistent()]);

    // What was proved of the keys before a reset says nothing of these.
    const recoveryKey = encodeBase64url(chain.head.record.recoveryKey);
    const isOfThese = checked?.recoveryKey === recoveryKey;
    return {
        kind: 'own_backup',
        ...(checked && isOfThese && {checkedAtMs: checked.atMs}),
        ...(mailKey && {mailKey: shown(mailKey, parts.nowMs())}),
        isPersistent,
        fingerprint: toHex(chain.head.hash),
        generation: chain.head.record.generation,
        hasWayBack: isKeptThere && declined !== recoveryKey,
    };
}

/** Before they are published, so that a page that is closed in between doesn't forget it. */
export async function noteDeclined({keyStore}: Pick<TaskParts, 'keyStore'>, setUp: SetUp): Promise<void> {
    const waiting = await setUp.waiting();
    if (waiting) {
        const {recoveryKey} = decodeWrappedRecoveryKey(waiting.pending.wrappedRecoveryKey);
        await keyStore.changeBackupSettings({declined: encodeBase64url(recoveryKey)});
    }
}

/** Whether the server half has what the recovery code opens, as far as can be seen without the code. */
async function isKept(parts: Parts, own: OwnIdentity): Promise<boolean> {
    try {
        await keptBackup(parts, own);
        return true;
    } catch (error) {
        const missing: readonly string[] = ['not_set_up', ...PROTOCOL_CODES];
        if (error instanceof Failure && missing.includes(error.code)) {
            return false;
        }
        throw error;
    }
}

/** A key that was usable when it was pinned; since then it may have expired. */
function shown({key: _, ...facts}: PinnedMailKey, nowMs: number): MailKey {
    const expires = Math.min(facts.expiresAtMs ?? Infinity, facts.encryption?.expiresAtMs ?? Infinity);
    return {...facts, ...(expires <= nowMs && {problem: 'expired'})};
}
