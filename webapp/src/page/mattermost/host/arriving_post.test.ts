import {arrivingPost} from './arriving_post';

const post = {id: 'post', type: 'custom_e2ee', props: {e2ee: 'envelope'}};

function message(event: string, data: unknown): string {
    return JSON.stringify({event, data, broadcast: {}, seq: 7});
}

it('finds a sealed post', () => {
    expect(arrivingPost(message('posted', {channel_type: 'P', post: JSON.stringify(post)}))).toEqual(post);
});

it.each([
    ['a clear post', message('posted', {post: JSON.stringify({...post, type: ''})})],
    ['a clear post that speaks of sealed ones', message('posted', {post: JSON.stringify({...post, type: '', message: 'custom_e2ee'})})],
    ['an edited one', message('post_edited', {post: JSON.stringify(post)})],
    ['a post that is none', message('posted', {post: '"custom_e2ee"'})],
    ['a post that is no JSON', message('posted', {post: 'custom_e2ee'})],
    ['a post that is no text', message('posted', {post})],
    ['no data', message('posted', 'custom_e2ee')],
    ['null', message('posted', null).replace('posted', 'custom_e2ee')],
    ['no JSON', 'custom_e2ee'],
    ['no object', '"custom_e2ee"'],
])('finds nothing in %s', (_, text) => {
    expect(arrivingPost(text)).toBeUndefined();
});
