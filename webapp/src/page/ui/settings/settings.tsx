import {useId, useState} from 'react';

import {Button} from '../parts/button';
import {FailureBox} from '../parts/failure_box';
import {BackupSection} from '../backup/backup_section';
import type {SettingsProps} from './props';
import {useSay} from '../words/messages';
import {ForgetDialog} from './forget_dialog';

/** Our part of the host's settings: what notifications show, and the way to leave this browser clean. */
export function Settings(props: SettingsProps) {
    return (
        <div className="e2ee-settings" data-testid="e2ee-settings">
            <NotificationSetting {...props} />
            <BackupSetting {...props} />
            <OwnKeysSetting {...props} />
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

function BackupSetting(props: SettingsProps) {
    const say = useSay();
    return props.own === 'active' ? (
        <section className="e2ee-settings__group">
            <h4>{say('e2ee.settings.backup')}</h4>
            <BackupSection {...props} />
        </section>
    ) : null;
}

/** Newer keys, other keys, or keys at all. */
function OwnKeysSetting({own, onShow, onSetUp}: SettingsProps) {
    const say = useSay();
    const hasNothingToDo = own === 'conflict' || own === 'failed';
    return hasNothingToDo ? null : (
        <section className="e2ee-settings__group">
            <h4>{say('e2ee.settings.keys')}</h4>
            {own === 'active' ? (
                <div className="e2ee-row">
                    <Button isSmall onClick={() => onShow('renew')}>
                        {say('e2ee.settings.keys.renew')}
                    </Button>
                    <Button isSmall onClick={() => onSetUp('restore')}>
                        {say('e2ee.settings.keys.import')}
                    </Button>
                    <Button isSmall look="danger" onClick={() => onSetUp('reset')}>
                        {say('e2ee.settings.keys.reset')}
                    </Button>
                </div>
            ) : (
                <Button look="primary" isSmall onClick={() => onSetUp(undefined)}>
                    {say('e2ee.settings.keys.set_up')}
                </Button>
            )}
        </section>
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
            <Button look="danger" isSmall onClick={() => setAsking(true)}>
                {say('e2ee.settings.forget.action')}
            </Button>
            {isAsking ? (
                <ForgetDialog isForgetting={isForgetting} failure={forgetFailure} onForget={onForget} onCancel={() => setAsking(false)} />
            ) : null}
        </>
    );
}
