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
const KEYS_HERE: ReadonlySet<SettingsProps['own']> = new Set(['active', 'behind', 'pending', 'replaced', 'conflict', 'failed']);

function KeysSetting(props: SettingsProps) {
    const say = useSay();
    return (
        <section className="e2ee-settings__group">
            <h4>{say('e2ee.settings.forget')}</h4>
            {KEYS_HERE.has(props.own) ? <RemoveKeys {...props} /> : <p className="e2ee-quiet">{say('e2ee.settings.forget.none')}</p>}
        </section>
    );
}

/** Mounted only while there are keys, so that an answered question doesn't come back with the next ones. */
function RemoveKeys({isForgetting, forgetFailure, onForget}: SettingsProps) {
    const say = useSay();
    const [isAsking, setAsking] = useState(false);
    return (
        <>
            <p className="e2ee-quiet">{say('e2ee.settings.forget.help')}</p>
            {forgetFailure && !isAsking ? <FailureBox failure={forgetFailure} /> : null}
            <Button look="danger" onClick={() => setAsking(true)}>
                {say('e2ee.settings.forget.action')}
            </Button>
            {isAsking ? (
                <ForgetDialog isForgetting={isForgetting} failure={forgetFailure} onForget={onForget} onCancel={() => setAsking(false)} />
            ) : null}
        </>
    );
}
