import {useSelector} from 'react-redux';

import {closeRhs} from '../../actions/rhs';
import {useHostDispatch} from '../../hooks';
import type {HostState} from '../../types';
import {PluginBoundary, useRegistered} from '../pluggable';
import {ThreadPanel} from './thread_panel';
import {getTheme} from 'mattermost-redux/selectors/entities/preferences';
import {socket} from '../../socket/client';

export function RightSidebar() {
    const dispatch = useHostDispatch();
    const {isSidebarOpen, selectedPostId, pluggableId} = useSelector((state: HostState) => state.views.rhs);
    const theme = useSelector(getTheme);
    const panel = useRegistered('RightHandSidebarComponent').find(({id}) => id === pluggableId);
    const PanelComponent = panel?.component;
    if (!isSidebarOpen || (pluggableId && !PanelComponent)) {
        return null;
    }
    return (
        <aside id="sidebar-right" className="sidebar--right is-open">
            <div id="rhsContainer">
                <div className="sidebar--right__header">
                    <span id="rhsPanelTitle">{panel ? panel.title : 'Thread'}</span>
                    <button id="rhsCloseButton" aria-label="Close" onClick={() => dispatch(closeRhs())}>
                        {'×'}
                    </button>
                </div>
                {PanelComponent ? (
                    <PluginBoundary>
                        <PanelComponent theme={theme} webSocketClient={socket} />
                    </PluginBoundary>
                ) : (
                    <ThreadPanel key={selectedPostId} rootId={selectedPostId} />
                )}
            </div>
        </aside>
    );
}
