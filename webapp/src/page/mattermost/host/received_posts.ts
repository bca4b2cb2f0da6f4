/**
 * Posts at the moment at which the host's store takes them in. The host draws them within that same turn, before it tells whoever
 * watches the store; a reducer is the one place of a plugin that is asked earlier (docs/platform-notes.md §4.12).
 *
 * @packageDocumentation
 */
import type {Post} from '@mattermost/types/posts';
import type {Reducer, UnknownAction} from 'redux';

/**
 * A reducer that keeps nothing and tells of every post that comes into the store. What it tells must not read the store, which
 * is locked then, and may throw: the host's own reducers go on.
 */
export function receivedPosts(received: (posts: readonly Post[]) => void): Reducer<null, UnknownAction> {
    return (state = null, action) => {
        try {
            const posts = postsIn(action);
            if (posts.length > 0) {
                received(posts);
            }
        } catch {
            // Something that is no post. Whoever watches the store meets what becomes of it.
        }
        return state;
    };
}

function postsIn({type, data}: UnknownAction): readonly Post[] {
    switch (type) {
        case 'RECEIVED_NEW_POST':
        case 'RECEIVED_POST':
            return [data as Post];
        case 'RECEIVED_POSTS':
            return Object.values((data as {readonly posts: Readonly<Record<string, Post>>}).posts);
        default:
            return [];
    }
}
