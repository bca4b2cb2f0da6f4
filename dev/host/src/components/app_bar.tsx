import {getCurrentChannel, getMyCurrentChannelMembership} from 'mattermost-redux/selectors/entities/channels';
import {useSelector} from 'react-redux';

import type {ChannelAction, PluginComponent} from '../plugins/registrations';
import type {HostState} from '../types';
import {PluginBoundary, useRegistered} from './pluggable';

/** Header buttons stand here; a plugin that registered an App Bar component loses its header button. */
export function AppBar() {
    const own = useRegistered('AppBar');
    const headerButtons = useRegistered('ChannelHeaderButton').filter(({pluginId}) => !own.some((item) => item.pluginId === pluginId));
    return (
        <div className="app-bar">
            {[...own, ...headerButtons].map((item) => (
                <PluginBoundary key={item.id}>
                    <AppBarIcon item={item} />
                </PluginBoundary>
            ))}
        </div>
    );
}

function AppBarIcon({item}: {item: PluginComponent}) {
    const channel = useSelector(getCurrentChannel);
    const member = useSelector(getMyCurrentChannelMembership);
    const shownId = useSelector((state: HostState) => state.views.rhs.pluggableId);
    const shownPlugin = useRegistered('RightHandSidebarComponent').find(({id}) => id === shownId)?.pluginId;
    const isActive = shownId !== '' && shownPlugin === item.pluginId;
    const click = () => {
        if (channel && member) {
            (item.action as ChannelAction | undefined)?.(channel, member);
        }
    };
    const title = item.tooltipText ?? item.dropdownText ?? item.pluginId;
    return (
        <div
            id={`app-bar-icon-${item.pluginId}`}
            className={isActive ? 'app-bar__icon app-bar__icon--active' : 'app-bar__icon'}
            title={typeof title === 'string' ? title : undefined}
            onClick={click}
        >
            <div
                role="button"
                tabIndex={0}
                className={item.iconUrl ? 'app-bar__icon-inner' : 'app-bar__old-icon app-bar__icon-inner app-bar__icon-inner--centered'}
            >
                {item.iconUrl ? <img src={item.iconUrl} alt={item.pluginId} /> : item.icon}
            </div>
        </div>
    );
}
