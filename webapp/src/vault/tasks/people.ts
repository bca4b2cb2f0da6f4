/**
 * For whom a post would be sealed, and getting ready for it.
 *
 * @packageDocumentation
 */
import type {ChannelId, Member, PersonState, UserId} from '../api';
import type {ChannelPeople} from '../trust/channel_people';
import {standingOf} from '../trust/decide';
import {withoutDecision} from '../trust/recipients';
import {startOver} from '../trust/start_over';
import type {TrustStore} from '../trust/trust_store';
import {othersOf} from './members';
import type {OwnIdentity} from './own_identity';
import type {Priority} from './priority';
import {ANSWER_MAX_AGE_MS} from './seal_post';

/** Keys derived between two looks at what else is waiting: a few milliseconds. */
const SLICE = 16;

export interface PeopleParts {
    readonly own: OwnIdentity;
    readonly userId: string;
    readonly people: ChannelPeople;
    readonly priority: Priority;
}

export interface ListedPeople {
    readonly people: readonly PersonState[];
    readonly isFirstUse: boolean;
    readonly departed: readonly Member[];
}

/** Asks the directory afresh: whoever looks wants to know how it is now. */
export async function listPeople(parts: PeopleParts, channelId: ChannelId, members: readonly Member[]): Promise<ListedPeople> {
    const facts = await parts.people.facts({channelId, others: othersOf(members, parts.userId), maxAgeMs: 0});
    const isFirstUse = facts.recipients === undefined;
    const others = facts.people.map((person) => standingOf(person, isFirstUse));
    return {people: [parts.own.standing(), ...others], isFirstUse, departed: facts.departed};
}

/** The next post asks about them again. */
export async function askAgain(store: TrustStore, channelId: ChannelId, userId: UserId): Promise<void> {
    await startOver(async () => {
        const {recipients} = await store.read({recipientsOf: [channelId]});
        const next = withoutDecision(recipients.get(channelId), userId);
        return next && (await store.commit({recipients: [next]})) === 'conflict' ? undefined : 'done';
    });
}

/** Verifies chains and derives keys ahead, so that the first post of a session waits for neither. */
export async function prepare(parts: PeopleParts, channelId: ChannelId, members: readonly Member[]): Promise<void> {
    const {session, chain} = await parts.own.requireActive();
    const facts = await parts.people.facts({channelId, others: othersOf(members, parts.userId), maxAgeMs: ANSWER_MAX_AGE_MS});
    const chains = facts.people.flatMap(({keys}) => (keys.kind === 'trusted' ? [keys.chain] : []));
    let derived = 0;
    for (const {head} of [chain, ...chains]) {
        await session.recipient(head);
        if (++derived % SLICE === 0) {
            await parts.priority.yieldToUrgent();
        }
    }
}
