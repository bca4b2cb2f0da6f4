import type {Channel} from '@mattermost/types/channels';

import {useChannelName} from '../../channel_names';
import {ChannelMenu} from './channel_menu';

export function ChannelHeader({channel}: {channel: Channel}) {
    const name = useChannelName(channel);
    return (
        <header id="channel-header" className="channel-header">
            <h1 id="channelHeaderTitle" className="channel-header__title">
                {name}
            </h1>
            <ChannelMenu channelId={channel.id} />
            <span className="channel-header__description">{channel.header}</span>
        </header>
    );
}
