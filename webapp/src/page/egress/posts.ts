/**
 * New posts, edits, restored versions and ephemeral posts.
 *
 * The hook seals; what is asserted here is that the request that actually leaves carries an envelope. That is what
 * stops a hook of another plugin that ran after ours, a retry of a clear post that failed because somebody
 * switched encryption on meanwhile, and a page whose hooks are gone.
 *
 * @packageDocumentation
 */
import {isSealedShape} from './envelope_shape';
import {onlyWhereOff, PASS, refuse, textField} from './request';
import type {EgressRequest, HostFacts, Verdict} from './request';

/** Fields of an update that carry, or replace, what a member wrote. */
const CONTENT_FIELDS: readonly string[] = ['message', 'props', 'file_ids', 'attachments'];

/** `POST /posts`. The hook refuses with better words; a clear post that comes this far was overtaken by somebody who switched encryption on. */
export function newPost({body}: EgressRequest, facts: HostFacts): Verdict {
    const channelId = textField(body, 'channel_id');
    if (body.kind === 'json' && channelId !== undefined && isSealedShape(body.value)) {
        return PASS;
    }
    return onlyWhereOff(channelId, facts, 'conflict');
}

/**
 * `PUT /posts/{id}` and `PUT /posts/{id}/patch`
 *
 * A sealed post stays sealed wherever it stands: the patch of the host's edit box holds the new text in clear beside the old, still
 * valid-looking envelope. In an encrypted channel an edit of an older clear post is refused too.
 */
export function updatedPost(request: EgressRequest, facts: HostFacts): Verdict {
    const postId = postIdOf(request.path);
    const {body} = request;
    if (body.kind !== 'json') {
        return refuse('not_supported_here');
    }
    if (!CONTENT_FIELDS.some((field) => field in body.value)) {
        return PASS;
    }
    if (facts.isSealedPost(postId)) {
        return refuse('not_supported_here');
    }
    return onlyWhereOff(facts.channelOfPost(postId) ?? textField(body, 'channel_id'), facts);
}

/** `POST /posts/{id}/restore/{version}`: puts an older `message` back beside the newer props. */
export function restoredPost(request: EgressRequest, facts: HostFacts): Verdict {
    const postId = postIdOf(request.path);
    if (facts.isSealedPost(postId)) {
        return refuse('not_supported_here');
    }
    return onlyWhereOff(facts.channelOfPost(postId), facts);
}

/** `POST /posts/ephemeral`: `{user_id, post}` */
export function ephemeralPost({body}: EgressRequest, facts: HostFacts): Verdict {
    const post = body.kind === 'json' ? body.value['post'] : undefined;
    const channelId = typeof post === 'object' && post !== null && 'channel_id' in post ? post.channel_id : undefined;
    return onlyWhereOff(typeof channelId === 'string' ? channelId : undefined, facts);
}

function postIdOf(path: string): string {
    return path.split('/')[2] ?? '';
}
