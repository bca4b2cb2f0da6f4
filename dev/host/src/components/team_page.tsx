import type {Team} from '@mattermost/types/teams';
import {getCurrentChannel} from 'mattermost-redux/selectors/entities/channels';
import {getMyTeams} from 'mattermost-redux/selectors/entities/teams';
import {getCurrentUserId} from 'mattermost-redux/selectors/entities/users';
import {useEffect, useLayoutEffect, useRef, useState} from 'react';
import {useSelector} from 'react-redux';
import {Redirect, useParams} from 'react-router-dom';

import {openChannel} from '../actions/channel_view';
import {prefetchUnread, unreadChannelIds} from '../actions/prefetch';
import {loadSidebar, loadTeam, resolveChannel} from '../actions/team_view';
import {channelPath} from '../channel_names';
import {useHostDispatch} from '../hooks';
import {store} from '../host_store';
import {lastChannelPath, rememberChannelPath} from '../last_channel';
import type {HostState} from '../types';
import {AppBar} from './app_bar';
import {ChannelView} from './channel/channel_view';
import {RightSidebar} from './rhs/right_sidebar';
import {Sidebar} from './sidebar/sidebar';

interface Path {
    team: string;
    kind?: string;
    identifier?: string;
}

export function TeamPage() {
    const path = useParams<Path>();
    const team = useSelector(getMyTeams).find(({name}) => name === path.team);
    const userId = useSelector(getCurrentUserId);
    if (!team) {
        return <Redirect to="/" />;
    }
    if (!path.kind || !path.identifier) {
        return <Redirect to={lastChannelPath(userId, team.id) ?? `/${team.name}/channels/town-square`} />;
    }
    return <OpenTeam key={team.id} team={team} kind={path.kind} identifier={path.identifier} />;
}

function OpenTeam({team, kind, identifier}: {team: Team; kind: string; identifier: string}) {
    const dispatch = useHostDispatch();
    const channel = useSelector(getCurrentChannel);
    const [isLoaded, setLoaded] = useState(false);
    const hasSidebar = useRef(false);

    useEffect(() => {
        void dispatch(loadTeam(team)).then(() => setLoaded(true));
        // Once per team: `team` is another object whenever the store hears of it again.
        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [dispatch, team.id]);

    useEffect(() => {
        if (!isLoaded) {
            return;
        }
        void dispatch(resolveChannel(team, kind, identifier)).then((found) => {
            if (!found) {
                return;
            }
            if (!hasSidebar.current) {
                hasSidebar.current = true;
                dispatch(loadSidebar(found.id));
            }
            const state = store.getState();
            rememberChannelPath(getCurrentUserId(state), team.id, channelPath(state, team, found));
            dispatch(openChannel(found));
        });
        // As above.
        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [dispatch, team.id, isLoaded, kind, identifier]);

    const unread = useSelector((state: HostState) => unreadChannelIds(state).join());
    useLayoutEffect(() => {
        if (hasSidebar.current) {
            void Promise.resolve().then(() => dispatch(prefetchUnread()));
        }
    }, [dispatch, unread]);

    return (
        <div className="team-page channel-view">
            <Sidebar team={team} />
            {channel && <ChannelView channel={channel} />}
            <RightSidebar />
            <AppBar />
        </div>
    );
}
