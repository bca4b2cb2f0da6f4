import {unsetActiveChannelOnServer, updateApproximateViewTime} from 'mattermost-redux/actions/channels';
import {getCurrentChannelId, isManuallyUnread} from 'mattermost-redux/selectors/entities/channels';
import {getMyTeams} from 'mattermost-redux/selectors/entities/teams';
import {useEffect} from 'react';
import {useSelector} from 'react-redux';
import {Redirect, Route, Switch} from 'react-router-dom';

import {markReadOnFocus} from '../actions/channel_view';
import {hasSessionCookie} from '../actions/session';
import {loadMemberPage} from '../actions/team_view';
import {useHostDispatch} from '../hooks';
import {store} from '../host_store';
import {ModalController} from '../modals/modal_controller';
import {closeSocket, openSocket} from '../socket/connection';
import {Pluggable} from './pluggable';
import {TeamPage} from './team_page';

/** At unload the channel's view time is kept and the socket closed, in that order. */
function beforeUnload(): void {
    window.removeEventListener('beforeunload', beforeUnload);
    const state = store.getState();
    const channelId = getCurrentChannelId(state);
    if (hasSessionCookie() && channelId && !isManuallyUnread(state, channelId)) {
        void store.dispatch(updateApproximateViewTime(channelId));
    }
    closeSocket();
}

export function LoggedIn() {
    const dispatch = useHostDispatch();
    const [team] = useSelector(getMyTeams);

    useEffect(() => {
        openSocket();
        dispatch(loadMemberPage());
        window.addEventListener('beforeunload', beforeUnload);
        return () => {
            window.removeEventListener('beforeunload', beforeUnload);
            closeSocket();
        };
    }, [dispatch]);

    useEffect(() => {
        const focused = () => void dispatch(markReadOnFocus());
        const blurred = () => void dispatch(unsetActiveChannelOnServer());
        window.addEventListener('focus', focused);
        window.addEventListener('blur', blurred);
        return () => {
            window.removeEventListener('focus', focused);
            window.removeEventListener('blur', blurred);
        };
    }, [dispatch]);

    if (!team) {
        return <main className="no-team">{'You are not a member of any team.'}</main>;
    }
    return (
        <>
            <Switch>
                <Route path="/:team/:kind(channels|messages)/:identifier" component={TeamPage} />
                <Route path="/:team" component={TeamPage} />
                <Redirect to={`/${team.name}`} />
            </Switch>
            <ModalController />
            <Pluggable slot="Root" />
            <Pluggable slot="Global" />
        </>
    );
}
