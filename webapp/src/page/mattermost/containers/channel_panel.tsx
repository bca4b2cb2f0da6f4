/**
 * The panel in the right-hand sidebar, about the channel in the centre.
 *
 * @packageDocumentation
 */
import {ChannelPanel} from '../../ui';
import type {PersonView} from '../../ui';
import {currentChannelId} from '../host/state';
import type {Page} from '../page';
import {useOwnBackup} from './use_backup';
import {useHost, useOwn, useShownChannel} from './use_page';

export function ChannelPanelContainer({page}: {readonly page: Page}) {
    const channelId = useHost(currentChannelId);
    return channelId === undefined ? null : <PanelOf key={channelId} page={page} channelId={channelId} />;
}

function PanelOf({page, channelId}: {readonly page: Page; readonly channelId: string}) {
    const shown = useShownChannel(page, channelId);
    const own = useOwn(page);
    const {reminder} = useOwnBackup(page);
    const askAgain = async ({userId}: PersonView): Promise<void> => {
        await page.vault.askAgain(channelId, userId);
        await page.people.renew(channelId);
    };
    return (
        <ChannelPanel
            {...shown}
            own={own}
            reminder={reminder}
            onCheckBackup={() => page.dialog.set({kind: 'backup', task: 'check'})}
            onOpenDialog={() => page.dialog.set({kind: 'channel', channelId})}
            onVerify={({userId, username}) => page.dialog.set({kind: 'safety_number', userId, username})}
            onAskAgain={(person) => void askAgain(person)}
            onRetry={() => void page.people.renew(channelId)}
        />
    );
}
