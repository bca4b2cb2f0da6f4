/**
 * What is to be said of a post that the host draws by itself, as clear text: the server can insert one "from" anybody into an
 * encrypted channel, and turn a sealed post into an ordinary one (protocol.md §5.5).
 *
 * The host asks for every post on screen, twice, on every send (docs/platform-notes.md §4.6): a few look-ups, nothing else.
 *
 * @packageDocumentation
 */
import type {Post} from '@mattermost/types/posts';

import {readPlaceholder} from '../../lib/placeholder';
import type {ChannelId, PostId, UserId} from '../../vault/api';
import type {ClearPostMark} from '../ui';
import {Subject} from './observable';
import {envelopeOf, isSealed} from './sealed_posts';

/** `ordinary`: nothing to say, of a clear channel, history from before encryption, or a system message. */
export type ClearPostVerdict = {readonly kind: 'ordinary'} | ClearPostMark;

export interface ClearPostsParts {
    /** When clear posts of a channel stopped being history; undefined where it isn't encrypted. */
    readonly encryptedSince: (channelId: ChannelId) => number | undefined;

    /** Username of a bot that may post clear text here; undefined for everybody else. */
    readonly exemptBot: (userId: UserId) => string | undefined;
}

const ORDINARY: ClearPostVerdict = {kind: 'ordinary'};
const NOT_ENCRYPTED: ClearPostVerdict = {kind: 'not_encrypted'};
const WAS_SEALED: ClearPostVerdict = {kind: 'was_sealed'};

/** Ids of 26 characters: some five megabytes at most. */
const MAX_REMEMBERED = 50_000;

export class ClearPosts {
    /** Posts that carried an envelope when this page met them, the oldest first. */
    private readonly sealed = new Set<PostId>();

    /** Raised when what was judged has to be judged again. */
    readonly round = new Subject(0);

    /** What the posts drawn in this round were judged by. */
    private readonly judgedBy = new Map<ChannelId, number | undefined>();

    constructor(private readonly parts: ClearPostsParts) {}

    /** Whatever becomes of this post, it was a sealed one. */
    sawSealed(post: Post): void {
        this.sealed.add(post.id);
        for (const oldest of this.sealed) {
            if (this.sealed.size <= MAX_REMEMBERED) {
                return;
            }
            this.sealed.delete(oldest);
        }
    }

    judge(post: Post): ClearPostVerdict {
        const sinceMs = this.parts.encryptedSince(post.channel_id);
        this.judgedBy.set(post.channel_id, sinceMs);
        if (this.wasSealed(post, sinceMs !== undefined)) {
            return WAS_SEALED;
        }
        if (sinceMs === undefined || (post.type as string).startsWith('system_') || Math.max(post.create_at, post.edit_at) < sinceMs) {
            return ORDINARY;
        }
        const username = this.parts.exemptBot(post.user_id);
        return username === undefined ? NOT_ENCRYPTED : {kind: 'exempt_bot', username};
    }

    /** Channels changed: tells those who draw posts if one of theirs may be judged otherwise now. */
    channelsChanged(): void {
        if ([...this.judgedBy].some(([channelId, sinceMs]) => this.parts.encryptedSince(channelId) !== sinceMs)) {
            this.judgeAnew();
        }
    }

    judgeAnew(): void {
        this.judgedBy.clear();
        this.round.set(this.round.get() + 1);
    }

    clear(): void {
        this.sealed.clear();
        this.judgedBy.clear();
    }

    /** A placeholder without an envelope is one that was lost, but only where posts are sealed: elsewhere anybody may write it. */
    private wasSealed(post: Post, isEncrypted: boolean): boolean {
        return (
            this.sealed.has(post.id) ||
            isSealed(post) ||
            envelopeOf(post) !== undefined ||
            (isEncrypted && readPlaceholder(post.message) !== undefined)
        );
    }
}
