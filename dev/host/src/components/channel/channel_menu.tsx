import {useState} from 'react';
import {useStore} from 'react-redux';

import type {HostState} from '../../types';
import {useRegistered} from '../pluggable';

/** What plugins add to the channel menu is one level down, under "More actions". */
export function ChannelMenu({channelId}: {channelId: string}) {
    const store = useStore<HostState>();
    const registered = useRegistered('ChannelHeader');
    const [isOpen, setOpen] = useState(false);
    const [showsMore, setShowsMore] = useState(false);
    const items = registered.filter(({shouldRender}) => !shouldRender || shouldRender(store.getState()));
    const choose = (action: unknown) => {
        setOpen(false);
        setShowsMore(false);
        (action as (channelId: string) => void)(channelId);
    };
    return (
        <span className="channel-menu">
            <button
                id="channelHeaderDropdownButton"
                aria-haspopup="menu"
                aria-expanded={isOpen}
                aria-label="Channel menu"
                onClick={() => setOpen(!isOpen)}
            >
                {'▾'}
            </button>
            {isOpen && (
                <ul id="channelHeaderDropdownMenu" role="menu" className="menu">
                    {items.length > 0 && (
                        <li id="moreActions" role="menuitem" onMouseEnter={() => setShowsMore(true)} onClick={() => setShowsMore(true)}>
                            {'More actions'}
                        </li>
                    )}
                    {showsMore && (
                        <ul id="moreActions-menu" role="menu">
                            {items.map((item) => (
                                <li key={item.id} id={`${item.id}_pluginmenuitem`} role="menuitem" onClick={() => choose(item.action)}>
                                    {item.text}
                                </li>
                            ))}
                        </ul>
                    )}
                </ul>
            )}
        </span>
    );
}
