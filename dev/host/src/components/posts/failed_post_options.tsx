import type {Post} from '@mattermost/types/posts';
import {removePost} from 'mattermost-redux/actions/posts';

import {retryPost} from '../../actions/create_post';
import {useHostDispatch} from '../../hooks';

/** What the server or a wrapper answered is shown nowhere, as in the real client. */
export function FailedPostOptions({post}: {post: Post}) {
    const dispatch = useHostDispatch();
    return (
        <span className="pending-post-actions">
            <a className="post-retry" role="button" onClick={() => dispatch(retryPost(post))}>
                {'Retry'}
            </a>
            {' - '}
            <a className="post-cancel" role="button" onClick={() => dispatch(removePost(post))}>
                {'Cancel'}
            </a>
        </span>
    );
}
