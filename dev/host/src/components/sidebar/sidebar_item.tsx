import type {Channel} from '@mattermost/types/channels';
import type {Team} from '@mattermost/types/teams';
import {getCurrentChannelId, makeGetChannelUnreadCount} from 'mattermost-redux/selectors/entities/channels';
import {useMemo} from 'react';
import {useSelector} from 'react-redux';
import {Link} from 'react-router-dom';

import {channelPath, useChannelName} from '../../channel_names';
import type {HostState} from '../../types';
import {Pluggable} from '../pluggable';

export function SidebarItem({team, channel}: {team: Team; channel: Channel}) {
    const getUnreadCount = useMemo(() => makeGetChannelUnreadCount(), []);
    const {mentions, showUnread} = useSelector((state: HostState) => getUnreadCount(state, channel.id));
    const isOpen = useSelector(getCurrentChannelId) === channel.id;
    const name = useChannelName(channel);
    const path = useSelector((state: HostState) => channelPath(state, team, channel));
    return (
        <li className={isOpen ? 'SidebarChannel active' : 'SidebarChannel'}>
            <Link
                id={`sidebarItem_${channel.name}`}
                className={showUnread ? 'SidebarLink unread-title' : 'SidebarLink'}
                aria-label={name}
                to={path}
            >
                <span className="SidebarChannelLinkLabel">{name}</span>
                <Pluggable slot="SidebarChannelLinkLabel" channel={channel} />
                {mentions > 0 && <span className="badge">{mentions}</span>}
            </Link>
        </li>
    );
}
