import type {Channel} from '@mattermost/types/channels';
import {useLayoutEffect, useRef} from 'react';

import {socket} from '../../socket/client';
import {Editor} from '../editor/editor';
import {Pluggable} from '../pluggable';
import {PostList} from '../posts/post_list';
import {ChannelHeader} from './channel_header';

/** The server is told of each switch, but not of the channel that the page opened with. */
function useAnnounceSwitch(channelId: string): void {
    const announced = useRef(channelId);
    useLayoutEffect(() => {
        if (announced.current !== channelId) {
            announced.current = channelId;
            socket.updateActiveChannel(channelId);
        }
    }, [channelId]);
}

export function ChannelView({channel}: {channel: Channel}) {
    useAnnounceSwitch(channel.id);
    return (
        <main id="app-content" className="app__content">
            <ChannelHeader channel={channel} />
            <div className="channel-toasts">
                <Pluggable slot="ChannelToast" />
            </div>
            <div className="row main">
                <PostList key={channel.id} channelId={channel.id} />
            </div>
            <div id="post-create" className="post-create__container">
                <Editor location="CENTER" channelId={channel.id} rootId="" />
            </div>
        </main>
    );
}
