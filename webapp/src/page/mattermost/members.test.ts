import {Failure} from '../../lib/errors';
import type {ListedUser} from './host/api';
import {Members} from './members';

function person(index: number, more: Partial<ListedUser> = {}): ListedUser {
    return {id: `user${index}`, username: `name${index}`, delete_at: 0, ...more};
}

class FakeChannel {
    requests = 0;
    beforeAnswer: (page: number) => void = () => undefined;

    constructor(public people: ListedUser[]) {}

    peopleOfChannel = async (_: string, page: number): Promise<readonly ListedUser[]> => {
        this.requests++;
        const answer = this.people.slice(page * 200, (page + 1) * 200);
        await Promise.resolve();
        this.beforeAnswer(page);
        return answer;
    };
}

function many(count: number): ListedUser[] {
    return Array.from({length: count}, (_, index) => person(index));
}

it.each([
    [1, 1],
    [199, 1],
    [200, 2],
    [250, 2],
    [401, 3],
])('finds all %i people, in %i requests', async (count, requests) => {
    const channel = new FakeChannel(many(count));
    const members = new Members(channel);
    const found = await members.of('channel');
    expect(new Set(found.map(({userId}) => userId)).size).toBe(count);
    expect(channel.requests).toBe(requests);
});

it('leaves out bots and deactivated people, and nobody else', async () => {
    const members = new Members(
        new FakeChannel([person(0), person(1, {is_bot: true}), person(2, {delete_at: 5}), person(3, {is_bot: false})]),
    );
    expect(await members.of('channel')).toEqual([
        {userId: 'user0', username: 'name0'},
        {userId: 'user3', username: 'name3'},
    ]);
});

it('asks nothing once it knows', async () => {
    const channel = new FakeChannel(many(3));
    const members = new Members(channel);
    await members.of('channel');
    await members.of('channel');
    expect(channel.requests).toBe(1);
});

it('reads once for two who ask at the same time', async () => {
    const channel = new FakeChannel(many(3));
    const members = new Members(channel);
    await Promise.all([members.of('channel'), members.of('channel')]);
    expect(channel.requests).toBe(1);
});

it('reads anew after somebody came', async () => {
    const channel = new FakeChannel(many(2));
    const members = new Members(channel);
    await members.of('channel');
    channel.people = many(3);
    members.changed('channel');
    expect(await members.of('channel')).toHaveLength(3);
});

it('starts over when somebody came while it was reading', async () => {
    const channel = new FakeChannel(many(250));
    const members = new Members(channel);
    channel.beforeAnswer = (page) => {
        if (page === 1 && channel.people.length === 250) {
            channel.people = many(251);
            members.changed('channel');
        }
    };
    expect(await members.of('channel')).toHaveLength(251);
});

it('takes out who left without asking', async () => {
    const channel = new FakeChannel(many(3));
    const members = new Members(channel);
    await members.of('channel');
    members.left('channel', 'user1');
    expect(await members.of('channel')).toHaveLength(2);
    expect(channel.requests).toBe(1);
});

it('takes over new names and deactivations', async () => {
    const members = new Members(new FakeChannel(many(3)));
    await members.of('channel');
    members.updated(person(1, {username: 'renamed'}));
    members.updated(person(2, {delete_at: 9}));
    expect(await members.of('channel')).toEqual([
        {userId: 'user0', username: 'name0'},
        {userId: 'user1', username: 'renamed'},
    ]);
});

it('tells where a changed profile matters to us, and nowhere else', async () => {
    const members = new Members(new FakeChannel(many(3)));
    await members.of('channel');
    expect(members.updated(person(1, {username: 'renamed'}))).toEqual(['channel']);
    expect(members.updated(person(1, {username: 'renamed', delete_at: 9}))).toEqual(['channel']);
    expect(members.updated(person(2, {is_bot: true}))).toEqual(['channel']);
    expect(members.updated(person(0, {roles: 'system_user'}))).toEqual([]);
    expect(members.updated(person(7, {username: 'stranger'}))).toEqual([]);
});

it('takes over changes that came while it was reading, without reading again', async () => {
    const channel = new FakeChannel(many(450));
    const members = new Members(channel);
    channel.beforeAnswer = (page) => {
        members.updated(person(page, {username: `renamed${page}`}));
        members.updated(person(1000 + page));
    };
    const listed = await members.of('channel');
    expect(listed.slice(0, 3).map(({username}) => username)).toEqual(['renamed0', 'renamed1', 'renamed2']);
    expect(listed).toHaveLength(450);
    expect(channel.requests).toBe(3);
});

it('says so when the list cannot be had, and tries again next time', async () => {
    const channel = new FakeChannel(many(3));
    const members = new Members(channel);
    channel.beforeAnswer = () => {
        throw new Failure('offline');
    };
    await expect(members.of('channel')).rejects.toMatchObject({code: 'members_unavailable'});
    channel.beforeAnswer = () => undefined;
    expect(await members.of('channel')).toHaveLength(3);
});

it('forgets everything after the socket was away', async () => {
    const channel = new FakeChannel(many(3));
    const members = new Members(channel);
    await members.of('channel');
    members.forgetAll();
    await members.of('channel');
    expect(channel.requests).toBe(2);
});
