/**
 * Where it shows in a channel that somebody's key changed: at the first post that was opened under the new one, once and for good.
 *
 * @packageDocumentation
 */
import type {VerifiedChain} from '../protocol/chain';
import {changeBefore, withPost} from '../trust/known_person';
import {startOver} from '../trust/start_over';
import type {KnownPerson, TrustStore} from '../trust/trust_store';

/** A post that was opened, and that the server has. */
export interface ShownPost {
    readonly postId: string;
    readonly sender: string;
    readonly generation: number;
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
        const marked = new Set<string>();
        for (const {postId, sender, generation} of ofChanged) {
            const known = placed.get(sender) ?? stored.get(sender);
            const chain = chainOf(sender);
            const change = known && chain && changeBefore(known, chain, generation);
            if (change && change.postId === undefined) {
                placed.set(sender, withPost(known, change.record, postId));
            }
            if (change && (change.postId ?? postId) === postId) {
                marked.add(postId);
            }
        }
        const next = [...placed.values()].map((known) => ({...known, version: (stored.get(known.userId)?.version ?? 0) + 1}));
        return next.length > 0 && (await trustStore.commit({people: next})) === 'conflict' ? undefined : marked;
    });
}
