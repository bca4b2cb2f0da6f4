/**
 * New posts that were refused after the host had emptied its composer, by our guard or by the server.
 *
 * The host keeps a post that the server refused as a failed one, with a *Retry* that would be refused again and a text
 * that is shown nowhere. So its text is taken back and the failed post taken out of the store, with any clear text in it.
 *
 * @packageDocumentation
 */
import type {Post} from '@mattermost/types/posts';

import type {FailureCode} from '../../lib/errors';
import type {Place} from './host/composers';
import type {ReturnedTexts} from './returned_texts';

type RefusedPost = Readonly<Record<string, unknown>>;

export interface RefusedPostsParts {
    readonly returned: Pick<ReturnedTexts, 'takeBack'>;

    /** Takes a post out of the host's store. */
    readonly removePost: (post: Post) => void;
}

export class RefusedPosts {
    /** Text by the host's id of a post on its way: refused, but not marked as failed by the host yet. */
    private readonly awaited = new Map<string, string>();

    constructor(private readonly parts: RefusedPostsParts) {}

    /** The answer makes the host drop the post by itself. */
    byGuard(post: RefusedPost, text: string, code: FailureCode): void {
        this.takeBack(post, text, code);
    }

    /** Known from the status; the host marks the post as failed a moment later. */
    byServer(post: RefusedPost, text: string): void {
        const pendingId = post['pending_post_id'];
        if (typeof pendingId === 'string' && text !== '') {
            this.awaited.set(pendingId, text);
        }
    }

    /** Call for every failed post in the store. */
    failed(post: Post): void {
        const text = this.awaited.get(post.pending_post_id);
        if (text !== undefined) {
            this.awaited.delete(post.pending_post_id);
            this.parts.removePost(post);
            this.takeBack({channel_id: post.channel_id, root_id: post.root_id}, text, 'conflict');
        }
    }

    clear(): void {
        this.awaited.clear();
    }

    private takeBack(post: RefusedPost, text: string, code: FailureCode): void {
        const place = placeOf(post);
        if (place !== undefined && text !== '') {
            this.parts.returned.takeBack(place, text, code);
        }
    }
}

function placeOf(post: RefusedPost): Place | undefined {
    const {channel_id: channelId, root_id: rootId} = post;
    return typeof channelId === 'string' ? {channelId, rootId: typeof rootId === 'string' ? rootId : ''} : undefined;
}
