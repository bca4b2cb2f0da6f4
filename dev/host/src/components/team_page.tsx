import {getCurrentChannel} from 'mattermost-redux/selectors/entities/channels';
import {getMyTeams} from 'mattermost-redux/selectors/entities/teams';
import {useEffect, useState} from 'react';
import {useSelector} from 'react-redux';
import {Redirect, useParams} from 'react-router-dom';

import {openChannel} from '../actions/channel_view';
import {loadTeam, resolveChannel} from '../actions/team_view';
import {useHostDispatch} from '../hooks';
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
    const dispatch = useHostDispatch();
    const path = useParams<Path>();
    const team = useSelector(getMyTeams).find(({name}) => name === path.team);
    const channel = useSelector(getCurrentChannel);
    const [loadedTeamId, setLoadedTeamId] = useState('');

    useEffect(() => {
        if (team) {
            void dispatch(loadTeam(team)).then(() => setLoadedTeamId(team.id));
        }
    }, [dispatch, team?.id]);

    useEffect(() => {
        if (!team || loadedTeamId !== team.id || !path.kind || !path.identifier) {
            return;
        }
        void dispatch(resolveChannel(team, path.kind, path.identifier)).then((found) => {
            if (found) {
                dispatch(openChannel(found));
            }
        });
    }, [dispatch, team?.id, loadedTeamId, path.kind, path.identifier]);

    if (!team) {
        return <Redirect to="/" />;
    }
    if (!path.identifier) {
        return <Redirect to={`/${team.name}/channels/town-square`} />;
    }
    return (
        <div className="team-page channel-view">
            <Sidebar team={team} />
            {channel && <ChannelView channel={channel} />}
            <RightSidebar />
            <AppBar />
        </div>
    );
}
