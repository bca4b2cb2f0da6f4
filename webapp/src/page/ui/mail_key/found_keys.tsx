/**
 * The keys that were found, with all that a member needs to tell theirs from somebody else's. One that can't be used is shown
 * with the reason, and not to be chosen.
 *
 * @packageDocumentation
 */
import {useId, useState} from 'react';

import type {MailKey} from '../../../vault/api';
import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import {Fingerprint} from '../parts/fingerprint';
import {useFormatDay, useSay} from '../words/messages';
import {LEAST_DIGITS, endsAsTyped} from './typed_key';
import type {ChosenMailKey, MailKeyProps, MailKeyStep} from './props';

type FoundKeysProps = Pick<MailKeyProps, 'sendsCode' | 'onSend' | 'onAskAgain'> & Omit<Extract<MailKeyStep, {kind: 'found'}>, 'kind'>;

export function FoundKeys({keys, isSuggested, failure, sendsCode, onSend, onAskAgain}: FoundKeysProps) {
    const say = useSay();
    const usable = keys.filter(isUsable);
    const [chosen, setChosen] = useState(usable.length === 1 ? usable[0]?.fingerprint : undefined);
    const [typed, setTyped] = useState('');
    const [recoveryCode, setRecoveryCode] = useState('');
    const isVouchedFor = chosen !== undefined && (!isSuggested || endsAsTyped(chosen, typed));
    const send = (): void => {
        if (chosen !== undefined && isVouchedFor) {
            onSend(request({fingerprint: chosen, typed, recoveryCode}, isSuggested));
        }
    };
    return (
        <>
            <DialogBody>
                <p>{say(isSuggested ? 'e2ee.mail_key.suggested' : 'e2ee.mail_key.found', {count: keys.length})}</p>
                <KeyChoice keys={keys} chosen={chosen} onChoose={setChosen} />
                {isSuggested && usable.length > 0 ? (
                    <LineField
                        label={say('e2ee.mail_key.digits', {count: LEAST_DIGITS})}
                        hint={say('e2ee.mail_key.digits.hint')}
                        value={typed}
                        onChange={setTyped}
                    />
                ) : null}
                {isSuggested && chosen !== undefined && isWrong(chosen, typed) ? (
                    <p role="alert">{say('e2ee.mail_key.digits.wrong')}</p>
                ) : null}
                {sendsCode || usable.length === 0 ? null : (
                    <LineField
                        label={say('e2ee.mail_key.code')}
                        hint={say('e2ee.mail_key.code.hint')}
                        value={recoveryCode}
                        onChange={setRecoveryCode}
                    />
                )}
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button onClick={onAskAgain}>{say('e2ee.mail_key.another')}</Button>
                <Button look="primary" disabled={!isVouchedFor} onClick={send}>
                    {say('e2ee.mail_key.send')}
                </Button>
            </DialogFooter>
        </>
    );
}

function isUsable({problem, encryption}: MailKey): boolean {
    return problem === undefined && encryption !== undefined;
}

/** Said once enough was typed to tell. */
function isWrong(fingerprint: string, typed: string): boolean {
    return typed.replace(/\s/g, '').length >= LEAST_DIGITS && !endsAsTyped(fingerprint, typed);
}

function request(given: Required<ChosenMailKey>, isSuggested: boolean): ChosenMailKey {
    const {fingerprint, typed, recoveryCode} = given;
    return {fingerprint, ...(isSuggested && {typed}), ...(recoveryCode.trim() !== '' && {recoveryCode})};
}

interface KeyChoiceProps {
    readonly keys: readonly MailKey[];
    readonly chosen: string | undefined;
    readonly onChoose: (fingerprint: string) => void;
}

function KeyChoice({keys, chosen, onChoose}: KeyChoiceProps) {
    const say = useSay();
    const group = useId();
    return (
        <fieldset className="e2ee-choice">
            <legend className="e2ee-hidden">{say('e2ee.mail_key.choose')}</legend>
            {keys.map((key) => (
                <div
                    key={`${key.source} ${key.fingerprint}`}
                    className="e2ee-key"
                    data-testid="e2ee-mail-key"
                    data-problem={key.problem ?? 'none'}
                >
                    <label className="e2ee-check">
                        <input
                            type="radio"
                            name={group}
                            disabled={!isUsable(key)}
                            checked={chosen === key.fingerprint}
                            onChange={() => onChoose(key.fingerprint)}
                        />
                        <span>{key.userIds[0] ?? say('e2ee.mail_key.nameless')}</span>
                    </label>
                    <KeyFacts mailKey={key} />
                </div>
            ))}
        </fieldset>
    );
}

function KeyFacts({mailKey}: {readonly mailKey: MailKey}) {
    const say = useSay();
    const formatDay = useFormatDay();
    const {fingerprint, userIds, createdAtMs, expiresAtMs, encryption, source, problem, isChanged} = mailKey;
    return (
        <>
            {problem === undefined ? null : <p className="e2ee-key__problem">{say(`e2ee.mail_key.problem.${problem}`)}</p>}
            {isChanged ? <p className="e2ee-key__problem">{say('e2ee.mail_key.changed')}</p> : null}
            <dl className="e2ee-facts">
                <dt>{say('e2ee.mail_key.fingerprint')}</dt>
                <dd>
                    <Fingerprint value={fingerprint} />
                </dd>
                {userIds.length > 1 ? (
                    <>
                        <dt>{say('e2ee.mail_key.also')}</dt>
                        <dd>{userIds.slice(1).join(', ')}</dd>
                    </>
                ) : null}
                <dt>{say('e2ee.mail_key.source')}</dt>
                <dd>{source === 'pasted' ? say('e2ee.mail_key.source.pasted') : source}</dd>
                <dt>{say('e2ee.mail_key.created')}</dt>
                <dd>{formatDay(createdAtMs)}</dd>
                <dt>{say('e2ee.mail_key.expires')}</dt>
                <dd>{expiresAtMs === undefined ? say('e2ee.mail_key.expires.never') : formatDay(expiresAtMs)}</dd>
                {encryption === undefined ? null : (
                    <>
                        <dt>{say('e2ee.mail_key.used')}</dt>
                        <dd>
                            {say('e2ee.mail_key.used.key', {
                                id: encryption.keyId.toUpperCase(),
                                algorithm: encryption.algorithm,
                                time: formatDay(encryption.createdAtMs),
                            })}
                        </dd>
                    </>
                )}
            </dl>
        </>
    );
}

interface LineFieldProps {
    readonly label: string;
    readonly hint: string;
    readonly value: string;
    readonly onChange: (value: string) => void;
}

function LineField({label, hint, value, onChange}: LineFieldProps) {
    const inputId = useId();
    const hintId = useId();
    return (
        <>
            <label className="e2ee-label" htmlFor={inputId}>
                {label}
            </label>
            <input
                id={inputId}
                className="e2ee-input e2ee-input--code"
                type="text"
                value={value}
                onChange={(event) => onChange(event.target.value)}
                autoComplete="off"
                spellCheck={false}
                aria-describedby={hintId}
            />
            <p id={hintId} className="e2ee-quiet">
                {hint}
            </p>
        </>
    );
}
