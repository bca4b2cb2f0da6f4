/**
 * Our section of the host's settings.
 *
 * @packageDocumentation
 */
import {useState} from 'react';

import type {FailureView} from '../../ui';
import {Settings} from '../../ui';
import {useObservable} from '../observable';
import type {Page} from '../page';
import {useOwn} from './use_page';

export function SettingsContainer({page}: {readonly page: Page}) {
    const own = useOwn(page);
    const showsText = useObservable(page.choices.showsTextInNotifications);
    const [isForgetting, setForgetting] = useState(false);
    const [failure, setFailure] = useState<FailureView | undefined>(undefined);

    const forget = async (): Promise<void> => {
        setForgetting(true);
        setFailure(undefined);
        const result = await page.vault.forget();
        if (result.kind === 'failed') {
            setFailure({code: result.code});
        } else {
            page.openings.clear();
            const after = await page.vault.own();
            page.account.own.set(after.kind === 'failed' ? after : after.own);
        }
        setForgetting(false);
    };
    return (
        <Settings
            showTextInNotifications={showsText}
            onShowTextInNotifications={(isShown) => page.choices.setShowsText(isShown)}
            own={own.kind}
            isForgetting={isForgetting}
            forgetFailure={failure}
            onForget={() => void forget()}
        />
    );
}
