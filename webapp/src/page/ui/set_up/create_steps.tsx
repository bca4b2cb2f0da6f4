/** The steps of somebody who has no identity yet: make keys, keep the code, publish. */
import {useId, useState} from 'react';

import {Button} from '../parts/button';
import {CopyButton} from '../parts/copy_button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import type {FailureView, SetUpProps} from '../props';
import {useSay} from '../words/messages';
import {RecoveryCode} from './recovery_code';

export function CreateStep({onCreate, onClose}: Pick<SetUpProps, 'onCreate' | 'onClose'>) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.set_up.create.intro')}</p>
                <p>{say('e2ee.set_up.create.code')}</p>
                <p className="e2ee-quiet">{say('e2ee.set_up.create.nobody')}</p>
            </DialogBody>
            <DialogFooter>
                <Button onClick={onClose}>{say('e2ee.common.cancel')}</Button>
                <Button look="primary" onClick={onCreate}>
                    {say('e2ee.set_up.create.action')}
                </Button>
            </DialogFooter>
        </>
    );
}

/** After a reload in the middle. The code can't be shown again: it was never stored (protocol.md §7.2). */
export function PendingStep({onCreate, onPublish}: Pick<SetUpProps, 'onCreate' | 'onPublish'>) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.set_up.pending.intro')}</p>
                <p>{say('e2ee.set_up.pending.question')}</p>
            </DialogBody>
            <DialogFooter>
                <Button onClick={onPublish}>{say('e2ee.set_up.pending.finish')}</Button>
                <Button look="primary" onClick={onCreate}>
                    {say('e2ee.set_up.pending.again')}
                </Button>
            </DialogFooter>
        </>
    );
}

interface CodeStepProps extends Pick<SetUpProps, 'username' | 'serverName' | 'onCopy' | 'onDownload' | 'onPublish'> {
    readonly recoveryCode: string;
}

export function CodeStep({recoveryCode, username, serverName, onCopy, onDownload, onPublish}: CodeStepProps) {
    const say = useSay();
    const checkboxId = useId();
    const [isKept, setKept] = useState(false);
    const [isDownloaded, setDownloaded] = useState(false);
    const download = () => {
        const text = say('e2ee.set_up.file', {server: serverName, username, code: recoveryCode});
        onDownload(say('e2ee.set_up.file_name', {username}), text);
        setDownloaded(true);
    };
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.set_up.code.intro')}</p>
                <RecoveryCode code={recoveryCode} />
                <div className="e2ee-row">
                    <CopyButton label="e2ee.set_up.code.copy" isSmall onCopy={() => onCopy(recoveryCode)} />
                    <Button isSmall onClick={download}>
                        {say('e2ee.set_up.code.download')}
                    </Button>
                    <span className="e2ee-outcome e2ee-outcome--copied" role="status">
                        {isDownloaded ? say('e2ee.set_up.code.downloaded') : null}
                    </span>
                </div>
                <div className="e2ee-check">
                    <input id={checkboxId} type="checkbox" checked={isKept} onChange={(event) => setKept(event.target.checked)} />
                    <label htmlFor={checkboxId}>{say('e2ee.set_up.code.kept')}</label>
                </div>
                <p className="e2ee-quiet">{say('e2ee.set_up.code.not_yet')}</p>
            </DialogBody>
            <DialogFooter>
                <Button look="primary" disabled={!isKept} onClick={onPublish}>
                    {say('e2ee.set_up.code.finish')}
                </Button>
            </DialogFooter>
        </>
    );
}

interface FailedStepProps extends Pick<SetUpProps, 'onCreate' | 'onPublish' | 'onClose'> {
    readonly during: 'create' | 'publish';
    readonly failure: FailureView;
}

export function FailedStep({during, failure, onCreate, onPublish, onClose}: FailedStepProps) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <FailureBox failure={failure} />
                <p>{say(`e2ee.set_up.failed.${during}`)}</p>
            </DialogBody>
            <DialogFooter>
                <Button onClick={onClose}>{say('e2ee.common.close')}</Button>
                <Button look="primary" onClick={during === 'create' ? onCreate : onPublish}>
                    {say('e2ee.common.retry')}
                </Button>
            </DialogFooter>
        </>
    );
}
