/**
 * Who is in a channel: all of them, never one page (docs/people.md §1).
 *
 * The host loads as many people as it shows, so the list is ours: read whole once, page by page, then kept right by the
 * host's own events, so that a send asks nothing. Whatever makes it doubtful (a lost socket, an activation)
 * drops it, and the next send reads it anew.
 *
 * Bots don't count and deactivated people are left out (docs/people.md). Guests count, and so do people of other servers.
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import type {ChannelId, Member, UserId} from '../../vault/api';
import {PEOPLE_PER_PAGE} from './host/api';
import type {ListedUser, ServerApi} from './host/api';

/** More pages than any channel that can be encrypted has; an endless answer must not keep a send waiting for ever. */
const MAX_PAGES = 50;

type People = Map<UserId, ListedUser>;

export class Members {
    private readonly known = new Map<ChannelId, People>();
    private readonly loading = new Map<ChannelId, Promise<People>>();

    /** Profiles that changed while lists were being read, which may hold them as they were. */
    private readonly changedMeanwhile = new Map<UserId, ListedUser>();

    constructor(private readonly api: Pick<ServerApi, 'peopleOfChannel'>) {}

    /** Throws {@link Failure} `members_unavailable`. */
    async of(channelId: ChannelId): Promise<readonly Member[]> {
        return (await this.listed(channelId)).map(({id, username}) => ({userId: id, username}));
    }

    /** The same people with what the dialog tells of them. Throws {@link Failure} `members_unavailable`. */
    async listed(channelId: ChannelId): Promise<readonly ListedUser[]> {
        const people = this.known.get(channelId) ?? (await this.load(channelId));
        return [...people.values()].filter(counts);
    }

    /** Somebody came or went. */
    changed(channelId: ChannelId): void {
        this.known.delete(channelId);

        // A list that is being read may miss the change: its reader starts over.
        this.loading.delete(channelId);
    }

    /** Somebody went: known without asking. */
    left(channelId: ChannelId, userId: UserId): void {
        if (this.loading.has(channelId)) {
            this.changed(channelId);
        }
        this.known.get(channelId)?.delete(userId);
    }

    /** A profile changed. Returns the channels in which it matters: another name, deactivated, activated again. */
    updated(user: ListedUser): readonly ChannelId[] {
        const concerned: ChannelId[] = [];
        for (const [channelId, people] of this.known) {
            const before = people.get(user.id);
            if (before !== undefined) {
                people.set(user.id, user);
            }
            if (before !== undefined && !isTheSameToUs(before, user)) {
                concerned.push(channelId);
            }
        }
        if (this.loading.size > 0) {
            this.changedMeanwhile.set(user.id, user);
        }
        return concerned;
    }

    /** Nothing is certain any more. */
    forgetAll(): void {
        this.known.clear();
        this.loading.clear();
    }

    private async load(channelId: ChannelId): Promise<People> {
        for (let attempt = 0; attempt < 3; attempt++) {
            if (this.loading.size === 0) {
                this.changedMeanwhile.clear();
            }
            const reading = this.loading.get(channelId) ?? this.readAll(channelId);
            this.loading.set(channelId, reading);
            try {
                const people = await reading;
                if (this.loading.get(channelId) === reading || this.known.get(channelId) === people) {
                    this.take(channelId, people);
                    return people;
                }
            } catch (cause) {
                if (this.loading.get(channelId) === reading) {
                    this.loading.delete(channelId);
                }
                throw new Failure('members_unavailable', {cause});
            }
        }
        throw new Failure('members_unavailable');
    }

    private take(channelId: ChannelId, people: People): void {
        for (const [userId, user] of this.changedMeanwhile) {
            if (people.has(userId)) {
                people.set(userId, user);
            }
        }
        this.known.set(channelId, people);
        this.loading.delete(channelId);
    }

    private async readAll(channelId: ChannelId): Promise<People> {
        const people: People = new Map();
        for (let page = 0; page < MAX_PAGES; page++) {
            // One page after the other: whether there is a next one is known only then.
            const listed = await this.api.peopleOfChannel(channelId, page);
            for (const user of listed) {
                people.set(user.id, user);
            }
            if (listed.length < PEOPLE_PER_PAGE) {
                return people;
            }
        }
        throw new Failure('channel_too_large');
    }
}

/** Pictures, time zones and custom statuses change all day, of everybody on the server. */
function isTheSameToUs(before: ListedUser, after: ListedUser): boolean {
    return before.username === after.username && counts(before) === counts(after);
}

function counts(user: ListedUser): boolean {
    return user.is_bot !== true && user.delete_at === 0;
}
