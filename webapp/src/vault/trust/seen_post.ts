import type {SeenPost} from './trust_store';

/**
 * Under which name a post is remembered. A uid stands in the clear header for everybody to copy, so it counts for its author
 * alone: another member's post of the same uid says nothing about this one.
 */
export function seenKey(sender: string, uid: string): string {
    return `${sender} ${uid}`;
}

/**
 * Joins what is stored of a post with what was seen now: the post that first carried it stays, the highest revision is
 * remembered for good (protocol.md §6).
 */
export function mergeSeen(stored: SeenPost | undefined, now: SeenPost): SeenPost {
    if (!stored || now.revision <= stored.revision) {
        return stored ?? now;
    }
    return {...now, postId: stored.postId};
}
