import {PreviousPosts} from './previous_posts';

describe('the post before', () => {
    test('is the last one that was acknowledged, in each channel', () => {
        const posts = new PreviousPosts();
        posts.sealed('channel', 'one');
        posts.sealed('channel', 'two');
        expect(posts.of('channel')).toBeUndefined();
        posts.acknowledge('channel', 'one');
        expect(posts.of('channel')).toBe('one');
        posts.acknowledge('channel', 'two');
        expect(posts.of('channel')).toBe('two');
        expect(posts.of('other')).toBeUndefined();
    });

    test.each([
        ['of nothing sealed here', 'channel', 'unknown'],
        ['in another channel', 'other', 'one'],
    ])('an acknowledgement %s changes nothing', (_case, channelId, uid) => {
        const posts = new PreviousPosts();
        posts.sealed('channel', 'one');
        posts.acknowledge(channelId, uid);
        expect(posts.of(channelId)).toBeUndefined();
    });

    test('a post that a hundred others followed unacknowledged is none any more', () => {
        const posts = new PreviousPosts();
        Array.from({length: 101}, (_, index) => posts.sealed('channel', `uid${index}`));
        posts.acknowledge('channel', 'uid0');
        expect(posts.of('channel')).toBeUndefined();
        posts.acknowledge('channel', 'uid1');
        expect(posts.of('channel')).toBe('uid1');
    });
});
