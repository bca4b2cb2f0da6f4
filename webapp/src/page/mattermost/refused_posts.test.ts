import type {Post} from '@mattermost/types/posts';

import type {Place} from './host/composers';
import {RefusedPosts} from './refused_posts';
import {ReturnedTexts} from './returned_texts';

function failedPost(pendingId: string): Post {
    return {id: pendingId, pending_post_id: pendingId, channel_id: 'channel', root_id: 'root', failed: true} as unknown as Post;
}

function setting(isFree = true) {
    const put: Array<[Place, string]> = [];
    const removed: string[] = [];
    const free = {now: isFree};
    const returned = new ReturnedTexts({
        putBack: (place, text) => {
            if (free.now) {
                put.push([place, text]);
            }
            return free.now;
        },
    });
    const refused = new RefusedPosts({returned, removePost: (post) => removed.push(post.id)});
    return {returned, refused, put, removed, free};
}

async function settled(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
}

it('puts the text of a post that the guard refused back, after the host emptied its composer', async () => {
    const {refused, returned, put} = setting();
    refused.byGuard({channel_id: 'channel', root_id: ''}, 'words', 'conflict');
    expect(put).toEqual([]);
    await settled();
    expect(put).toEqual([[{channelId: 'channel', rootId: ''}, 'words']]);
    expect(returned.setback.get()).toEqual({channelId: 'channel', rootId: '', code: 'conflict'});
});

it('waits until the host marks a post as failed that the server refused, then takes it out with its text', async () => {
    const {refused, put, removed} = setting();
    refused.byServer({pending_post_id: 'alice:1'}, 'words');
    await settled();
    expect(put).toEqual([]);
    refused.failed(failedPost('alice:1'));
    refused.failed(failedPost('alice:1'));
    await settled();
    expect(removed).toEqual(['alice:1']);
    expect(put).toEqual([[{channelId: 'channel', rootId: 'root'}, 'words']]);
});

it('leaves a post to the host that failed for want of a network', async () => {
    const {refused, put, removed} = setting();
    refused.failed(failedPost('alice:1'));
    await settled();
    expect([put, removed]).toEqual([[], []]);
});

it('offers the text where another one stands in the way, until it could be put back or is not wanted', async () => {
    const {refused, returned, put, free} = setting(false);
    refused.byGuard({channel_id: 'channel', root_id: ''}, 'first', 'conflict');
    refused.byGuard({channel_id: 'channel', root_id: ''}, 'second', 'conflict');
    await settled();
    expect(returned.texts.get().map(({text}) => text)).toEqual(['first', 'second']);
    const [first, second] = returned.texts.get();
    if (first === undefined || second === undefined) {
        throw new Error('both are on offer');
    }
    returned.putBack(first);
    expect(returned.texts.get()).toHaveLength(2);
    free.now = true;
    returned.putBack(first);
    returned.discard(second.uid);
    expect(returned.texts.get()).toEqual([]);
    expect(put).toEqual([[expect.objectContaining({channelId: 'channel'}), 'first']]);
});

it('forgets the reason with the next try in that place, and in no other', async () => {
    const {refused, returned} = setting();
    refused.byGuard({channel_id: 'channel', root_id: ''}, 'words', 'conflict');
    await settled();
    returned.forgetSetback({channelId: 'channel', rootId: 'root'});
    expect(returned.setback.get()).toBeDefined();
    returned.forgetSetback({channelId: 'channel', rootId: ''});
    expect(returned.setback.get()).toBeUndefined();
});
