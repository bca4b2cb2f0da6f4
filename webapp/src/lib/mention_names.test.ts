import {areMentions, normalizeMentions} from './mention_names';

test('normalizeMentions orders, leaves out doubles and what is no name', () => {
    expect(normalizeMentions(['bob', 'alice', 'bob', 'Carol', '', 'a b', 'x'.repeat(65)])).toEqual(['alice', 'bob']);
});

test.each([
    ['none', [], true],
    ['ascending names', ['a.b', 'a_b', 'all'], true],
    ['another order', ['bob', 'alice'], false],
    ['a name twice', ['bob', 'bob'], false],
    ['a capital', ['Bob'], false],
    ['an empty name', [''], false],
    ['a name of 65 characters', ['x'.repeat(65)], false],
    ['257 names', Array.from({length: 257}, (_, index) => `n${String(index).padStart(3, '0')}`), false],
])('areMentions of %s is %s', (_what, mentions, expected) => {
    expect(areMentions(mentions)).toBe(expected);
});
