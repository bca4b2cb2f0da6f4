import {getPostIdsInChannel} from 'mattermost-redux/selectors/entities/posts';
import {useEffect, useRef} from 'react';
import {useSelector} from 'react-redux';

import {loadChannelPosts} from '../../actions/channel_view';
import {useHostDispatch} from '../../hooks';
import type {HostState} from '../../types';
import {PostRow} from './post_row';

/** The last pages of a channel; a thread's replies stand in the RHS only (collapsed threads). */
export function PostList({channelId}: {channelId: string}) {
    const dispatch = useHostDispatch();
    const postIds = useSelector((state: HostState) => getPostIdsInChannel(state, channelId));
    const end = useRef<HTMLDivElement>(null);

    useEffect(() => {
        void dispatch(loadChannelPosts(channelId));
    }, [dispatch, channelId]);

    const newest = postIds?.[0];
    useEffect(() => {
        end.current?.scrollIntoView({block: 'end'});
    }, [newest]);

    return (
        <div id="postListContent" className="post-list__content" role="list">
            {[...(postIds ?? [])].reverse().map((postId) => (
                <PostRow key={postId} postId={postId} location="CENTER" />
            ))}
            <div ref={end} />
        </div>
    );
}
