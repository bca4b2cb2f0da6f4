import type {Channel} from '@mattermost/types/channels';
import type {Team} from '@mattermost/types/teams';
import {getAllChannels, getMyChannelMemberships} from 'mattermost-redux/selectors/entities/channels';
import {getUsers} from 'mattermost-redux/selectors/entities/users';
import {useSelector} from 'react-redux';

import type {HostState, PostDraft} from '../../types';
import {Pluggable} from '../pluggable';
import {AccountMenu} from './account_menu';
import {SidebarItem} from './sidebar_item';

const KINDS: Array<{title: string; types: string}> = [
    {title: 'Channels', types: 'OP'},
    {title: 'Direct Messages', types: 'DG'},
];

function useMyChannels(teamId: string): Channel[] {
    const channels = useSelector(getAllChannels);
    const memberships = useSelector(getMyChannelMemberships);
    return Object.values(channels)
        .filter(({id, team_id, delete_at}) => memberships[id] && (team_id === teamId || team_id === '') && delete_at === 0)
        .sort((a, b) => a.display_name.localeCompare(b.display_name));
}

function hasDraft(state: HostState): boolean {
    return Object.entries(state.storage.storage).some(([key, item]) => {
        const draft = item?.value as Partial<PostDraft> | null | undefined;
        const isDraft = key.startsWith('draft_') || key.startsWith('comment_draft_');
        return isDraft && (Boolean(draft?.message) || (draft?.fileInfos?.length ?? 0) > 0);
    });
}

export function Sidebar({team}: {team: Team}) {
    const channels = useMyChannels(team.id);
    const showsDrafts = useSelector(hasDraft);

    // A direct channel's name is the other person's, so the list is drawn anew when people become known.
    useSelector(getUsers);
    return (
        <nav id="SidebarContainer" className="sidebar">
            <header className="sidebar__header">
                <strong>{team.display_name}</strong>
                <AccountMenu />
            </header>
            <Pluggable slot="LeftSidebarHeader" />
            <ul>
                <li>
                    <span id="sidebarItem_threads" className="SidebarLink">
                        {'Threads'}
                    </span>
                </li>
                {showsDrafts && (
                    <li>
                        <span id="sidebarItem_drafts" className="SidebarLink">
                            {'Drafts'}
                        </span>
                    </li>
                )}
            </ul>
            {KINDS.map(({title, types}) => (
                <section key={title}>
                    <h2>{title}</h2>
                    <ul>
                        {channels
                            .filter(({type}) => types.includes(type))
                            .map((channel) => (
                                <SidebarItem key={channel.id} team={team} channel={channel} />
                            ))}
                    </ul>
                </section>
            ))}
        </nav>
    );
}
