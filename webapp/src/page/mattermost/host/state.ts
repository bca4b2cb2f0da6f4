/**
 * Reading the host's store. Few, plain selectors of our own: the ones of `mattermost-redux` would bring moment,
 * lodash and a second copy of half the host into the bundle.
 *
 * @packageDocumentation
 */
import type {Channel} from '@mattermost/types/channels';
import type {Post} from '@mattermost/types/posts';
import type {GlobalState} from '@mattermost/types/store';
import type {UserProfile} from '@mattermost/types/users';
import type {Store, UnknownAction} from 'redux';

/** Of the host's view state, what we read; `@mattermost/types` knows entities only. */
interface ViewState {
    readonly views?: {
        readonly rhs?: {readonly selectedPostId?: string; readonly isSidebarOpen?: boolean};
        readonly threads?: {readonly selectedThreadIdInTeam?: Readonly<Record<string, string | null>>};
    };
    readonly storage?: {readonly storage?: Readonly<Record<string, {readonly value?: unknown} | undefined>>};
}

export type HostState = GlobalState & ViewState;
export type HostStore = Store<HostState, UnknownAction>;

/** '' where nobody is logged in. */
export function currentUserId(state: HostState): string {
    return state.entities.users.currentUserId;
}

export function userOf(state: HostState, userId: string): UserProfile | undefined {
    return state.entities.users.profiles[userId];
}

/** Undefined where the host hasn't loaded such a person. */
export function userNamed(state: HostState, username: string): UserProfile | undefined {
    return Object.values(state.entities.users.profiles).find((user) => user.username === username);
}

export function currentChannelId(state: HostState): string | undefined {
    return presentOr(state.entities.channels.currentChannelId);
}

export function channelOf(state: HostState, channelId: string): Channel | undefined {
    return state.entities.channels.channels[channelId];
}

export type ChannelKind = 'direct' | 'group' | 'private' | 'public';

export function channelKind(channel: Channel | undefined): ChannelKind {
    switch (channel?.type) {
        case 'D':
            return 'direct';
        case 'G':
            return 'group';
        case 'O':
            return 'public';
        default:
            return 'private';
    }
}

export function postOf(state: HostState, postId: string): Post | undefined {
    return state.entities.posts.posts[postId];
}

/** Root of the thread in the RHS or in the threads view. */
export function openThreadId(state: HostState): string | undefined {
    const rhs = state.views?.rhs;
    if (rhs?.isSidebarOpen === true && presentOr(rhs.selectedPostId) !== undefined) {
        return rhs.selectedPostId;
    }
    return presentOr(state.views?.threads?.selectedThreadIdInTeam?.[state.entities.teams.currentTeamId]);
}

/** As the member has chosen to see names (teammate name display). */
export function displayNameOf(state: HostState, user: UserProfile): string {
    const chosen =
        state.entities.preferences.myPreferences['display_settings--name_format']?.value ??
        state.entities.general.config.TeammateNameDisplay;
    const fullName = `${user.first_name} ${user.last_name}`.trim();
    switch (chosen) {
        case 'full_name':
            return fullName || user.username;
        case 'nickname_full_name':
            return user.nickname || fullName || user.username;
        default:
            return user.username;
    }
}

/** The ids of both people of a direct channel, the same one twice where somebody writes to themselves. Undefined for any other channel. */
export function directPairOf(channel: Channel | undefined): readonly string[] | undefined {
    return channel?.type === 'D' ? channel.name.split('__') : undefined;
}

/** For a direct channel, the other person's id; one's own where somebody writes to themselves. */
function teammateOf(channel: Channel, ownId: string): string {
    const [first = '', second = ''] = channel.name.split('__');
    return first === ownId ? second : first;
}

/** What the host calls this channel in its header. */
export function channelTitle(state: HostState, channelId: string): string {
    const channel = channelOf(state, channelId);
    if (channel === undefined) {
        return '';
    }
    if (channel.type === 'D') {
        const teammate = userOf(state, teammateOf(channel, currentUserId(state)));
        return teammate === undefined ? '' : displayNameOf(state, teammate);
    }
    return channel.display_name;
}

export function localeOf(state: HostState): string {
    return presentOr(userOf(state, currentUserId(state))?.locale) ?? presentOr(state.entities.general.config.DefaultClientLocale) ?? 'en';
}

/** A draft as the host keeps it in the browser. */
export function storedDraft(state: HostState, key: string): {readonly message?: unknown; readonly fileInfos?: unknown} | undefined {
    const value = state.storage?.storage?.[key]?.value;
    return typeof value === 'object' && value !== null ? value : undefined;
}

/** Channels that the host keeps a draft for, threads' drafts included. */
export function storedDraftChannels(state: HostState): readonly string[] {
    const drafts = Object.entries(state.storage?.storage ?? {}).filter(([key]) => /^(comment_)?draft_/.test(key));
    return drafts.flatMap(([, item]) => {
        const {channelId} = (item?.value ?? {}) as {readonly channelId?: unknown};
        return typeof channelId === 'string' ? [channelId] : [];
    });
}

/** The host's key for the draft of a channel's or a thread's composer. */
export function draftKey(channelId: string, rootId: string): string {
    return rootId === '' ? `draft_${channelId}` : `comment_draft_${rootId}`;
}

function presentOr(text: string | null | undefined): string | undefined {
    return text === '' || text === null ? undefined : text;
}
