import type {Post} from '@mattermost/types/posts';

import {carriedPost} from './sealed_posts';

function post(more: object = {}): Post {
    return {
        id: 'post',
        type: 'custom_e2ee',
        message: '',
        props: {e2ee: 'envelope', harmless: true},
        file_ids: [],
        metadata: {},
        ...more,
    } as unknown as Post;
}

const PROPS = post().props;

test('what is around the body comes along by name, the envelope itself apart', () => {
    expect(carriedPost(post())).toMatchObject({envelope: 'envelope', otherProps: ['harmless']});
    expect(carriedPost(post({metadata: undefined, file_ids: undefined})).otherProps).toEqual(['harmless']);
    expect(carriedPost(post({metadata: {embeds: [], reactions: [{}], priority: {}}})).otherProps).toEqual(['harmless']);
});

test.each([
    ['a file', {file_ids: ['file']}],
    ['a preview', {metadata: {embeds: [{type: 'image', url: 'https://example.org/picture.png'}]}}],
    ['a card', {props: {...PROPS, card: 'transfer the money'}}],
    ['a form of an app', {props: {...PROPS, app_bindings: [{}]}}],
])('%s that the server hangs on it is told of as an attachment', (_what, change) => {
    expect(carriedPost(post(change)).otherProps).toContain('attachments');
});
