/** The steps of somebody who makes keys: make them, keep a way back, publish. */
import {useState} from 'react';

import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import {Glyph} from '../parts/glyph';
import {useSay} from '../words/messages';
import {KeepCode, KeptCheck} from './keep_code';
import type {SetUpProps, SetUpStep} from './props';

export function CreateStep({onCreate, onShowRestore, onClose}: Pick<SetUpProps, 'onCreate' | 'onShowRestore' | 'onClose'>) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.set_up.create.intro')}</p>
                <p>{say('e2ee.set_up.create.code')}</p>
                <p className="e2ee-quiet">{say('e2ee.set_up.create.nobody')}</p>
                <Button look="link" onClick={onShowRestore}>
                    {say('e2ee.set_up.create.have_backup')}
                </Button>
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

interface PendingStepProps extends Pick<SetUpProps, 'onCreate' | 'onReset' | 'onPublish' | 'onShowRestore'> {
    readonly isReset: boolean;
}

/** After a reload in the middle. The code can't be shown again: it was never stored (protocol.md §7.2). */
export function PendingStep({isReset, onCreate, onReset, onPublish, onShowRestore}: PendingStepProps) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <p>{say(isReset ? 'e2ee.set_up.pending.intro_reset' : 'e2ee.set_up.pending.intro')}</p>
                <p>{say('e2ee.set_up.pending.question')}</p>
                {isReset ? (
                    <Button look="link" onClick={onShowRestore}>
                        {say('e2ee.reset.restore_instead')}
                    </Button>
                ) : null}
            </DialogBody>
            <DialogFooter>
                <Button onClick={onPublish}>{say('e2ee.set_up.pending.finish')}</Button>
                <Button look="primary" onClick={isReset ? onReset : onCreate}>
                    {say('e2ee.set_up.pending.again')}
                </Button>
            </DialogFooter>
        </>
    );
}

type CodeStepProps = Pick<
    SetUpProps,
    'owner' | 'mail' | 'onCopy' | 'onDownload' | 'onPrint' | 'onPublish' | 'onShowMail' | 'onShowDecline'
> &
    Omit<Extract<SetUpStep, {kind: 'code'}>, 'kind'>;

/** Finishing needs one way back: the member's word that the code is kept, or a mail that was taken for delivery. */
export function CodeStep(props: CodeStepProps) {
    const {mailedTo, mail, onPublish, onShowMail, onShowDecline} = props;
    const say = useSay();
    const [isKept, setKept] = useState(false);
    const isMailed = mailedTo !== undefined;
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.set_up.code.intro')}</p>
                <KeepCode {...props} />
                <KeptCheck isKept={isKept} onChange={setKept} />
                {isMailed ? (
                    <p className="e2ee-done" role="status" data-testid="e2ee-mailed">
                        <Glyph name="check" size={18} /> {say('e2ee.set_up.code.mailed', {to: mailedTo})}
                    </p>
                ) : null}
                {mail === undefined ? null : (
                    <p>
                        {say('e2ee.set_up.code.or_mail')}{' '}
                        <Button look="link" onClick={onShowMail}>
                            {say(isMailed ? 'e2ee.set_up.code.mail_again' : 'e2ee.set_up.code.mail')}
                        </Button>
                    </p>
                )}
                <p className="e2ee-quiet">{say('e2ee.set_up.code.not_yet')}</p>
                {isMailed ? null : (
                    <p className="e2ee-quiet">
                        <Button look="link" isSmall onClick={onShowDecline}>
                            {say('e2ee.set_up.code.decline')}
                        </Button>
                    </p>
                )}
            </DialogBody>
            <DialogFooter>
                <Button look="primary" disabled={!isKept && !isMailed} onClick={onPublish}>
                    {say('e2ee.set_up.code.finish')}
                </Button>
            </DialogFooter>
        </>
    );
}

/** Without any way back: said in so many words, and agreed to by a button that repeats them. */
export function DeclineStep({onPublish, onBackToCode}: Pick<SetUpProps, 'onPublish' | 'onBackToCode'>) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.set_up.decline.intro')}</p>
                <ul className="e2ee-bullets">
                    <li>{say('e2ee.set_up.decline.browser')}</li>
                    <li>{say('e2ee.set_up.decline.lost')}</li>
                    <li>{say('e2ee.set_up.decline.nobody')}</li>
                </ul>
            </DialogBody>
            <DialogFooter>
                <Button look="danger" onClick={onPublish}>
                    {say('e2ee.set_up.decline.action')}
                </Button>
                <Button look="primary" onClick={onBackToCode}>
                    {say('e2ee.set_up.decline.back')}
                </Button>
            </DialogFooter>
        </>
    );
}

type FailedStepProps = Pick<SetUpProps, 'onCreate' | 'onReset' | 'onPublish' | 'onClose'> &
    Omit<Extract<SetUpStep, {kind: 'failed'}>, 'kind'>;

export function FailedStep({during, failure, onCreate, onReset, onPublish, onClose}: FailedStepProps) {
    const say = useSay();
    const again = {create: onCreate, reset: onReset, publish: onPublish};
    return (
        <>
            <DialogBody>
                <FailureBox failure={failure} />
                <p>{say(`e2ee.set_up.failed.${during}`)}</p>
            </DialogBody>
            <DialogFooter>
                <Button onClick={onClose}>{say('e2ee.common.close')}</Button>
                <Button look="primary" onClick={again[during]}>
                    {say('e2ee.common.retry')}
                </Button>
            </DialogFooter>
        </>
    );
}
