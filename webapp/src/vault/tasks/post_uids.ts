import {Lru} from '../identity/lru';

/** Which uid a post has, of those that this worker has opened: a reply names the uid of its root where it is known (protocol.md §5.1). */
export class PostUids {
    readonly #uids = new Lru<string>(8192);

    note(postId: string, uid: string): void {
        this.#uids.set(postId, uid);
    }

    of(postId: string): string | undefined {
        return this.#uids.get(postId);
    }
}
