import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';

/** An armored key that GnuPG made (tests/fixtures/mail_keys). */
export function mailKeyFixture(name: string): string {
    return readFileSync(resolve(__dirname, `../fixtures/mail_keys/${name}.asc`), 'utf8');
}
