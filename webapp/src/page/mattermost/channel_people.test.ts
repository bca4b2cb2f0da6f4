import {Failure} from '../../lib/errors';
import type {PeopleResult, PersonState} from '../../vault/api';
import {ChannelPeople} from './channel_people';
import type {ListedUser} from './host/api';

const users: ListedUser[] = ['alice', 'bob'].map((id) => ({id, username: id, delete_at: 0}));
const ready = (userId: string): PersonState => ({kind: 'ready', userId, generation: 0, isNew: false, isVerified: false});

function setting() {
    const given = {
        listed: () => Promise.resolve<readonly ListedUser[]>(users),
        people: (): PeopleResult => ({kind: 'people', isFirstUse: true, departed: [], people: [ready('alice')]}),
    };
    const asked = jest.fn();
    const prepared = jest.fn(() => Promise.resolve({kind: 'done'} as const));
    const people = new ChannelPeople(
        {
            people: (channelId, members) => {
                asked(
                    channelId,
                    members.map(({userId}) => userId),
                );
                return Promise.resolve(given.people());
            },
            prepare: prepared,
        },
        {listed: () => given.listed()},
    );
    return {people, given, asked, prepared};
}

it('tells of everybody, and who is not known has no key', async () => {
    const {people, prepared} = setting();
    expect(people.view('channel')).toEqual({kind: 'loading'});
    await people.want('channel');
    expect(people.view('channel')).toEqual({
        kind: 'ready',
        isFirstUse: true,
        departed: [],
        people: [
            {user: users[0], state: ready('alice')},
            {user: users[1], state: {kind: 'no_key', userId: 'bob'}},
        ],
    });
    expect(prepared).toHaveBeenCalledTimes(1);
});

it('asks once until something changes, and keeps showing the old until then', async () => {
    const {people, asked, given} = setting();
    await Promise.all([people.want('channel'), people.want('channel')]);
    await people.want('channel');
    expect(asked).toHaveBeenCalledTimes(1);

    given.people = () => ({kind: 'people', isFirstUse: false, departed: [], people: [ready('alice'), ready('bob')]});
    const renewed = people.renewAll();
    expect(people.view('channel').kind).toBe('ready');
    await renewed;
    expect(people.view('channel')).toMatchObject({people: [{state: ready('alice')}, {state: ready('bob')}]});
});

it('looks again after the first post of a channel, and only after that one', async () => {
    const {people, asked, given} = setting();
    await people.want('channel');
    given.people = () => ({kind: 'people', isFirstUse: false, departed: [], people: [ready('alice')]});
    await people.sealed('channel');
    expect(people.view('channel')).toMatchObject({isFirstUse: false});

    await people.sealed('channel');
    expect(asked).toHaveBeenCalledTimes(2);
});

it('looks again after a post that was sealed without somebody who was there before', async () => {
    const {people, given} = setting();
    given.people = () => ({kind: 'people', isFirstUse: false, departed: [{userId: 'bob', username: 'bob'}], people: [ready('alice')]});
    await people.want('channel');
    expect(people.view('channel')).toMatchObject({departed: [{username: 'bob'}]});
    given.people = () => ({kind: 'people', isFirstUse: false, departed: [], people: [ready('alice')]});
    await people.sealed('channel');
    expect(people.view('channel')).toMatchObject({departed: []});
});

it('believes no answer from before the first post', async () => {
    const {people, given} = setting();
    let answers = 0;
    given.people = () => ({kind: 'people', isFirstUse: answers++ === 0, departed: [], people: [ready('alice')]});
    const early = people.want('channel');
    await people.sealed('channel');
    expect(await early).toMatchObject({isFirstUse: true});
    expect(people.view('channel')).toMatchObject({isFirstUse: false});
});

it('does not ask about channels that nobody looks at', async () => {
    const {people, asked} = setting();
    await people.renew('channel');
    await people.sealed('channel');
    expect(asked).not.toHaveBeenCalled();
});

it.each<[string, Partial<ReturnType<typeof setting>['given']>, string]>([
    ['the members cannot be had', {listed: () => Promise.reject(new Failure('members_unavailable'))}, 'members_unavailable'],
    ['the vault cannot say', {people: () => ({kind: 'failed', code: 'offline'})}, 'offline'],
])('says why where %s, and tries again when asked again', async (_, failing, code) => {
    const {people, given} = setting();
    const before = {...given};
    Object.assign(given, failing);
    expect(await people.want('channel')).toEqual({kind: 'failed', code});
    Object.assign(given, before);
    expect((await people.want('channel')).kind).toBe('ready');
});

it('keeps nothing of the member before, nor an answer that comes late', async () => {
    const {people} = setting();
    const late = people.want('channel');
    people.clear();
    await late;
    expect(people.view('channel')).toEqual({kind: 'loading'});
});

describe('news that every browser hears', () => {
    const other: ListedUser = {id: 'carol', username: 'carol', delete_at: 0};

    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    it('make it ask at once, and then once for all that comes in a second', async () => {
        const {people, asked} = setting();
        await people.want('channel');
        people.personChanged('bob');
        await jest.advanceTimersByTimeAsync(10);
        expect(asked).toHaveBeenCalledTimes(2);

        people.personChanged('alice');
        people.personChanged('bob');
        people.renewAllSoon();
        await jest.advanceTimersByTimeAsync(10);
        expect(asked).toHaveBeenCalledTimes(2);
        await jest.advanceTimersByTimeAsync(1000);
        expect(asked).toHaveBeenCalledTimes(3);
        await jest.advanceTimersByTimeAsync(5000);
        expect(asked).toHaveBeenCalledTimes(3);
    });

    it('are of no interest where that person is not', async () => {
        const {people, asked, given} = setting();
        await people.want('channel');
        given.listed = () => Promise.resolve([...users, other]);
        await people.want('bigger channel');
        people.personChanged('carol');
        await jest.advanceTimersByTimeAsync(1000);
        expect(asked.mock.calls.map(([channelId]: string[]) => channelId)).toEqual(['channel', 'bigger channel', 'bigger channel']);
    });

    it('count for an answer that is still under way, or that failed', async () => {
        const {people, asked, given} = setting();
        const early = people.want('channel');
        people.personChanged('alice');
        given.people = () => ({kind: 'failed', code: 'offline'});
        await early;
        await jest.advanceTimersByTimeAsync(1000);
        people.personChanged('carol');
        await jest.advanceTimersByTimeAsync(1000);
        expect(asked).toHaveBeenCalledTimes(3);
    });

    it('ask nothing for a member who is gone, or about a channel that nobody looks at', async () => {
        const {people, asked} = setting();
        people.renewSoon('channel');
        await people.want('channel');
        people.personChanged('bob');
        people.personChanged('bob');
        people.clear();
        await jest.advanceTimersByTimeAsync(1000);
        expect(asked).toHaveBeenCalledTimes(2);
    });
});
