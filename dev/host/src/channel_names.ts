import type {Channel} from '@mattermost/types/channels';
import type {Team} from '@mattermost/types/teams';
import {getCurrentUserId, getUser} from 'mattermost-redux/selectors/entities/users';
import {useSelector} from 'react-redux';

import type {HostState} from './types';

/** The other person of a direct channel; oneself where there is nobody else. */
export function teammateId(channel: Channel, currentUserId: string): string {
    const [first = '', second = ''] = channel.name.split('__');
    return first === currentUserId ? second : first;
}

export function channelName(state: HostState, channel: Channel): string {
    if (channel.type === 'D') {
        return getUser(state, teammateId(channel, getCurrentUserId(state)))?.username ?? channel.display_name;
    }
    return channel.type === 'G' ? withoutMyself(state, channel.display_name) : channel.display_name;
}

/** A group is called by its members' names; the server lists everybody. */
function withoutMyself(state: HostState, names: string): string {
    const own = getUser(state, getCurrentUserId(state))?.username;
    return names
        .split(', ')
        .filter((name) => name !== own)
        .join(', ');
}

export function useChannelName(channel: Channel): string {
    return useSelector((state: HostState) => channelName(state, channel));
}

export function channelPath(state: HostState, team: Team, channel: Channel): string {
    if (channel.type === 'D') {
        const other = getUser(state, teammateId(channel, getCurrentUserId(state)));
        return other ? `/${team.name}/messages/@${other.username}` : `/${team.name}/messages/${channel.name}`;
    }
    return `/${team.name}/${channel.type === 'G' ? 'messages' : 'channels'}/${channel.name}`;
}
