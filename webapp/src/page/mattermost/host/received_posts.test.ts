import {receivedPosts} from './received_posts';

function setting() {
    const seen: string[][] = [];
    const reducer = receivedPosts((posts) => {
        seen.push(posts.map(({id}) => id));
    });
    return {seen, reducer};
}

it.each([
    ['a new one', {type: 'RECEIVED_NEW_POST', data: {id: 'post'}}, ['post']],
    ['one that changed', {type: 'RECEIVED_POST', data: {id: 'post'}}, ['post']],
    ['a page of them', {type: 'RECEIVED_POSTS', data: {order: ['b', 'a'], posts: {a: {id: 'a'}, b: {id: 'b'}}}}, ['a', 'b']],
])('tells of %s', (_, action, ids) => {
    const {seen, reducer} = setting();
    expect(reducer(undefined, action)).toBeNull();
    expect(seen).toEqual([ids]);
});

it.each([
    ['nothing about posts', {type: 'RECEIVED_CHANNEL', data: {id: 'channel'}}],
    ['no posts', {type: 'RECEIVED_POSTS', data: {order: [], posts: {}}}],
    ['none at all', {type: 'RECEIVED_POSTS'}],
    ['something else', {type: 'RECEIVED_NEW_POST', data: null}],
])('keeps quiet, and keeps nothing, about %s', (_, action) => {
    const {seen, reducer} = setting();
    expect(reducer(null, action)).toBeNull();
    expect(seen).toEqual([]);
});

it('lets the host go on where somebody fails on a post', () => {
    const reducer = receivedPosts(() => {
        throw new Error('hostile');
    });
    expect(reducer(null, {type: 'RECEIVED_NEW_POST', data: {id: 'post'}})).toBeNull();
});
