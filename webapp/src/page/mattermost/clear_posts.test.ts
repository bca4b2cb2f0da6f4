import type {Post} from '@mattermost/types/posts';

import {PLACEHOLDER} from '../../lib/placeholder';
import type {ChannelState} from '../../vault/api';
import {ClearPosts} from './clear_posts';
import {EncryptedSince} from './encrypted_since';

const ON: ChannelState = {kind: 'on', sequence: 1, changedBy: 'alice', changedAtMs: 1_000};

function setting(state: ChannelState = ON, nowMs = 5_000) {
    const place = {state, nowMs, bots: ['jira']};
    const since = new EncryptedSince({get: () => place.state}, () => place.nowMs);
    const posts = new ClearPosts({
        encryptedSince: (channelId) => since.of(channelId),
        exemptBot: (userId) => (place.bots.includes(userId) ? userId : undefined),
    });
    return {place, since, posts};
}

function clear(more: Record<string, unknown> = {}): Post {
    const post = {id: 'post', channel_id: 'channel', user_id: 'bob', type: '', message: 'words', create_at: 2_000, edit_at: 0, props: {}};
    return {...post, ...more} as unknown as Post;
}

describe('in an encrypted channel', () => {
    it('marks a clear post, whoever it claims to be from', () => {
        expect(setting().posts.judge(clear())).toEqual({kind: 'not_encrypted'});
        expect(setting().posts.judge(clear({type: 'me'}))).toEqual({kind: 'not_encrypted'});
        expect(setting().posts.judge(clear({props: {from_webhook: 'true', override_username: 'jira'}}))).toEqual({kind: 'not_encrypted'});
    });

    it('names an exempted bot instead', () => {
        expect(setting().posts.judge(clear({user_id: 'jira'}))).toEqual({kind: 'exempt_bot', username: 'jira'});
    });

    it('leaves history and system messages alone', () => {
        expect(setting().posts.judge(clear({create_at: 999}))).toEqual({kind: 'ordinary'});
        expect(setting().posts.judge(clear({type: 'system_join_channel'}))).toEqual({kind: 'ordinary'});
    });

    it('marks history whose text is newer than the encryption', () => {
        expect(setting().posts.judge(clear({create_at: 999, edit_at: 2_000}))).toEqual({kind: 'not_encrypted'});
    });
});

it('says nothing in a clear channel, nor where the state is not known yet', () => {
    expect(setting({kind: 'off'}).posts.judge(clear())).toEqual({kind: 'ordinary'});
    expect(setting({kind: 'off'}).posts.judge(clear({message: PLACEHOLDER}))).toEqual({kind: 'ordinary'});
    expect(setting({kind: 'unknown', code: 'not_loaded'}).posts.judge(clear())).toEqual({kind: 'ordinary'});
});

describe('a post that was sealed', () => {
    const sealed = clear({type: 'custom_e2ee', props: {e2ee: 'envelope'}});

    it.each([
        ['type and envelope gone', {}],
        ['its type gone', {props: {e2ee: 'envelope'}}],
        ['another type', {type: 'custom_poll', props: {e2ee: 'envelope'}}],
        ['made a system message', {type: 'system_generic'}],
        ['drawn by the host for a type of its props', {type: 'custom_e2ee', props: {type: 'custom_poll'}}],
    ])('is known as one: %s', (_, changed) => {
        const {posts} = setting();
        posts.sawSealed(sealed);
        expect(posts.judge(clear(changed))).toEqual({kind: 'was_sealed'});
    });

    it('is told by what is left of it where this page has not met it', () => {
        expect(setting().posts.judge(clear({props: {e2ee: 'envelope'}}))).toEqual({kind: 'was_sealed'});
        expect(setting().posts.judge(clear({message: `${PLACEHOLDER} @bob`}))).toEqual({kind: 'was_sealed'});
    });

    it('stays one after encryption was switched off', () => {
        const {posts} = setting({kind: 'off'});
        posts.sawSealed(sealed);
        expect(posts.judge(clear())).toEqual({kind: 'was_sealed'});
    });
});

describe('since when a channel is encrypted', () => {
    it('is never later than when this page learned of it', () => {
        const {since} = setting({...ON, changedAtMs: 9_000_000});
        expect(since.of('channel')).toBe(5_000);
    });

    it('stays the earliest while it is switched anew, unknown, or off without agreement', () => {
        const {since, place} = setting();
        expect(since.of('channel')).toBe(1_000);
        for (const state of [
            {...ON, sequence: 3, changedAtMs: 4_000},
            {kind: 'unknown', code: 'offline'},
            {kind: 'off_unconfirmed', sequence: 4, changedBy: 'eve', changedAtMs: 4_500},
        ] as const) {
            place.state = state;
            expect(since.of('channel')).toBe(1_000);
        }
    });

    it('ends with the member agreeing that it is off', () => {
        const {since, place} = setting();
        since.of('channel');
        place.state = {kind: 'off'};
        expect(since.of('channel')).toBeUndefined();
        place.state = {kind: 'unknown', code: 'offline'};
        expect(since.of('channel')).toBeUndefined();
    });

    it('is always where the server contradicts what is known', () => {
        expect(setting({kind: 'unknown', code: 'policy_contradicts'}).since.of('channel')).toBe(0);
    });
});

it('has posts judged anew only when a channel that was judged is another one', () => {
    const {posts, place} = setting({kind: 'unknown', code: 'not_loaded'});
    posts.channelsChanged();
    expect(posts.round.get()).toBe(0);
    posts.judge(clear());
    posts.channelsChanged();
    expect(posts.round.get()).toBe(0);
    place.state = ON;
    posts.channelsChanged();
    posts.channelsChanged();
    expect(posts.round.get()).toBe(1);
});
