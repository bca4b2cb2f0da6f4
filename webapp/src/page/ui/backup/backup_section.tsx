import type {OwnBackup} from '../../../vault/api';
import {Busy} from '../parts/busy';
import {Button} from '../parts/button';
import {FailureBox} from '../parts/failure_box';
import {Fingerprint} from '../parts/fingerprint';
import {useFormatTime, useSay} from '../words/messages';
import type {BackupSectionProps} from './props';
import {Reminder} from './reminder';

/** How the backup stands, and all that can be done about it. */
export function BackupSection({backup, reminder, mayMail, failure, onShow, onDownloadFile}: BackupSectionProps) {
    const say = useSay();
    return (
        <div className="e2ee-backup" data-testid="e2ee-backup" data-reminder={reminder}>
            <Standing backup={backup} reminder={reminder} />
            <div className="e2ee-row">
                <Button isSmall look={reminder === 'none' ? 'tertiary' : 'primary'} onClick={() => onShow('check')}>
                    {say('e2ee.backup.check')}
                </Button>
                <Button isSmall onClick={onDownloadFile}>
                    {say('e2ee.backup.download')}
                </Button>
                {mayMail ? (
                    <Button isSmall onClick={() => onShow('mail')}>
                        {say('e2ee.backup.mail')}
                    </Button>
                ) : null}
                <Button isSmall onClick={() => onShow('new_code')}>
                    {say('e2ee.backup.new_code')}
                </Button>
            </div>
            {failure ? <FailureBox failure={failure} /> : null}
        </div>
    );
}

function Standing({backup, reminder}: Pick<BackupSectionProps, 'backup' | 'reminder'>) {
    const say = useSay();
    switch (backup.kind) {
        case 'loading':
            return <Busy>{say('e2ee.backup.loading')}</Busy>;
        case 'failed':
            return <FailureBox failure={backup.failure} />;
        case 'ready':
            return (
                <>
                    <Reminder reminder={reminder} />
                    <BackupFacts backup={backup.value} />
                </>
            );
    }
}

function BackupFacts({backup}: {readonly backup: OwnBackup}) {
    const say = useSay();
    const formatTime = useFormatTime();
    const {checkedAtMs, mailKey, fingerprint, generation} = backup;
    return (
        <dl className="e2ee-facts">
            <dt>{say('e2ee.backup.checked_at')}</dt>
            <dd data-testid="e2ee-checked-at">
                {checkedAtMs === undefined ? say('e2ee.backup.checked_at.never') : formatTime(checkedAtMs)}
            </dd>
            {mailKey === undefined ? null : (
                <>
                    <dt>{say('e2ee.backup.mail_key')}</dt>
                    <dd>
                        <Fingerprint value={mailKey.fingerprint} />
                    </dd>
                </>
            )}
            <dt>{say('e2ee.sheet.fingerprint')}</dt>
            <dd>
                <Fingerprint value={fingerprint} />
            </dd>
            <dt>{say('e2ee.sheet.generation')}</dt>
            <dd>{say('e2ee.backup.generation', {number: generation + 1})}</dd>
        </dl>
    );
}
