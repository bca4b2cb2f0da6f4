import {failure} from '../../../tests/support/failure';
import {provider} from '../../../tests/support/provider';
import type {Bytes} from '../../lib/bytes';
import {encodeCbor} from '../protocol/cbor';
import type {CborValue} from '../protocol/cbor_value';
import {encodeBase64} from '../../lib/base64';
import {writeBackupFile} from './backup_file';
import {readBackupText, writeMailText} from './backup_text';
import {formatRecoveryCode, generateCodeSecret, parseRecoveryCode} from './recovery_code';

const file = {wrappedRecoveryKey: filled(300, 1), bundle: filled(5000, 2)};
const secret = generateCodeSecret(provider);
const recoveryCode = formatRecoveryCode(secret);
const mail = writeMailText({file, recoveryCode, fingerprint: 'AB12'.repeat(16), generation: 0});

function filled(length: number, seed: number): Bytes {
    return Uint8Array.from({length}, (_, index) => (index * 31 + seed) % 256);
}

/** The file around other contents. */
function armored(contents: CborValue): string {
    return fileText(encodeBase64(encodeCbor(contents)));
}

function fileText(body: string): string {
    return `-----BEGIN MATTERMOST E2EE BACKUP-----\n${body}\n-----END MATTERMOST E2EE BACKUP-----\n`;
}

describe('a backup file', () => {
    const written = writeBackupFile(file);

    test('is a text of short lines that reads back', () => {
        expect(written).toMatch(
            /^-----BEGIN MATTERMOST E2EE BACKUP-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END MATTERMOST E2EE BACKUP-----\n$/,
        );
        expect(readBackupText(written)).toEqual({file, recoveryCode: undefined});
    });

    test.each<[string, (body: string) => string]>([
        ['another label', () => armored(['e2ee/v1/bundle-signature', file.wrappedRecoveryKey, file.bundle])],
        ['another number of parts', () => armored(['e2ee/v1/backup-file', file.bundle])],
        ['a text for bytes', () => armored(['e2ee/v1/backup-file', file.wrappedRecoveryKey, 'x'])],
        ['no end', () => written.slice(0, -45)],
        ['a line less', () => written.replace(/\n.{64}\n.{64}\n/, '\n')],
        ['a character of no alphabet', (text) => text.replace('\n', '\n!')],
        ['something after the structure', (text) => fileText(`${text.split('\n').slice(1, -2).join('').replace(/=+$/, '')}AAAA`)],
        ['nothing in it', () => fileText('')],
    ])('with %s is damaged', (_case, damage) => {
        expect(() => readBackupText(damage(written))).toThrow(failure('backup_malformed'));
    });
});

describe('a mail text', () => {
    test('holds the code and the file, in lines that no mail program breaks', () => {
        const read = readBackupText(mail);
        expect(read.file).toEqual(file);
        expect(parseRecoveryCode(read.recoveryCode ?? '')).toEqual(secret);
        expect(mail).toMatch(/^[\x20-\x7e\r\n]*$/);
        expect(mail).toContain(`Key no. 1, with the fingerprint\r\n${'AB12 '.repeat(8).trim()}\r\n${'AB12 '.repeat(8).trim()}\r\n`);
        expect(Math.max(...mail.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    });

    test('says so where it has no code', () => {
        const without = writeMailText({file, recoveryCode: undefined, fingerprint: 'AB12', generation: 0});
        expect(readBackupText(without)).toEqual({file, recoveryCode: undefined});
        expect(without).toContain('This mail has no recovery code in it');
    });

    test.each<[string, (text: string) => string]>([
        ['with other line ends', (text) => text.replaceAll('\r\n', '\n')],
        ['quoted', (text) => text.replace(/^/gm, '> ')],
        ['quoted twice', (text) => text.replace(/^/gm, '>> ')],
        ['indented', (text) => text.replace(/^/gm, '\t  ')],
        ['in one line', (text) => text.replace(/[\r\n]+/g, ' ')],
        ['with empty lines', (text) => text.replaceAll('\r\n', '\r\n\r\n')],
        ['with spaces that do not break', (text) => text.replaceAll(' ', '\u00a0')],
        ['between other words', (text) => `Dear me,\n${text}\nYours, me`],
        ['before an older one', (text) => `${text}\n> ${writeBackupFile({...file, bundle: filled(9, 9)})}`],
        [
            'with a code that was broken in two',
            (text) => text.replace(recoveryCode, `${recoveryCode.slice(0, 18)}\n> ${recoveryCode.slice(18)}`),
        ],
    ])('is read %s', (_case, change) => {
        const read = readBackupText(change(mail));
        expect(read.file).toEqual(file);
        expect(parseRecoveryCode(read.recoveryCode ?? '')).toEqual(secret);
    });

    test('gives a code with a wrong character as it stands, so that its group is named', () => {
        const wrong = recoveryCode.replace(/^./, (first) => (first === '7' ? '8' : '7'));
        const read = readBackupText(mail.replace(recoveryCode, wrong));
        expect(() => parseRecoveryCode(read.recoveryCode ?? '')).toThrow(failure('code_group'));
    });
});

test('a text with neither is refused, and so is one that is too large', () => {
    expect(() => readBackupText('Dear me')).toThrow(failure('backup_malformed'));
    const padding = ' '.repeat(6 * 1024 * 1024 - mail.length);
    expect(readBackupText(mail + padding).file).toEqual(file);
    expect(() => readBackupText(`${mail}${padding} `)).toThrow(failure('too_large'));
});
