/**
 * To which OpenPGP key the backup goes. The member names the key, by its whole fingerprint or by the key itself: a look-up by
 * mail address would let a server choose who gets everything, so it only suggests.
 *
 * @packageDocumentation
 */
import {useId, useState} from 'react';
import type {FormEvent} from 'react';

import {Busy} from '../parts/busy';
import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {FailureBox} from '../parts/failure_box';
import {FileButton} from '../parts/file_button';
import {Glyph} from '../parts/glyph';
import {groupedFingerprint} from '../words/fingerprints';
import {Message} from '../words/message';
import {useSay} from '../words/messages';
import {readTypedKey} from './typed_key';
import {FoundKeys} from './found_keys';
import type {MailKeyProps, MailKeyStep} from './props';

interface MailKeyPanelProps extends MailKeyProps {
    /** Out of the panel: to the code, or to the backup's overview. */
    readonly onBack: () => void;
}

export function MailKeyPanel(props: MailKeyPanelProps) {
    const {step, onBack} = props;
    const say = useSay();
    const [typed, setTyped] = useState('');
    switch (step.kind) {
        case 'ask':
            return <AskForKey {...props} failure={step.failure} typed={typed} onType={setTyped} />;
        case 'looking':
        case 'mailing':
            return (
                <DialogBody>
                    <Busy>{say(`e2ee.mail_key.${step.kind}`)}</Busy>
                </DialogBody>
            );
        case 'found':
            return <FoundKeys {...props} {...step} />;
        case 'mailed':
            return <Mailed to={step.to} hasCode={step.hasCode} onBack={onBack} />;
    }
}

interface AskForKeyProps extends MailKeyPanelProps {
    readonly failure: Extract<MailKeyStep, {kind: 'ask'}>['failure'];
    readonly typed: string;
    readonly onType: (typed: string) => void;
}

function AskForKey({failure, typed, onType, sources, pinned, onLookUp, onRead, onReadFile, onSuggest, onBack}: AskForKeyProps) {
    const say = useSay();
    const formId = useId();
    const inputId = useId();
    const hintId = useId();
    const found = readTypedKey(typed);
    const isLookUpOff = found.kind === 'fingerprint' && sources.length === 0;
    const submit = (event: FormEvent): void => {
        event.preventDefault();
        if (found.kind === 'armored') {
            onRead(found.armored);
        } else if (found.kind === 'fingerprint' && !isLookUpOff) {
            onLookUp(found.fingerprint);
        }
    };
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.mail_key.intro')}</p>
                <form id={formId} onSubmit={submit}>
                    <label className="e2ee-label" htmlFor={inputId}>
                        {say('e2ee.mail_key.label')}
                    </label>
                    <textarea
                        id={inputId}
                        className="e2ee-input e2ee-input--text"
                        rows={4}
                        value={typed}
                        onChange={(event) => onType(event.target.value)}
                        data-focus-first
                        autoComplete="off"
                        spellCheck={false}
                        aria-describedby={hintId}
                    />
                    <p id={hintId} className="e2ee-quiet">
                        <Message
                            id={sources.length === 0 ? 'e2ee.mail_key.hint_off' : 'e2ee.mail_key.hint'}
                            values={{sources: sources.join(', ')}}
                        />
                    </p>
                </form>
                {found.kind === 'neither' ? <p role="status">{say('e2ee.mail_key.neither')}</p> : null}
                {isLookUpOff ? <p role="status">{say('e2ee.mail_key.look_up_off')}</p> : null}
                <div className="e2ee-row">
                    <FileButton label="e2ee.mail_key.file" onFile={(file) => void onReadFile(file).then((text) => onType(text ?? ''))} />
                    {sources.length === 0 ? null : (
                        <Button isSmall onClick={onSuggest}>
                            {say('e2ee.mail_key.suggest')}
                        </Button>
                    )}
                    {pinned === undefined || sources.length === 0 ? null : (
                        <Button isSmall onClick={() => onLookUp(pinned.fingerprint)}>
                            {say('e2ee.mail_key.last', {digits: groupedFingerprint(pinned.fingerprint).slice(-9)})}
                        </Button>
                    )}
                </div>
                {failure ? <FailureBox failure={failure} /> : null}
            </DialogBody>
            <DialogFooter>
                <Button onClick={onBack}>{say('e2ee.common.back')}</Button>
                <button
                    type="submit"
                    form={formId}
                    className="e2ee-button e2ee-button--primary"
                    disabled={isLookUpOff || (found.kind !== 'armored' && found.kind !== 'fingerprint')}
                >
                    {say(found.kind === 'fingerprint' ? 'e2ee.mail_key.look_up' : 'e2ee.common.continue')}
                </button>
            </DialogFooter>
        </>
    );
}

function Mailed({to, hasCode, onBack}: {readonly to: string; readonly hasCode: boolean; readonly onBack: () => void}) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <p className="e2ee-done" role="status" data-testid="e2ee-mailed">
                    <Glyph name="check" size={20} /> {say('e2ee.mail_key.mailed', {to})}
                </p>
                <p>{say(hasCode ? 'e2ee.mail_key.mailed.with_code' : 'e2ee.mail_key.mailed.without_code')}</p>
                <p className="e2ee-quiet">{say('e2ee.mail_key.mailed.check')}</p>
            </DialogBody>
            <DialogFooter>
                <Button look="primary" onClick={onBack}>
                    {say('e2ee.common.continue')}
                </Button>
            </DialogFooter>
        </>
    );
}
