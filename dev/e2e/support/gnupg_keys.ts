/**
 * Keys as people have them, made by GnuPG itself: of each kind that it makes, and in each state that makes one unusable.
 *
 * @packageDocumentation
 */
import {mkdtempSync, rmSync} from 'node:fs';
import {randomBytes} from 'node:crypto';
import {writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {GnuPG} from '../../stack/src/gnupg/gnupg';

/** Armored, it makes a key just below the 1 MiB that the server half takes in (docs/server-api.md). */
const PHOTO_BYTES = 720_000;
const JPEG_HEAD = Buffer.from('ffd8ffe000104a464946000101', 'hex');

/** GnuPG of one person of a spec, in a folder whose path is short enough for its sockets. */
export class PersonalGnuPG {
    private constructor(
        private readonly folder: string,
        readonly program: GnuPG,
    ) {}

    static open(): PersonalGnuPG {
        const folder = mkdtempSync(join(tmpdir(), 'gpg-'));
        return new PersonalGnuPG(folder, GnuPG.open(folder));
    }

    async close(): Promise<void> {
        await this.program.close();
        rmSync(this.folder, {recursive: true, force: true});
    }

    /** `gpg --decrypt`, as the member types it. */
    async decrypt(message: string): Promise<string> {
        return (await this.program.run(['--decrypt'], message)).toString('utf8');
    }

    armored(fingerprint: string): Promise<string> {
        return this.program.armored(fingerprint);
    }

    /** Ed25519 with a subkey on Curve25519: what today's GnuPG makes unless asked for something else. */
    curve25519(userId: string): Promise<string> {
        return this.program.generate(userId);
    }

    async rsa3072(userId: string): Promise<string> {
        return this.withSubkey(await this.program.generate(userId, {algorithm: 'rsa3072', usage: 'cert,sign'}), 'rsa3072');
    }

    /** One key for all purposes, without subkeys. */
    rsa4096(userId: string): Promise<string> {
        return this.program.generate(userId, {algorithm: 'rsa4096', usage: 'cert,sign,encr'});
    }

    async p384(userId: string): Promise<string> {
        return this.withSubkey(await this.program.generate(userId, {algorithm: 'nistp384', usage: 'cert,sign'}), 'nistp384');
    }

    /** Three for encryption, of two kinds: the oldest has expired, the newest counts. */
    async severalSubkeys(userId: string): Promise<string> {
        const fingerprint = await this.program.generate(userId, {algorithm: 'ed25519', usage: 'cert,sign', madeAt: '20240101T000000!'});
        for (const [madeAt, algorithm, expires] of [
            ['20240101T000000!', 'cv25519', '1y'],
            ['20240201T000000!', 'nistp256', 'never'],
            ['20240301T000000!', 'cv25519', 'never'],
        ] as const) {
            await this.program.run(['--faked-system-time', madeAt, '--quick-add-key', fingerprint, algorithm, 'encr', expires]);
        }
        return fingerprint;
    }

    expired(userId: string): Promise<string> {
        return this.program.generate(userId, {expires: '1y', madeAt: '20200101T000000!'});
    }

    async revoked(userId: string): Promise<string> {
        const fingerprint = await this.curve25519(userId);
        await this.program.import(await this.program.revocation(fingerprint));
        return fingerprint;
    }

    signOnly(userId: string): Promise<string> {
        return this.program.generate(userId, {algorithm: 'ed25519', usage: 'cert,sign'});
    }

    /** With a photo of nearly a megabyte. */
    async large(userId: string): Promise<string> {
        const fingerprint = await this.curve25519(userId);
        const photo = join(this.folder, 'photo.jpg');
        await writeFile(photo, Buffer.concat([JPEG_HEAD, randomBytes(PHOTO_BYTES)]));
        const commands = ['addphoto', photo, 'y', 'save', ''].join('\n');
        await this.program.run(['--no-batch', '--command-fd', '0', '--edit-key', fingerprint], commands);
        return fingerprint;
    }

    private async withSubkey(fingerprint: string, algorithm: string): Promise<string> {
        await this.program.run(['--quick-add-key', fingerprint, algorithm, 'encr', 'never']);
        return fingerprint;
    }
}

/** As `gpg --fingerprint` prints it: in groups of four, with a wider gap in the middle. */
export function asPrinted(fingerprint: string): string {
    const groups = fingerprint.match(/.{4}/g) ?? [];
    return `${groups.slice(0, 5).join(' ')}  ${groups.slice(5).join(' ')}`;
}
