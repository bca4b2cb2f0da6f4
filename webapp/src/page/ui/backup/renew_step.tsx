import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import type {FailureView} from '../props';
import {useSay} from '../words/messages';
import type {BackupDialogProps} from './props';

/** Newer keys that the old ones vouch for: nothing is lost by it, and nobody is alarmed. */
export function RenewStep({
    failure,
    onRenew,
    onClose,
}: Pick<BackupDialogProps, 'onRenew' | 'onClose'> & {readonly failure: FailureView | undefined}) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.renew.intro')}</p>
                <ul className="e2ee-bullets">
                    <li>{say('e2ee.renew.reads')}</li>
                    <li>{say('e2ee.renew.people')}</li>
                    <li>{say('e2ee.renew.browsers')}</li>
                    <li>{say('e2ee.renew.code')}</li>
                </ul>
                <p className="e2ee-quiet">{say('e2ee.renew.not_stolen')}</p>
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button onClick={onClose}>{say('e2ee.common.cancel')}</Button>
                <Button look="primary" onClick={onRenew}>
                    {say('e2ee.renew.action')}
                </Button>
            </DialogFooter>
        </>
    );
}
