import {getTheme} from 'mattermost-redux/selectors/entities/preferences';
import {Component} from 'react';
import type {ReactNode} from 'react';
import {useSelector} from 'react-redux';

import {socket} from '../socket/client';
import type {HostState} from '../types';
import type {PluginComponent} from '../plugins/registrations';

/** A plugin's component that throws must not take the page with it. */
export class PluginBoundary extends Component<{children: ReactNode}, {failed: boolean}> {
    override state = {failed: false};

    static getDerivedStateFromError(): {failed: boolean} {
        return {failed: true};
    }

    override render(): ReactNode {
        return this.state.failed ? <div className="plugin-error">{'A plugin component failed.'}</div> : this.props.children;
    }
}

const none: PluginComponent[] = [];

export function useRegistered(slot: string): PluginComponent[] {
    return useSelector((state: HostState) => state.plugins.components[slot] ?? none);
}

/** Every component that plugins registered for a slot, each with the theme, the socket and what the slot gives. */
export function Pluggable({slot, ...given}: {slot: string} & Record<string, unknown>) {
    const theme = useSelector(getTheme);
    const registered = useRegistered(slot);
    return (
        <>
            {registered.map(({id, component: Registered}) =>
                Registered ? (
                    <PluginBoundary key={id}>
                        <Registered {...given} theme={theme} webSocketClient={socket} />
                    </PluginBoundary>
                ) : null,
            )}
        </>
    );
}
