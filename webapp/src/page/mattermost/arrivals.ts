/**
 * When somebody came into a channel, and who added them, where the host says so: in its own posts about it, as far back as they are
 * loaded. It is what the server tells, so it helps to remember and proves nothing.
 *
 * @packageDocumentation
 */
import type {Post} from '@mattermost/types/posts';

import type {ChannelId, UserId} from '../../vault/api';
import type {HostState} from './host/state';

export interface Arrival {
    readonly atMs: number;

    /** Undefined where they came by themselves. */
    readonly addedBy: UserId | undefined;
}

/** `system_…` types of the host. */
const ADDED: ReadonlySet<string> = new Set(['system_add_to_channel', 'system_add_guest_to_chan']);
const JOINED: ReadonlySet<string> = new Set(['system_join_channel', 'system_guest_join_channel']);

/** The latest of each of these people. */
export function arrivalsOf(state: HostState, channelId: ChannelId, userIds: readonly UserId[]): ReadonlyMap<UserId, Arrival> {
    const wanted = new Set(userIds);
    const found = new Map<UserId, Arrival>();
    for (const post of Object.values(state.entities.posts.posts)) {
        const arrived = post.channel_id === channelId ? whoArrived(post) : undefined;
        if (arrived === undefined || !wanted.has(arrived.userId)) {
            continue;
        }
        if ((found.get(arrived.userId)?.atMs ?? 0) < post.create_at) {
            found.set(arrived.userId, {atMs: post.create_at, addedBy: arrived.addedBy});
        }
    }
    return found;
}

function whoArrived(post: Post): {readonly userId: UserId; readonly addedBy: UserId | undefined} | undefined {
    const type: string = post.type;
    if (JOINED.has(type)) {
        return {userId: post.user_id, addedBy: undefined};
    }
    const added: unknown = post.props['addedUserId'];
    return ADDED.has(type) && typeof added === 'string' ? {userId: added, addedBy: post.user_id} : undefined;
}
