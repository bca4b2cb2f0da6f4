/**
 * Watches the host's store: sealed posts are opened when they arrive, before they are drawn if possible.
 *
 * @packageDocumentation
 */
import type {Post} from '@mattermost/types/posts';

import type {HostStore} from './host/state';
import {isPending, isSealed} from './sealed_posts';

export interface PostWatchParts {
    readonly want: (post: Post) => void;
    readonly failed: (post: Post) => void;
}

/** Returns what to call on every change of the store. Looks at each post object once. */
export function postWatch(store: HostStore, {want, failed}: PostWatchParts): () => void {
    const seen = new WeakSet<Post>();
    let before: unknown;
    return () => {
        const {posts} = store.getState().entities.posts;
        if (posts === before) {
            return;
        }
        before = posts;
        for (const post of Object.values(posts)) {
            if (seen.has(post)) {
                continue;
            }
            seen.add(post);
            if (isPending(post) && post.failed === true) {
                failed(post);
            } else if (isSealed(post)) {
                want(post);
            }
        }
    };
}
