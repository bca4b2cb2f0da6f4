import {getPost, getPostsInThreadOrdered} from 'mattermost-redux/selectors/entities/posts';
import {useEffect} from 'react';
import {useSelector} from 'react-redux';

import {openThread} from '../../actions/threads';
import {useHostDispatch} from '../../hooks';
import {socket} from '../../socket/client';
import type {HostState} from '../../types';
import {Editor} from '../editor/editor';
import {PostRow} from '../posts/post_row';

const none: string[] = [];

export function ThreadPanel({rootId}: {rootId: string}) {
    const dispatch = useHostDispatch();
    const root = useSelector((state: HostState) => getPost(state, rootId));
    const replyIds = useSelector((state: HostState) =>
        state.entities.posts.postsInThread[rootId] ? getPostsInThreadOrdered(state, rootId) : none,
    );
    const channelId = root?.channel_id;

    useEffect(() => {
        void dispatch(openThread(rootId));
    }, [dispatch, rootId]);

    useEffect(() => {
        if (!channelId) {
            return undefined;
        }
        socket.updateActiveThread(false, channelId);
        return () => socket.updateActiveThread(false, '');
    }, [channelId]);

    if (!root) {
        return null;
    }
    return (
        <div className="ThreadViewer">
            <div role="list">
                <PostRow postId={rootId} location="RHS_ROOT" />
                {replyIds
                    .filter((postId) => postId !== rootId)
                    .reverse()
                    .map((postId) => (
                        <PostRow key={postId} postId={postId} location="RHS_COMMENT" />
                    ))}
            </div>
            <div className="post-create__container">
                <Editor location="RHS_COMMENT" channelId={root.channel_id} rootId={rootId} />
            </div>
        </div>
    );
}
