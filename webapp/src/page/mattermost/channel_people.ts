/**
 * For whom a post of a channel would be sealed: what the composer and the dialog show. Asked of the vault once per
 * channel, again after members or keys changed. Only shown: a send asks the vault itself.
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import type {FailureCode} from '../../lib/errors';
import type {ChannelId, Member, PersonState, UserId, Vault} from '../../vault/api';
import type {ListedUser} from './host/api';
import type {Members} from './members';

/** A person and what the vault says of them. */
export interface ChannelPerson {
    readonly user: ListedUser;
    readonly state: PersonState;
}

export type PeopleView =
    | {readonly kind: 'loading'}
    | {readonly kind: 'failed'; readonly code: FailureCode}
    | {
          readonly kind: 'ready';
          readonly people: readonly ChannelPerson[];

          /** This browser has sealed nothing in the channel: the next post makes these people the known ones. */
          readonly isFirstUse: boolean;

          /** Who could read the last post sealed here, and couldn't read the next. */
          readonly departed: readonly Member[];
      };

const LOADING: PeopleView = {kind: 'loading'};

/** News come to every browser of the server at once, and somebody's keys stand in every channel they are in. */
const RENEWAL_INTERVAL_MS = 1000;

interface Renewal {
    readonly timer: ReturnType<typeof setTimeout>;

    /** News came since. */
    isOutdated: boolean;
}

export class ChannelPeople {
    private readonly views = new Map<ChannelId, PeopleView>();
    private readonly asking = new Map<ChannelId, Promise<PeopleView>>();
    private readonly renewals = new Map<ChannelId, Renewal>();
    private readonly listeners = new Set<() => void>();

    constructor(
        private readonly vault: Pick<Vault, 'people' | 'prepare'>,
        private readonly members: Pick<Members, 'listed'>,
    ) {}

    readonly subscribe = (listener: () => void): (() => void) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    };

    view(channelId: ChannelId): PeopleView {
        return this.views.get(channelId) ?? LOADING;
    }

    /** What is known, or found out. */
    async want(channelId: ChannelId): Promise<PeopleView> {
        const known = this.views.get(channelId);
        return known?.kind === 'ready' ? known : this.ask(channelId);
    }

    /** A post was sealed: from the first one on the channel's people are known ones, and who was gone by then is no news. */
    async sealed(channelId: ChannelId): Promise<void> {
        const view = this.view(channelId);
        if (this.asking.has(channelId) || (view.kind === 'ready' && (view.isFirstUse || view.departed.length > 0))) {
            await this.askAnew(channelId);
        }
    }

    /** Members or keys of this channel changed; what is shown stays until there is something newer. */
    async renew(channelId: ChannelId): Promise<void> {
        if (this.views.has(channelId)) {
            await this.askAnew(channelId);
        }
    }

    /** The member's own keys changed. */
    async renewAll(): Promise<void> {
        await Promise.all([...this.views.keys()].map((channelId) => this.renew(channelId)));
    }

    /** As `renew`, for news that others hear as well: at once, and then once for all that comes meanwhile. */
    renewSoon(channelId: ChannelId): void {
        const last = this.renewals.get(channelId);
        if (last !== undefined) {
            last.isOutdated = true;
            return;
        }
        if (!this.views.has(channelId) && !this.asking.has(channelId)) {
            return;
        }
        const timer = setTimeout(() => {
            const isOutdated = this.renewals.get(channelId)?.isOutdated === true;
            this.renewals.delete(channelId);
            if (isOutdated) {
                this.renewSoon(channelId);
            }
        }, RENEWAL_INTERVAL_MS);
        this.renewals.set(channelId, {timer, isOutdated: false});
        void this.askAnew(channelId);
    }

    /** Somebody's keys changed: of no interest where they aren't. */
    personChanged(userId: UserId): void {
        for (const channelId of this.shownOrAsked()) {
            const view = this.view(channelId);
            const isElsewhere = view.kind === 'ready' && !view.people.some(({user}) => user.id === userId);
            if (!isElsewhere) {
                this.renewSoon(channelId);
            }
        }
    }

    /** Everything may have changed, as after a lost socket. */
    renewAllSoon(): void {
        this.shownOrAsked().forEach((channelId) => this.renewSoon(channelId));
    }

    clear(): void {
        this.renewals.forEach(({timer}) => clearTimeout(timer));
        this.renewals.clear();
        this.views.clear();
        this.asking.clear();
        this.tell();
    }

    private shownOrAsked(): readonly ChannelId[] {
        return [...new Set([...this.views.keys(), ...this.asking.keys()])];
    }

    private async askAnew(channelId: ChannelId): Promise<void> {
        this.asking.delete(channelId);
        await this.ask(channelId);
    }

    private ask(channelId: ChannelId): Promise<PeopleView> {
        const before = this.asking.get(channelId);
        if (before !== undefined) {
            return before;
        }
        const question = this.look(channelId).then((view) => {
            if (this.asking.get(channelId) === question) {
                this.asking.delete(channelId);
                this.views.set(channelId, view);
                this.tell();
            }
            return view;
        });
        this.asking.set(channelId, question);
        return question;
    }

    private async look(channelId: ChannelId): Promise<PeopleView> {
        try {
            const users = await this.members.listed(channelId);
            const members = users.map(({id, username}) => ({userId: id, username}));
            const result = await this.vault.people(channelId, members);
            if (result.kind === 'failed') {
                return {kind: 'failed', code: result.code};
            }

            // Keys of a session are derived ahead, so that the first send of it doesn't wait for them.
            void this.vault.prepare(channelId, members);
            const states = new Map(result.people.map((state) => [state.userId, state]));
            return {
                kind: 'ready',
                isFirstUse: result.isFirstUse,
                departed: result.departed,
                people: users.map((user) => ({user, state: states.get(user.id) ?? {kind: 'no_key', userId: user.id}})),
            };
        } catch (error) {
            return {kind: 'failed', code: error instanceof Failure ? error.code : 'invariant'};
        }
    }

    private tell(): void {
        for (const listener of [...this.listeners]) {
            listener();
        }
    }
}
