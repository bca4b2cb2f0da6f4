/**
 * Where it shows in a channel that somebody's key changed: at the first post that was opened under the new one, once and for good.
 * At a reply only until a post of the channel itself is there: many hosts draw replies in their thread alone.
 *
 * @packageDocumentation
 */
import type {VerifiedChain} from '../protocol/chain';
import {changeBefore, withPost} from '../trust/known_person';
import {startOver} from '../trust/start_over';
import type {KeyChange, KnownPerson, TrustStore} from '../trust/trust_store';

/** A post that was opened, and that the server has. */
export interface ShownPost {
    readonly postId: string;
    readonly sender: string;
    readonly generation: number;
    readonly isReply: boolean;
}

export interface KeyChangeParts {
    readonly trustStore: TrustStore;

    /** As read when the posts were looked at; somebody without a change costs nothing more. */
    readonly people: ReadonlyMap<string, KnownPerson>;
    readonly chainOf: (userId: string) => VerifiedChain | undefined;
}

/** Ids of the posts to be marked. Posts come in the order in which they were made. */
export async function placeKeyChanges(
    {trustStore, people, chainOf}: KeyChangeParts,
    posts: readonly ShownPost[],
): Promise<ReadonlySet<string>> {
    const ofChanged = posts.filter(({sender}) => (people.get(sender)?.changes.length ?? 0) > 0);
    if (ofChanged.length === 0) {
        return new Set();
    }
    return startOver(async () => {
        const {people: stored} = await trustStore.read({userIds: [...new Set(ofChanged.map(({sender}) => sender))]});
        const placed = new Map<string, KnownPerson>();
        const changeOf = ({sender, generation}: ShownPost): KeyChange | undefined => {
            const known = placed.get(sender) ?? stored.get(sender);
            const chain = chainOf(sender);
            return known && chain && changeBefore(known, chain, generation);
        };
        for (const post of ofChanged) {
            const known = placed.get(post.sender) ?? stored.get(post.sender);
            const change = changeOf(post);
            const next = known && change && withPost(known, change, post);
            if (next) {
                placed.set(post.sender, next);
            }
        }
        const marked = new Set(ofChanged.filter((post) => changeOf(post)?.postId === post.postId).map(({postId}) => postId));
        const next = [...placed.values()].map((known) => ({...known, version: (stored.get(known.userId)?.version ?? 0) + 1}));
        return next.length > 0 && (await trustStore.commit({people: next})) === 'conflict' ? undefined : marked;
    });
}
