import fc from 'fast-check';

import {provider} from '../../../tests/support/provider';
import {readBackupText, writeMailText} from './backup_text';
import {formatRecoveryCode, generateCodeSecret, parseRecoveryCode} from './recovery_code';

const bytes = (maxLength: number) => fc.uint8Array({maxLength}).map((array) => new Uint8Array(array));

/** What a mail program puts before a line. */
const prefix = fc.constantFrom('', '> ', '>> ', '\t', '> \u00a0');
const lineEnd = fc.constantFrom('\n', '\r\n', '\r', ' \n', '\n\n');

test('a mail text is read whatever is around it, before its lines and between them', () => {
    const secret = generateCodeSecret(provider);
    const recoveryCode = formatRecoveryCode(secret);
    fc.assert(
        fc.property(
            bytes(400),
            bytes(3000),
            fc.string(),
            fc.string(),
            prefix,
            lineEnd,
            (wrappedRecoveryKey, bundle, before, after, quote, end) => {
                const file = {wrappedRecoveryKey, bundle};
                const mail = writeMailText({file, recoveryCode, fingerprint: 'AB12'.repeat(16), generation: 0});
                const pasted = before + mail.replace(/^/gm, quote).replaceAll('\r\n', end) + after;
                const read = readBackupText(pasted);
                expect(read.file).toEqual(file);
                expect(parseRecoveryCode(read.recoveryCode ?? '')).toEqual(secret);
            },
        ),
    );
});
