import {useId, useState} from 'react';

import {Button} from '../parts/button';
import {FailureBox} from '../parts/failure_box';
import type {SettingsProps} from '../props';
import {useSay} from '../words/messages';
import {ForgetDialog} from './forget_dialog';

/** Our part of the host's settings: what notifications show, and the way to leave this browser clean. */
export function Settings(props: SettingsProps) {
    return (
        <div className="e2ee-settings" data-testid="e2ee-settings">
            <NotificationSetting {...props} />
            <KeysSetting {...props} />
        </div>
    );
}

function NotificationSetting({
    showTextInNotifications,
    onShowTextInNotifications,
}: Pick<SettingsProps, 'showTextInNotifications' | 'onShowTextInNotifications'>) {
    const say = useSay();
    const group = useId();
    const helpId = useId();
    return (
        <fieldset className="e2ee-settings__group">
            <legend>{say('e2ee.settings.notifications')}</legend>
            <label className="e2ee-check">
                <input
                    type="radio"
                    name={group}
                    checked={showTextInNotifications}
                    aria-describedby={helpId}
                    onChange={() => onShowTextInNotifications(true)}
                />
                {say('e2ee.settings.notifications.text')}
            </label>
            <p id={helpId} className="e2ee-quiet e2ee-settings__help">
                {say('e2ee.settings.notifications.text.help')}
            </p>
            <label className="e2ee-check">
                <input type="radio" name={group} checked={!showTextInNotifications} onChange={() => onShowTextInNotifications(false)} />
                {say('e2ee.settings.notifications.no_text')}
            </label>
        </fieldset>
    );
}

/** Keys that were made, even if never published, are something to remove. */
const KEYS_HERE: ReadonlySet<SettingsProps['own']> = new Set(['active', 'behind', 'pending', 'conflict', 'failed']);

function KeysSetting({own, isForgetting, forgetFailure, onForget}: SettingsProps) {
    const say = useSay();
    const [isAsking, setAsking] = useState(false);
    const hasKeys = KEYS_HERE.has(own);
    return (
        <section className="e2ee-settings__group">
            <h4>{say('e2ee.settings.forget')}</h4>
            <p className="e2ee-quiet">{say(hasKeys ? 'e2ee.settings.forget.help' : 'e2ee.settings.forget.none')}</p>
            {forgetFailure && !isAsking ? <FailureBox failure={forgetFailure} /> : null}
            {hasKeys ? (
                <Button look="danger" onClick={() => setAsking(true)}>
                    {say('e2ee.settings.forget.action')}
                </Button>
            ) : null}
            {isAsking && hasKeys ? (
                <ForgetDialog isForgetting={isForgetting} failure={forgetFailure} onForget={onForget} onCancel={() => setAsking(false)} />
            ) : null}
        </section>
    );
}
