/**
 * Sealing a new post: the table of docs/people.md §4, from the hook's post to the one that leaves.
 *
 * @packageDocumentation
 */
import type {Post} from '@mattermost/types/posts';

import {Failure} from '../../lib/errors';
import {makePlaceholder} from '../../lib/placeholder';
import {SEALED_POST_TYPE} from '../../lib/sealed_post';
import type {Decision, Member, PersonState, SealRequest, Vault} from '../../vault/api';
import {ENVELOPE_PROP} from '../egress/envelope_shape';
import type {SealedHere} from './openings';
import {mentionsIn} from './mentions';

export interface SendingParts {
    readonly vault: Pick<Vault, 'seal'>;

    /** All who count; throws {@link Failure} `members_unavailable`. */
    readonly membersOf: (channelId: string) => Promise<readonly Member[]>;

    /** Whether names may stand beside a sealed post; throws a {@link Failure} where the admin's choice can't be had. */
    readonly mentionsInPlaceholder: () => Promise<boolean>;

    /** The two whom a direct channel names in its header; undefined for any other channel. */
    readonly directPair: (channelId: string) => readonly string[] | undefined;
    readonly askAbout: (question: HeldQuestion) => Promise<HeldAnswer>;
    readonly askAboutSize: (question: SizeQuestion) => Promise<HeldAnswer>;
    readonly remember: (sealed: SealedHere) => void;
    readonly nowMs: () => number;
}

export interface HeldQuestion {
    readonly channelId: string;
    readonly people: readonly PersonState[];

    /** The list that it was decided by. The host knows who has been on its screen; these are the names that are agreed to. */
    readonly members: readonly Member[];
    readonly mayLeaveOut: boolean;
}

export interface SizeQuestion {
    readonly channelId: string;
    readonly members: number;
    readonly limit: number;
}

export type HeldAnswer = Decision['choice'] | 'cancel';

/** Each round can bring up somebody new, whose key changed while the member was deciding; not for ever. */
const MAX_ROUNDS = 5;

/** The sealed post, or `undefined` where the member cancelled. Throws a {@link Failure}. */
export async function sealPost(post: Post, parts: SendingParts): Promise<Post | undefined> {
    const [members, showMentions] = await Promise.all([parts.membersOf(post.channel_id), parts.mentionsInPlaceholder()]);
    const pair = parts.directPair(post.channel_id);
    if (pair !== undefined && members.some(({userId}) => !pair.includes(userId))) {
        // Sealing for somebody else than the person whose name the member reads above what they write.
        throw new Failure('direct_not_two');
    }
    const isDirect = pair !== undefined;
    const mentions = mentionsIn(post.message, members);
    let decisions: readonly Decision[] = [];
    let agreedLimit: number | undefined;

    for (let round = 0; round < MAX_ROUNDS; round++) {
        const nowMs = parts.nowMs();
        const request: SealRequest = {
            channelId: post.channel_id,
            rootId: post.root_id,
            text: post.message,
            mentions,
            isDirect,
            members,
            decisions,
            ...(agreedLimit !== undefined && {agreedLimit}),
            nowMs,
        };
        // One after the other: each answer decides whether there is another round.
        const result = await parts.vault.seal(request);
        switch (result.kind) {
            case 'failed':
                throw new Failure(result.code);
            case 'too_many': {
                const {members: count, limit} = result;
                if ((await parts.askAboutSize({channelId: post.channel_id, members: count, limit})) === 'cancel') {
                    return undefined;
                }
                agreedLimit = limit;
                break;
            }
            case 'sealed':
                parts.remember({
                    envelope: result.envelope,
                    channelId: post.channel_id,
                    rootId: post.root_id,
                    message: {
                        kind: 'message',
                        postId: '',
                        text: post.message,
                        mentions,
                        uid: result.uid,
                        sequence: 0,
                        signedAtMs: nowMs,
                        revision: 0,
                        marks: [],
                    },
                });
                return sealedPost(post, result.envelope, showMentions ? mentions : []);
            case 'held': {
                const choice = await parts.askAbout({
                    channelId: post.channel_id,
                    people: result.people,
                    members,
                    mayLeaveOut: !isDirect,
                });
                if (choice === 'cancel') {
                    return undefined;
                }
                decisions = withDecisions(decisions, result.people, choice);
            }
        }
    }
    throw new Failure('conflict');
}

function withDecisions(before: readonly Decision[], people: readonly PersonState[], choice: Decision['choice']): readonly Decision[] {
    const decided = new Set(people.map(({userId}) => userId));
    return [...before.filter(({userId}) => !decided.has(userId)), ...people.map(({userId}) => ({userId, choice}))];
}

/** Others' props and the metadata (priority) stay; whatever held the text goes. */
function sealedPost(post: Post, envelope: string, mentions: readonly string[]): Post {
    const {message_source: _clear, ...kept} = post;
    return {
        ...kept,
        type: SEALED_POST_TYPE as Post['type'],
        message: makePlaceholder(mentions),
        props: {...post.props, [ENVELOPE_PROP]: envelope},
    };
}
