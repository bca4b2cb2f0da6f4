/**
 * Posts of the host that carry an envelope, and what of them goes to the vault.
 *
 * @packageDocumentation
 */
import type {Post} from '@mattermost/types/posts';

import {SEALED_POST_TYPE} from '../../lib/sealed_post';
import type {CarriedPost} from '../../vault/api';
import {ENVELOPE_PROP, isSealedShape} from '../egress/envelope_shape';

/** Shown by our component; says nothing about whether it opens. */
export function isSealed(post: Post): boolean {
    return (post.type as string) === SEALED_POST_TYPE;
}

/** Not stored yet: the host's own copy of a post on its way, or of one that failed. */
export function isPending(post: Post): boolean {
    return post.id === post.pending_post_id;
}

/** An item that was sealed before and comes through a hook again (retry, *Send now*), where the host dropped its type on the way. */
export function isSealedAlready(post: Post): boolean {
    return isSealedShape({...post, type: SEALED_POST_TYPE, file_ids: []});
}

export function envelopeOf(post: Post): unknown {
    return post.props[ENVELOPE_PROP];
}

/** Props that the host draws in a frame of their own: a card in the sidebar, an app's form. */
const DRAWN_PROPS: readonly string[] = ['card', 'app_bindings'];

/** What the vault refuses beside an envelope, whatever the host calls it. */
const ATTACHMENTS = 'attachments';

/** Whether the host would draw something around the body that no envelope covers, and that would pass for its author's. */
function hasUnsignedContent({file_ids: fileIds, metadata, props}: Post): boolean {
    const {embeds} = (metadata as Post['metadata'] | undefined) ?? {};
    return (fileIds ?? []).length > 0 || (embeds ?? []).length > 0 || DRAWN_PROPS.some((name) => name in props);
}

/** As it is, hostile data included. A row of an edit history has an id of its own; what was signed is about the post. */
export function carriedPost(post: Post): CarriedPost {
    return {
        postId: post.original_id || post.id,
        channelId: post.channel_id,
        userId: post.user_id,
        rootId: post.root_id,
        type: post.type,
        message: post.message,
        createAtMs: post.create_at,
        envelope: envelopeOf(post),
        otherProps: [
            ...Object.keys(post.props).filter((name) => name !== ENVELOPE_PROP),
            ...(hasUnsignedContent(post) ? [ATTACHMENTS] : []),
        ],
    };
}
