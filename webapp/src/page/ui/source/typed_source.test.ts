import {backupSource, kindOfTyped} from './typed_source';

const CODE = 'ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567-89ABC';
const FILE = '-----BEGIN MATTERMOST E2EE BACKUP-----\nAAAA\n-----END MATTERMOST E2EE BACKUP-----';

test.each([
    ['', 'nothing'],
    [' \n', 'nothing'],
    ['abc', 'code'],
    [CODE.toLowerCase().replaceAll('-', ' '), 'code'],
    [FILE, 'backup'],
    [`> Recovery code: ${CODE}\r\n> ${FILE}`, 'backup'],
    ['-----BEGIN PGP MESSAGE-----\n\nabc', 'sealed_mail'],
    [`A long letter. ${'Nothing of it is a code. '.repeat(10)}`, 'other'],
    [`A long letter. ${'Words. '.repeat(30)} ${CODE} and so on`, 'code'],
] as const)('%j is %s', (typed, kind) => {
    expect(kindOfTyped(typed)).toBe(kind);
});

test('what is no code is handed over whole, so that the vault says what is wrong with it', () => {
    const letter = 'Dear all, '.repeat(20);
    expect(backupSource(letter, '')).toEqual({kind: 'text', text: letter});
    expect(backupSource(FILE, ' ')).toEqual({kind: 'text', text: FILE});
    expect(backupSource(FILE, CODE)).toEqual({kind: 'text', text: FILE, recoveryCode: CODE});
    expect(backupSource('ABC', '')).toEqual({kind: 'code', recoveryCode: 'ABC'});
});
