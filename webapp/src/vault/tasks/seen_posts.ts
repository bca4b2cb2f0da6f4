/**
 * Replay and revisions of a page of posts: what is remembered, and what these posts add to it (protocol.md §6).
 *
 * @packageDocumentation
 */
import {decodeBase64url, encodeBase64url} from '../../lib/base64url';
import type {CarriedPost} from '../api';
import {Failure} from '../../lib/errors';
import type {EnvelopeHeader, RevisionHash} from '../protocol/header';
import {isId} from '../protocol/ids';
import {requireNotSuperseded, revisionOf} from '../protocol/revision';
import type {VerifiedEnvelope} from '../protocol/verify_envelope';
import {mergeSeen, seenKey} from '../trust/seen_post';
import type {SeenPost} from '../trust/trust_store';

export interface MetPost {
    readonly post: CarriedPost;
    readonly envelope: VerifiedEnvelope;

    /** Whether, met for the first time now, it comes after the end of its author's key. */
    readonly isLate: boolean;
}

export type Ruling =
    | {
          readonly kind: 'current';
          readonly copyOf: string | undefined;

          /** What was said of this revision when it was first met. */
          readonly isLate: boolean;
      }
    | {readonly kind: 'superseded'};

/** The uid of a post's first revision. */
export function firstUidOf(header: EnvelopeHeader): string {
    return encodeBase64url(header.type === 'edit' ? header.editedUid : header.uid);
}

export function seenKeyOf(header: EnvelopeHeader): string {
    return seenKey(header.sender, firstUidOf(header));
}

/** Of the post that the author says came before this one; undefined where they say none. */
export function previousKeyOf({sender, previousUid}: EnvelopeHeader): string | undefined {
    return previousUid && seenKey(sender, encodeBase64url(previousUid));
}

export class SeenPosts {
    readonly #stored: ReadonlyMap<string, SeenPost>;
    readonly #now = new Map<string, SeenPost>();

    constructor(stored: ReadonlyMap<string, SeenPost>) {
        this.#stored = stored;
    }

    /** Call in the order in which the posts were made. */
    meet({post, envelope, isLate}: MetPost): Ruling {
        const {header, revisionHash} = envelope;
        const key = seenKeyOf(header);
        const before = this.#now.get(key) ?? this.#stored.get(key);
        try {
            requireNotSuperseded({revision: revisionOf(header), hash: revisionHash}, before && newestOf(before));
        } catch (error) {
            if (error instanceof Failure) {
                return {kind: 'superseded'};
            }
            throw error;
        }

        // A post that is still being sent has a provisional id: remembering that would make a copy of the stored one.
        if (isId(post.postId)) {
            const met = {
                key,
                channelId: header.channelId,
                postId: post.postId,
                revision: revisionOf(header),
                revisionHash: encodeBase64url(revisionHash),
                ...(isLate && {isLate}),
            };
            this.#now.set(key, mergeSeen(before, met));
        }
        const isCopy = before !== undefined && isId(post.postId) && before.postId !== post.postId;
        const isFirstMet = before === undefined || before.revision < revisionOf(header);
        return {kind: 'current', copyOf: isCopy ? before.postId : undefined, isLate: isFirstMet ? isLate : (before.isLate ?? false)};
    }

    has(key: string): boolean {
        return this.#now.has(key) || this.#stored.has(key);
    }

    /** What isn't stored yet. */
    news(): readonly SeenPost[] {
        return [...this.#now.values()].filter((post) => this.#stored.get(post.key) !== post);
    }
}

function newestOf({revision, revisionHash}: SeenPost): {revision: number; hash: RevisionHash} {
    return {revision, hash: (decodeBase64url(revisionHash) ?? new Uint8Array()) as RevisionHash};
}
