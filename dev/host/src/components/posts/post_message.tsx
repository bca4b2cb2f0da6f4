import type {Post} from '@mattermost/types/posts';
import {getTheme} from 'mattermost-redux/selectors/entities/preferences';
import {useSelector} from 'react-redux';

import {Markdown} from '../../markdown/markdown';
import type {FormatHook} from '../../plugins/registrations';
import type {HostState} from '../../types';
import {Pluggable, PluginBoundary, useRegistered} from '../pluggable';

/** The component of a post's type: `props.type` goes before `type`, whoever set it. */
function usePostType(post: Post) {
    const fromProps: unknown = post.props?.type;
    const type = typeof fromProps === 'string' ? fromProps : post.type;
    return useSelector((state: HostState) => (type ? state.plugins.postTypes[type]?.component : undefined));
}

export function PostMessage({post, isRHS}: {post: Post; isRHS: boolean}) {
    const theme = useSelector(getTheme);
    const TypeComponent = usePostType(post);
    const bodyId = isRHS ? undefined : `${post.id}_message`;

    if (post.state === 'DELETED') {
        return <p className="post-deleted">{'(message deleted)'}</p>;
    }
    if (TypeComponent) {
        return (
            <div id={bodyId} className="post__content">
                <PluginBoundary>
                    <TypeComponent post={post} compactDisplay={false} isRHS={isRHS} theme={theme} />
                </PluginBoundary>
            </div>
        );
    }
    return (
        <div id={bodyId} className="post__content">
            <div id={isRHS ? `rhsPostMessageText_${post.id}` : `postMessageText_${post.id}`} className="post-message__text" dir="auto">
                <FormattedMessage post={post} />
                {post.edit_at > 0 && (
                    <span id={`postEdited_${post.id}`} className="post-edited__indicator">
                        {'Edited'}
                    </span>
                )}
            </div>
            <Pluggable slot="PostMessageAttachment" postId={post.id} onHeightChange={ignoreHeight} />
        </div>
    );
}

/** No text is folded here, so nothing has to be measured again. */
const ignoreHeight = () => undefined;

function FormattedMessage({post}: {post: Post}) {
    const hooks = useRegistered('MessageWillFormat');
    const text = hooks.reduce((message, {hook}) => (hook as FormatHook | undefined)?.(post, message) ?? message, post.message);
    return <Markdown text={text} />;
}
