import type {SeenPost} from './trust_store';

/**
 * Joins what is stored of a post with what was seen now: the post that first carried it stays, the highest revision is
 * remembered for good (protocol.md §6).
 */
export function mergeSeen(stored: SeenPost | undefined, now: SeenPost): SeenPost {
    if (!stored || now.revision <= stored.revision) {
        return stored ?? now;
    }
    return {...stored, revision: now.revision, revisionHash: now.revisionHash};
}
