import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {PersonalGnuPG, asPrinted} from './gnupg_keys';

/** Numbers of algorithms in OpenPGP. */
const RSA = 1;
const ECDH = 18;

let gnupg: PersonalGnuPG;

before(() => {
    gnupg = PersonalGnuPG.open();
});

after(() => gnupg.close());

async function listed(fingerprint: string) {
    const key = (await gnupg.program.keys()).find((candidate) => candidate.fingerprint === fingerprint);
    assert.ok(key);
    return {...key, armoredLength: (await gnupg.armored(fingerprint)).length};
}

test('makes keys of each kind', async () => {
    const rsa = await listed(await gnupg.rsa3072('R <r@example.com>'));
    assert.deepEqual(
        [rsa, ...rsa.subkeys].map(({algorithm, bits}) => [algorithm, bits]),
        [
            [RSA, 3072],
            [RSA, 3072],
        ],
    );
    const p384 = await listed(await gnupg.p384('P <p@example.com>'));
    assert.deepEqual(
        p384.subkeys.map(({algorithm, bits}) => [algorithm, bits]),
        [[ECDH, 384]],
    );
    const several = await listed(await gnupg.severalSubkeys('S <s@example.com>'));
    assert.deepEqual(
        several.subkeys.map(({algorithm, bits, validity}) => [algorithm, bits, validity]),
        [
            [ECDH, 255, 'e'],
            [ECDH, 256, 'u'],
            [ECDH, 255, 'u'],
        ],
    );
});

test('makes keys that nobody may encrypt to', async () => {
    assert.equal((await listed(await gnupg.expired('E <e@example.com>'))).validity, 'e');
    assert.equal((await listed(await gnupg.revoked('V <v@example.com>'))).validity, 'r');
    assert.deepEqual((await listed(await gnupg.signOnly('O <o@example.com>'))).subkeys, []);
});

test('makes a key of nearly a megabyte', async () => {
    const {armoredLength} = await listed(await gnupg.large('L <l@example.com>'));
    assert.ok(armoredLength > 900_000 && armoredLength < 1_048_576, String(armoredLength));
});

test('prints a fingerprint as GnuPG does', () => {
    const printed = '0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567';
    assert.equal(asPrinted(printed.replaceAll(' ', '')), printed);
});
