import {groupsOf} from './code_groups';

test.each([
    ['abcde-fghjk', ['ABCDE', 'FGHJK']],
    ['AB CD EFG', ['ABCDE', 'FG']],
    ['abcde–fghjk—m', ['ABCDE', 'FGHJK', 'M']],
    ['  ', []],
])('%j is grouped as %j', (typed, groups) => {
    expect(groupsOf(typed)).toEqual(groups);
});

test('keeps a wrong character in its group, where it can be found', () => {
    expect(groupsOf('ABCD!-FGHJK')).toEqual(['ABCD!', 'FGHJK']);
});

test('a pasted page does not become thousands of groups', () => {
    expect(groupsOf('A'.repeat(100_000))).toHaveLength(8);
});
