import type {Post} from '@mattermost/types/posts';

import type {HostStore} from './host/state';
import {postWatch} from './post_watch';

function setting() {
    const wanted: string[] = [];
    const failed: string[] = [];
    let posts: Record<string, Post> = {};
    const store = {getState: () => ({entities: {posts: {posts}}})} as unknown as HostStore;
    const look = postWatch(store, {want: (post) => wanted.push(post.id), failed: (post) => failed.push(post.id)});
    const put = (...more: Array<Record<string, unknown>>): void => {
        posts = {...posts, ...Object.fromEntries(more.map((post) => [post['id'], post]))} as Record<string, Post>;
        look();
    };
    return {wanted, failed, put, look};
}

it('wants each sealed post once, and no other', () => {
    const {wanted, put, look} = setting();
    put({id: 'sealed', type: 'custom_e2ee'}, {id: 'clear', type: ''});
    put({id: 'second', type: 'custom_e2ee'});
    look();
    expect(wanted).toEqual(['sealed', 'second']);
});

it('looks again at a post that changed', () => {
    const {wanted, put} = setting();
    put({id: 'sealed', type: 'custom_e2ee'});
    put({id: 'sealed', type: 'custom_e2ee', is_pinned: true});
    expect(wanted).toEqual(['sealed', 'sealed']);
});

it('reports posts that failed, sealed or not', () => {
    const {wanted, failed, put} = setting();
    put({id: 'alice:1', pending_post_id: 'alice:1', type: '', failed: true});
    put({id: 'alice:2', pending_post_id: 'alice:2', type: 'custom_e2ee'});
    put({id: 'alice:2', pending_post_id: 'alice:2', type: 'custom_e2ee', failed: true});
    expect(failed).toEqual(['alice:1', 'alice:2']);
    expect(wanted).toEqual(['alice:2']);
});
