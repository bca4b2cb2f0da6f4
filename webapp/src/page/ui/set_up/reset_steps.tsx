/** The steps of somebody who starts over: what it costs, before; the other sessions, after. */
import {useId, useState} from 'react';

import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import {useSay} from '../words/messages';
import type {SetUpProps, SetUpStep} from './props';

type ResetReason = 'lost' | 'stolen';

export function ResetStep({
    hasKeysHere,
    onReset,
    onShowRestore,
    onClose,
}: Pick<SetUpProps, 'hasKeysHere' | 'onReset' | 'onShowRestore' | 'onClose'>) {
    const say = useSay();
    const group = useId();
    const checkboxId = useId();
    const [reason, setReason] = useState<ResetReason>('lost');
    const [isUnderstood, setUnderstood] = useState(false);
    return (
        <>
            <DialogBody>
                <fieldset className="e2ee-choice">
                    <legend>{say('e2ee.reset.reason')}</legend>
                    {(['lost', 'stolen'] as const).map((each) => (
                        <label key={each} className="e2ee-check">
                            <input type="radio" name={group} checked={reason === each} onChange={() => setReason(each)} />
                            {say(`e2ee.reset.reason.${each}`)}
                        </label>
                    ))}
                </fieldset>
                <p>{say('e2ee.reset.intro')}</p>
                <ul className="e2ee-bullets">
                    <li>{say(hasKeysHere ? 'e2ee.reset.costs.old_here' : 'e2ee.reset.costs.old_lost')}</li>
                    <li>{say('e2ee.reset.costs.people')}</li>
                    <li>{say('e2ee.reset.costs.browsers')}</li>
                    <li>{say('e2ee.reset.costs.code')}</li>
                    {reason === 'stolen' ? <li>{say('e2ee.reset.costs.stolen')}</li> : null}
                </ul>
                {hasKeysHere ? null : (
                    <p>
                        <Button look="link" onClick={onShowRestore}>
                            {say('e2ee.reset.restore_instead')}
                        </Button>
                    </p>
                )}
                <div className="e2ee-check">
                    <input
                        id={checkboxId}
                        type="checkbox"
                        checked={isUnderstood}
                        onChange={(event) => setUnderstood(event.target.checked)}
                    />
                    <label htmlFor={checkboxId}>{say('e2ee.reset.understood')}</label>
                </div>
            </DialogBody>
            <DialogFooter>
                <Button onClick={onClose}>{say('e2ee.common.cancel')}</Button>
                <Button look="danger" disabled={!isUnderstood} onClick={onReset}>
                    {say('e2ee.reset.action')}
                </Button>
            </DialogFooter>
        </>
    );
}

type SessionsStepProps = Pick<SetUpProps, 'onEndSessions' | 'onKeepSessions'> & Omit<Extract<SetUpStep, {kind: 'sessions'}>, 'kind'>;

/** Whoever stole keys may be logged in as this member: new keys alone don't end that. */
export function SessionsStep({others, failure, onEndSessions, onKeepSessions}: SessionsStepProps) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.sessions.done')}</p>
                <p>{say('e2ee.sessions.others', {count: others})}</p>
                <p className="e2ee-quiet">{say('e2ee.sessions.password')}</p>
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button onClick={onKeepSessions}>{say('e2ee.sessions.keep')}</Button>
                <Button look="primary" onClick={onEndSessions}>
                    {say('e2ee.sessions.end')}
                </Button>
            </DialogFooter>
        </>
    );
}
