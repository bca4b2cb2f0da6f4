import type {FailureView} from '../props';
import {failureWords} from './failures';
import type {FailureWords} from './failures';
import type {Say} from './messages';

/** Failures of reading a backup, where the usual words speak of a post or of somebody else's keys. */
const OF_A_BACKUP = ['author_mismatch', 'server_changed', 'chain_invalid', 'signature_invalid', 'cbor_malformed', 'too_large'] as const;

export function backupFailureWords(say: Say, failure: FailureView): FailureWords {
    const known = OF_A_BACKUP.find((code) => code === failure.code);
    return known === undefined
        ? failureWords(say, failure)
        : {title: say(`e2ee.backup_failure.${known}.title`), advice: say(`e2ee.backup_failure.${known}.advice`)};
}
