/**
 * Plays the script of an ordinary day on the real server, for everybody who has no browser in the spec.
 *
 * @packageDocumentation
 */
import type {Account, Channel, MattermostApi, Post} from '../../stack/src/api';
import type {PostHeader} from '../../../webapp/src/vault/protocol/header';
import {toPostId} from '../../../webapp/src/vault/protocol/ids';
import type {Uid} from '../../../webapp/src/vault/protocol/ids';
import type {Dice} from './dice';
import type {ForeignMember} from './foreign_member';
import type {Happening} from './ordinary_day';

/** Clocks differ, and a text may wait for a while before it is sent: below ten minutes in all (protocol.md §6). */
const DRIFT_MS = 7 * 60_000;
const LONGEST_WAIT_MS = 2 * 60_000;

/** A picture of one pixel. */
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

interface Browser {
    readonly member: ForeignMember;
    readonly driftMs: number;
    lastUid: Uid | undefined;
}

export interface Stagehand {
    readonly admin: MattermostApi;

    /** Of somebody who may add people to the channel. */
    readonly owner: MattermostApi;
    readonly channel: Channel;

    /** Those with browsers: everybody seals for them. */
    readonly watching: readonly Account[];
    readonly dice: Dice;

    /** Makes and publishes keys. */
    readonly withKeys: (api: MattermostApi) => Promise<ForeignMember>;
}

/** One person, with two browsers once they have keys. */
export class Player {
    private readonly browsers: Browser[] = [];
    private readonly posts: Post[] = [];
    private readonly everPosted = new Set<string>();
    private turns = 0;

    constructor(
        readonly account: Account,
        private readonly api: MattermostApi,
        private readonly stagehand: Stagehand,
    ) {}

    async makeKeys(): Promise<void> {
        const member = await this.stagehand.withKeys(this.api);
        for (const each of [member, member.atAnotherBrowser()]) {
            this.browsers.push({member: each, driftMs: this.stagehand.dice.below(2 * DRIFT_MS) - DRIFT_MS, lastUid: undefined});
        }
    }

    async play({deed}: Happening, readers: readonly Account[]): Promise<void> {
        const {admin, owner, channel} = this.stagehand;
        const {userId, username} = this.account;
        switch (deed) {
            case 'post':
                return this.post(`${username} says ${this.turns}`, readers);
            case 'reply':
                return this.post(
                    `${username} adds ${this.turns}`,
                    readers,
                    this.posts.find(({root_id: rootId}) => rootId === ''),
                );
            case 'delete':
                return this.done('DELETE', `/posts/${this.takePost().id}`);
            case 'react':
                return this.done('POST', '/reactions', {user_id: userId, post_id: this.aPost().id, emoji_name: 'tada', create_at: 0});
            case 'pin':
                return this.done('POST', `/posts/${this.aPost().id}/pin`);
            case 'status':
                return this.done('PUT', `/users/${userId}/status`, {user_id: userId, status: this.turns++ % 2 === 0 ? 'away' : 'online'});
            case 'words':
                return this.done('PUT', `/users/${userId}/status/custom`, {emoji: 'tea', text: `turn ${this.turns++}`, duration: ''});
            case 'picture':
                return this.changePicture();
            case 'nickname':
                return this.done('PUT', `/users/${userId}/patch`, {nickname: `${username} ${this.turns++}`});
            case 'header':
                return this.done('PUT', `/channels/${channel.id}/patch`, {header: `by ${username}, turn ${this.turns++}`});
            case 'rotate':
            case 'reset':
                return this.browser().member.replaceKeys(deed);
            case 'rename':
                return this.done('PUT', `/users/${userId}/patch`, {username: `${username}-${this.turns++}`});
            case 'first_key':
                return this.makeKeys();
            case 'leave':
                return this.done('DELETE', `/channels/${channel.id}/members/${userId}`);
            case 'join':
                return owner.addToChannel(channel.id, [userId]);
            case 'deactivate':
                return void (await admin.request('DELETE', `/users/${userId}`));
            case 'activate':
                return void (await admin.request('PUT', `/users/${userId}/active`, {active: true}));
        }
    }

    hasPosted(postId: string): boolean {
        return this.everPosted.has(postId);
    }

    async post(text: string, readers: readonly Account[], root?: Post): Promise<void> {
        const {channel, watching, dice} = this.stagehand;
        const browser = this.browser();
        this.turns++;
        const header: Partial<Omit<PostHeader, 'type'>> = {
            timeMs: Date.now() + browser.driftMs - dice.below(LONGEST_WAIT_MS),
            ...(browser.lastUid && {previousUid: browser.lastUid}),
            ...(root && {rootPostId: toPostId(root.id)}),
        };
        const sealed = await browser.member.seal({channelId: channel.id, people: [...watching, ...readers], text, header});
        const post = await browser.member.send(channel.id, sealed.envelope, root?.id);
        this.posts.push(post);
        this.everPosted.add(post.id);
        browser.lastUid = sealed.header.uid;
    }

    private browser(): Browser {
        const browser = this.browsers[this.turns % 2];
        if (browser === undefined) {
            throw new Error(`${this.account.username} has no keys`);
        }
        return browser;
    }

    private aPost(): Post {
        const post = this.posts[this.turns++ % this.posts.length];
        if (post === undefined) {
            throw new Error(`${this.account.username} has posted nothing`);
        }
        return post;
    }

    /** The oldest one goes, and the answers to it. */
    private takePost(): Post {
        const post = this.posts.shift();
        if (post === undefined) {
            throw new Error(`${this.account.username} has posted nothing`);
        }
        const orphans = this.posts.filter(({root_id: rootId}) => rootId === post.id);
        orphans.forEach((orphan) => this.posts.splice(this.posts.indexOf(orphan), 1));
        return post;
    }

    private async changePicture(): Promise<void> {
        const form = new FormData();
        form.set('image', new Blob([PICTURE], {type: 'image/png'}), 'picture.png');
        const response = await fetch(`${this.api.siteUrl}/api/v4/users/${this.account.userId}/image`, {
            method: 'POST',
            headers: {Authorization: `Bearer ${this.api.token}`},
            body: form,
        });
        if (!response.ok) {
            throw new Error(`POST image: ${response.status} ${await response.text()}`);
        }
    }

    private async done(method: string, path: string, body?: unknown): Promise<void> {
        await this.api.request(method, path, body);
    }
}
