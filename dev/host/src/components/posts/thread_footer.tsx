import type {Post} from '@mattermost/types/posts';
import {getThread as fetchThread} from 'mattermost-redux/actions/threads';
import {getCurrentTeamId} from 'mattermost-redux/selectors/entities/teams';
import {getThread} from 'mattermost-redux/selectors/entities/threads';
import {getCurrentUserId} from 'mattermost-redux/selectors/entities/users';
import {useEffect} from 'react';
import {useSelector} from 'react-redux';

import {selectThread} from '../../actions/rhs';
import {useHostDispatch} from '../../hooks';
import type {HostState} from '../../types';

/** Replies are counted under their root; a thread that is followed and not known yet is asked for. */
export function ThreadFooter({post}: {post: Post}) {
    const dispatch = useHostDispatch();
    const isKnown = useSelector((state: HostState) => Boolean(getThread(state, post.id)));
    const userId = useSelector(getCurrentUserId);
    const teamId = useSelector(getCurrentTeamId);

    useEffect(() => {
        if (!isKnown && post.is_following) {
            void dispatch(fetchThread(userId, teamId, post.id));
        }
    }, [dispatch, isKnown, userId, teamId, post.id, post.is_following]);

    return (
        <button className="ReplyButton" onClick={() => dispatch(selectThread(post.id))}>
            {`${post.reply_count} ${post.reply_count === 1 ? 'reply' : 'replies'}`}
        </button>
    );
}
