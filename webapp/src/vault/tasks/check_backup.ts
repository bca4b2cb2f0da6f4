import {encodeBase64url} from '../../lib/base64url';
import type {BackupCheck, BackupSource} from '../api';
import type {VerifiedChain} from '../protocol/chain';
import {isCurrent, judgeBackup} from './compare_backup';
import {openBackup} from './open_backup';
import {openGenerations} from './open_generations';
import type {TaskParts} from './parts';

type Parts = Pick<TaskParts, 'provider' | 'keyStore' | 'trustStore' | 'directory' | 'serverId' | 'userId'>;

/**
 * The fire drill: everything that a restore does but for storing. It has passed where every generation since the keys were begun came
 * out of it and fits what is published; then it is noted when.
 *
 * @throws Failure as `openBackup`, `judgeBackup` and `openGenerations`
 */
export async function checkBackup(parts: Parts, source: BackupSource, nowMs: number): Promise<BackupCheck> {
    const opened = await openBackup(parts, source);
    if (!opened) {
        return {kind: 'code_needed'};
    }
    const {outcome, published, bundles} = await judgeBackup(parts, opened);
    const generations = await openGenerations(parts.provider, opened.recovery, bundles);
    const found = new Set(generations.map(({recordHash}) => recordHash));
    const opens = published !== undefined && isCurrent(outcome) && sinceBegun(published).every((hash) => found.has(hash));
    if (opens) {
        const recoveryKey = encodeBase64url(opened.recovery.publicKey);
        await parts.keyStore.changeBackupSettings({checked: {atMs: nowMs, recoveryKey}, declined: ''});
    }
    return {kind: 'checked', opens};
}

/** From the last record that began anew; what was before it has a recovery key of its own. */
function sinceBegun({links}: VerifiedChain): readonly string[] {
    const begun = links.reduce((found, {record}, index) => (record.kind === 'rotate' ? found : index), 0);
    return links.slice(begun).map(({hash}) => encodeBase64url(hash));
}
