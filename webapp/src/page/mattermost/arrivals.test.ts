import {arrivalsOf} from './arrivals';
import type {HostState} from './host/state';

function stateWith(...posts: Array<Record<string, unknown>>): HostState {
    const byId = Object.fromEntries(posts.map((post, index) => [index, {channel_id: 'channel', type: '', props: {}, ...post}]));
    return {entities: {posts: {posts: byId}}} as unknown as HostState;
}

it('finds who was added by whom, who joined, and the latest time of each', () => {
    const state = stateWith(
        {type: 'system_add_to_channel', user_id: 'ann', create_at: 1, props: {addedUserId: 'ben'}},
        {type: 'system_add_to_channel', user_id: 'cleo', create_at: 5, props: {addedUserId: 'ben'}},
        {type: 'system_join_channel', user_id: 'dan', create_at: 3},
    );
    expect([...arrivalsOf(state, 'channel', ['ben', 'dan', 'eve'])]).toEqual([
        ['ben', {atMs: 5, addedBy: 'cleo'}],
        ['dan', {atMs: 3, addedBy: undefined}],
    ]);
});

it('takes no notice of other channels, other posts and other people', () => {
    const state = stateWith(
        {type: 'system_join_channel', user_id: 'ben', create_at: 1, channel_id: 'other'},
        {type: '', user_id: 'ben', create_at: 1, props: {addedUserId: 'ben'}},
        {type: 'system_add_to_channel', user_id: 'ann', create_at: 1, props: {addedUserId: 7}},
        {type: 'system_join_channel', user_id: 'dan', create_at: 1},
    );
    expect(arrivalsOf(state, 'channel', ['ben']).size).toBe(0);
});
