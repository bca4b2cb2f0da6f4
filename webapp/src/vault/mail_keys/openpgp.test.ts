/**
 * With keys that GnuPG itself made (tests/fixtures/mail_keys).
 */
import {decrypt, generateKey, readMessage, readPrivateKey} from 'openpgp/lightweight';

import {failure} from '../../../tests/support/failure';
import {mailKeyFixture} from '../../../tests/support/mail_keys';
import {concatBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import type {PublicMailKey} from './mail_crypto';
import {openPgp} from './openpgp';

/** After everything in the fixtures but what is not yet valid. */
const NOW_MS = Date.UTC(2026, 1, 1);

async function read(source: string | Bytes): Promise<PublicMailKey> {
    const [key, ...others] = await openPgp.readKeys(source, NOW_MS);
    if (!key || others.length > 0) {
        throw new Error('one key');
    }
    return key;
}

function readFixture(name: string): Promise<PublicMailKey> {
    return read(mailKeyFixture(name));
}

async function decryptWith(name: string, message: string): Promise<string> {
    const {data} = (await decrypt({
        message: await readMessage({armoredMessage: message}),
        decryptionKeys: await readPrivateKey({armoredKey: mailKeyFixture(`unsafe_testing_${name}`)}),
        format: 'binary',
    })) as {readonly data: Uint8Array};
    return new TextDecoder().decode(data);
}

describe('a key made by GnuPG', () => {
    test.each([
        ['rsa3072', 'rsa3072'],
        ['rsa4096', 'rsa4096'],
        ['curve25519', 'cv25519'],
        ['nistp256', 'nistp256'],
        ['nistp384', 'nistp384'],
        ['nistp521', 'nistp521'],
        ['brainpool', 'brainpoolP256r1'],
    ])('of %s can be encrypted to', async (name, algorithm) => {
        const key = await readFixture(name);
        expect(key).toMatchObject({
            fingerprint: expect.stringMatching(/^[0-9A-F]{40}$/) as unknown,
            userIds: [expect.stringContaining('@example.org>') as unknown],
            createdAtMs: Date.UTC(2026, 0, 1),
            encryption: {keyId: expect.stringMatching(/^[0-9A-F]{16}$/) as unknown, algorithm, createdAtMs: Date.UTC(2026, 0, 1)},
        });
        expect(key).not.toHaveProperty('problem');
        await expect(openPgp.encrypt({key: key.key, text: 'x', nowMs: NOW_MS})).resolves.toMatch(/^-----BEGIN PGP MESSAGE-----\n/);
    });

    test.each(['rsa3072', 'curve25519', 'nistp384'])('of %s opens what was encrypted to it', async (name) => {
        const text = 'the backup\r\n'.repeat(1000);
        const {key} = await readFixture(name);
        const message = await openPgp.encrypt({key, text, nowMs: NOW_MS});
        await expect(decryptWith(name, message)).resolves.toBe(text);
        expect(message).toMatch(/^[\x20-\x7e\n\r]*$/);
        expect(message).not.toContain('Version');
    });

    test('is of the new kinds as well, as other programs make them', async () => {
        const {publicKey} = await generateKey({
            type: 'curve25519',
            userIDs: [{email: 'new@example.org'}],
            date: new Date(NOW_MS),
            config: {v6Keys: true},
        });
        await expect(read(publicKey)).resolves.toMatchObject({
            fingerprint: expect.stringMatching(/^[0-9A-F]{64}$/) as unknown,
            encryption: {algorithm: 'x25519'},
        });
    });

    test('with several subkeys is encrypted to the newest', async () => {
        await expect(readFixture('several_subkeys')).resolves.toMatchObject({
            encryption: {algorithm: 'nistp384', createdAtMs: Date.UTC(2026, 0, 2), expiresAtMs: expect.any(Number) as unknown},
        });
    });

    test.each([
        ['expired', 'expired'],
        ['expired_subkey', 'expired'],
        ['revoked', 'revoked'],
        ['revoked_subkey', 'revoked'],
        ['sign_only', 'cannot_encrypt'],
        ['rsa1024', 'too_weak'],
        ['weak_subkey', 'too_weak'],
        ['dsa', 'too_weak'],
        ['not_yet_valid', 'not_yet_valid'],
    ])('that is %s is shown, and not used', async (name, problem) => {
        const key = await readFixture(name);
        expect(key).toMatchObject({problem, fingerprint: expect.stringMatching(/^[0-9A-F]{40}$/) as unknown});
        await expect(openPgp.encrypt({key: key.key, text: 'x', nowMs: NOW_MS})).rejects.toThrow(failure('mail_key_unusable'));
    });

    test('was usable before it expired', async () => {
        const [key] = await openPgp.readKeys(mailKeyFixture('expired'), Date.UTC(2026, 0, 3));
        expect(key).not.toHaveProperty('problem');
        expect(key).toMatchObject({expiresAtMs: expect.any(Number) as unknown, encryption: {algorithm: 'cv25519'}});
    });
});

describe('a text with keys', () => {
    test('may hold several, in one block or in more', async () => {
        const both = await openPgp.readKeys(mailKeyFixture('two_keys'), NOW_MS);
        expect(both.map(({userIds}) => userIds)).toEqual([['One Address <same@example.org>'], ['Same Address <same@example.org>']]);
        const pasted = `First:\n${mailKeyFixture('rsa3072')}\nSecond:\n${mailKeyFixture('nistp384')}`;
        await expect(openPgp.readKeys(pasted, NOW_MS)).resolves.toHaveLength(2);
    });

    test('may have been quoted on its way', async () => {
        const {fingerprint} = await readFixture('curve25519');
        const quoted = mailKeyFixture('curve25519').replace(/^/gm, '> ').replaceAll('\n', '  \r\n');
        await expect(read(quoted)).resolves.toMatchObject({fingerprint});
    });

    test('may be served without armor', async () => {
        const {fingerprint, key} = await readFixture('nistp384');
        await expect(read(key)).resolves.toMatchObject({fingerprint});
        await expect(read(new TextEncoder().encode(mailKeyFixture('nistp384')))).resolves.toMatchObject({fingerprint});
    });

    test.each([
        ['no key', 'Dear me'],
        ['a page', '<!doctype html><p>No results</p>'],
        ['a key that was cut', mailKeyFixture('rsa3072').slice(0, 600)],
        ['a damaged key', mailKeyFixture('curve25519').replace(/\n(....)/, '\n!!!!')],
        ['a secret key', mailKeyFixture('unsafe_testing_rsa3072')],
    ])('is refused with %s', async (_case, text) => {
        await expect(openPgp.readKeys(text, NOW_MS)).rejects.toThrow(failure('mail_key_malformed'));
    });

    test('is refused where it is too large', async () => {
        await expect(openPgp.readKeys(' '.repeat(2 * 1024 * 1024 + 1), NOW_MS)).rejects.toThrow(failure('too_large'));
    });
});

describe('names', () => {
    /** Packets, in the order in which they stand. */
    const packetsOf = (key: Bytes): readonly Bytes[] => {
        const packets: Bytes[] = [];
        for (let offset = 0; offset < key.length;) {
            const first = key[offset + 1] ?? 0;
            const [header, length] = first < 192 ? [2, first] : [3, (first - 192) * 256 + (key[offset + 2] ?? 0) + 192];
            packets.push(key.slice(offset, offset + header + length));
            offset += header + length;
        }
        return packets;
    };

    test('that the owner did not sign are not shown', async () => {
        const [mine, other] = await Promise.all([readFixture('curve25519'), readFixture('sign_only')]);
        const [primary, name, signature, ...subkey] = packetsOf(mine.key);
        const [, othersName, othersSignature] = packetsOf(other.key);
        if (!primary || !name || !signature || !othersName || !othersSignature) {
            throw new Error('a key, a name and a signature each');
        }
        const added = await read(concatBytes([primary, othersName, othersSignature, name, signature, ...subkey]));
        expect(added).toMatchObject({fingerprint: mine.fingerprint, userIds: mine.userIds});
        expect(added).not.toHaveProperty('problem');
    });

    test('may be so many that the key has a megabyte', async () => {
        const {key, fingerprint} = await readFixture('rsa3072');
        const [primary, name, signature, ...subkey] = packetsOf(key);
        if (!primary || !name || !signature) {
            throw new Error('a key, a name and a signature');
        }
        const times = Math.floor((1024 * 1024 - key.length) / (name.length + signature.length));
        const large = concatBytes([primary, ...Array.from({length: times}, () => [name, signature]).flat(), ...subkey]);
        expect(large.length).toBeGreaterThan(1_040_000);
        const read = await openPgp.readKeys(large, NOW_MS);
        expect(read).toMatchObject([{fingerprint, encryption: {algorithm: 'rsa3072'}}]);
        await expect(openPgp.encrypt({key: large, text: 'x', nowMs: NOW_MS})).resolves.toContain('PGP MESSAGE');
    }, 60_000);
});
