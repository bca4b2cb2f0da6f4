/**
 * What a reader is shown beside an opened post: odd, but no failure (protocol.md §6).
 *
 * @packageDocumentation
 */
import {isPlaceholderFor} from '../../lib/placeholder';
import type {CarriedPost, Mark} from '../api';
import type {Body} from '../protocol/body';
import {isId} from '../protocol/ids';
import type {VerifiedEnvelope} from '../protocol/verify_envelope';
import {previousKeyOf} from './seen_posts';
import type {Ruling, SeenPosts} from './seen_posts';
import type {Sequences} from './sequences';

/** Clocks of two machines, and a post that was long on its way. */
const TOLERATED_DIFFERENCE_MS = 10 * 60_000;

export interface MarkFacts {
    readonly post: CarriedPost;
    readonly envelope: VerifiedEnvelope;
    readonly ruling: Extract<Ruling, {kind: 'current'}>;
    readonly seen: SeenPosts;
    readonly sequences: Sequences;
    readonly body: Body;

    /** Its author has begun anew since. */
    readonly isOfEarlierKey: boolean;
}

export function marksOf({post, envelope, ruling, seen, sequences, body, isOfEarlierKey}: MarkFacts): readonly Mark[] {
    const {header} = envelope;
    const marks: Mark[] = [];
    if (ruling.copyOf !== undefined) {
        marks.push({kind: 'copy', ofPostId: ruling.copyOf});
    }
    if (Math.abs(header.timeMs - post.createAtMs) > TOLERATED_DIFFERENCE_MS) {
        marks.push({kind: 'time_differs', signedAtMs: header.timeMs});
    }
    if (!isPlaceholderFor(post.message, body.mentions)) {
        marks.push({kind: 'mentions_differ'});
    }
    if (ruling.isLate) {
        marks.push({kind: 'superseded_generation'});
    } else if (isOfEarlierKey) {
        marks.push({kind: 'earlier_key'});
    }

    // Only between posts that were loaded: what lies before the oldest of them is no gap.
    const previous = previousKeyOf(header);
    const isMissing = previous !== undefined && !seen.has(previous);
    if (isMissing && sequences.hasEarlier(header)) {
        marks.push({kind: 'gap'});
    }
    if (ruling.copyOf === undefined && isId(post.postId) && sequences.isOutOfOrder(header, post.createAtMs)) {
        marks.push({kind: 'out_of_order'});
    }
    return marks;
}
