import {mentionsIn} from './mentions';

const members = ['alice', 'bob', 'bob.b', 'carol_c', 'x-y'].map((username) => ({userId: username, username}));

it.each([
    ['@bob', ['bob']],
    ['hello @bob, and @alice!', ['alice', 'bob']],
    ['@bob.', ['bob']],
    ['@bob.b.', ['bob.b']],
    ['@bob...', ['bob']],
    ['@BOB', ['bob']],
    ['(@carol_c)', ['carol_c']],
    ['@bob @bob', ['bob']],
    ['@all @channel @here', ['all', 'channel', 'here']],
    ['@x-y: look', ['x-y']],
    ['line\n@bob', ['bob']],
    ['`code` @bob `more`', ['bob']],
    ['```\ncode\n```\n@bob', ['bob']],
])('finds in %j %j', (text, names) => {
    expect(mentionsIn(text, members)).toEqual(names);
});

it.each([
    'bob',
    '@stranger',
    '@bobby',
    'mail@bob',
    '@@bob',
    '`@bob`',
    '``a ` @bob``',
    '```\n@bob\n```',
    '~~~\n@bob\n~~~',
    '```\n@bob, never closed',
    '    @bob in an indented block',
])('finds nobody in %j', (text) => {
    expect(mentionsIn(text, members)).toEqual([]);
});

it('finds no more than an envelope may name', () => {
    const crowd = Array.from({length: 300}, (_, index) => ({userId: `u${index}`, username: `name${index}`}));
    expect(mentionsIn(crowd.map(({username}) => `@${username}`).join(' '), crowd)).toHaveLength(256);
});
