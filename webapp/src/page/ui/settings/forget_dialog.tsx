import {Button} from '../parts/button';
import {Dialog, DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import {Glyph} from '../parts/glyph';
import type {FailureView} from '../props';
import {useSay} from '../words/messages';

interface ForgetDialogProps {
    readonly isForgetting: boolean;
    readonly failure: FailureView | undefined;
    readonly onForget: () => void;
    readonly onCancel: () => void;
}

/** What is lost, before it is. */
export function ForgetDialog({isForgetting, failure, onForget, onCancel}: ForgetDialogProps) {
    const say = useSay();
    return (
        <Dialog
            name="forget"
            title={say('e2ee.settings.forget.title')}
            icon={<Glyph name="warning" size={24} />}
            isBusy={isForgetting}
            onClose={onCancel}
        >
            <DialogBody>
                <p>{say('e2ee.settings.forget.loses')}</p>
                <p>
                    <b>{say('e2ee.settings.forget.code')}</b>
                </p>
                <p className="e2ee-quiet">{say('e2ee.settings.forget.others')}</p>
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button disabled={isForgetting} onClick={onCancel}>
                    {say('e2ee.common.cancel')}
                </Button>
                <Button look="danger" disabled={isForgetting} onClick={onForget}>
                    {say(isForgetting ? 'e2ee.settings.forget.removing' : 'e2ee.settings.forget.confirm')}
                </Button>
            </DialogFooter>
        </Dialog>
    );
}
