import {getPost} from 'mattermost-redux/selectors/entities/posts';
import {isCollapsedThreadsEnabled} from 'mattermost-redux/selectors/entities/preferences';
import {getCurrentUserId, getUser} from 'mattermost-redux/selectors/entities/users';
import {isPostEphemeral} from 'mattermost-redux/utils/post_utils';
import {memo, useState} from 'react';
import {useSelector} from 'react-redux';

import {editDraftKey} from '../../actions/drafts';
import type {HostState} from '../../types';
import {Editor} from '../editor/editor';
import {Author} from './author';
import {FailedPostOptions} from './failed_post_options';
import type {PostLocation} from './locations';
import {PostFiles} from './post_files';
import {PostMenus} from './post_menus';
import {PostMessage} from './post_message';
import {ThreadFooter} from './thread_footer';

interface Props {
    postId: string;
    location: PostLocation;
}

export const PostRow = memo(function PostRow({postId, location}: Props) {
    const post = useSelector((state: HostState) => getPost(state, postId));
    const author = useSelector((state: HostState) => (post ? getUser(state, post.user_id) : undefined));
    const isOwn = useSelector(getCurrentUserId) === post?.user_id;
    const hidesReplies = useSelector(isCollapsedThreadsEnabled) && location === 'CENTER';
    const isRHS = location !== 'CENTER';
    const isEditing = useSelector(
        ({views}: HostState) => views.posts.editingPost.postId === postId && views.posts.editingPost.isRHS === isRHS,
    );
    const [isHovered, setHovered] = useState(false);

    if (!post || (hidesReplies && post.root_id)) {
        return null;
    }
    const name = author?.username ?? '';
    const override: unknown = post.props?.override_username;
    const authorName = typeof override === 'string' ? override : name;
    const isDeleted = post.state === 'DELETED';
    const classes = [
        'post',
        isOwn && 'current--user',
        isEditing && 'post--editing',
        post.failed && 'post--fail',
        isDeleted && 'post--deleted',
    ];
    return (
        <div
            id={isRHS ? `rhsPost_${postId}` : `post_${postId}`}
            data-testid={isRHS ? 'rhsPostView' : 'postView'}
            className={classes.filter(Boolean).join(' ')}
            role="listitem"
            aria-label={`${name} wrote, ${post.message}`}
            onMouseEnter={() => setHovered(true)}
            onMouseLeave={() => setHovered(false)}
        >
            <div className="post__header">
                <Author user={author} name={authorName} />
                <time className="post__time">{new Date(post.create_at).toLocaleTimeString()}</time>
                {isPostEphemeral(post) && <span className="post__visibility">{'(Only visible to you)'}</span>}
            </div>
            <div className="post__body">
                {isEditing ? (
                    <Editor
                        location={isRHS ? 'RHS_COMMENT' : 'CENTER'}
                        channelId={post.channel_id}
                        rootId={post.root_id}
                        edited={{postId, storageKey: editDraftKey(postId)}}
                    />
                ) : (
                    <PostMessage post={post} isRHS={isRHS} />
                )}
                <PostFiles post={post} />
                {post.failed && <FailedPostOptions post={post} />}
            </div>
            {hidesReplies && post.reply_count > 0 && !isDeleted && <ThreadFooter post={post} />}
            {!isDeleted && !post.failed && post.id !== post.pending_post_id && (
                <PostMenus post={post} location={location} isOwn={isOwn} isHovered={isHovered} />
            )}
        </div>
    );
});
