/**
 * The panel in the right-hand sidebar, about the channel in the centre.
 *
 * @packageDocumentation
 */
import {ChannelPanel} from '../../ui';
import type {PersonView} from '../../ui';
import {channelKind, channelOf, channelTitle, currentChannelId} from '../host/state';
import type {Page} from '../page';
import {nameOf, useChannelState, useHost, useOwn, usePeopleViews} from './use_page';

export function ChannelPanelContainer({page}: {readonly page: Page}) {
    const channelId = useHost(currentChannelId);
    return channelId === undefined ? null : <PanelOf key={channelId} page={page} channelId={channelId} />;
}

function PanelOf({page, channelId}: {readonly page: Page; readonly channelId: string}) {
    const channel = useChannelState(page, channelId);
    const own = useOwn(page);
    const people = usePeopleViews(page, channelId);
    const name = useHost((state) => channelTitle(state, channelId));
    const kind = useHost((state) => channelKind(channelOf(state, channelId)));
    const changedBy = channel.kind === 'on' || channel.kind === 'off_unconfirmed' ? channel.changedBy : undefined;
    const changedByName = useHost((state) => (changedBy === undefined ? undefined : nameOf(state, changedBy)));
    const askAgain = async ({userId}: PersonView): Promise<void> => {
        await page.vault.askAgain(channelId, userId);
        await page.people.renew(channelId);
    };
    return (
        <ChannelPanel
            channelName={name}
            channelKind={kind}
            channel={channel}
            changedByName={changedByName}
            people={people}
            own={own}
            onOpenDialog={() => page.dialog.set({kind: 'channel', channelId})}
            onVerify={({userId, username}) => page.dialog.set({kind: 'safety_number', userId, username})}
            onAskAgain={(person) => void askAgain(person)}
            onRetry={() => void page.people.renew(channelId)}
        />
    );
}
