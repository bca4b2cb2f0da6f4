/**
 * OpenPGP.js, the one place that knows it.
 *
 * What may be encrypted to follows the library's own rules, which are those of RFC 9580: no RSA below 2048 bits, no ElGamal, a
 * valid self-signature, the newest encryption subkey that holds now.
 *
 * @packageDocumentation
 */
import {config, createMessage, encrypt, enums, readKeys} from 'openpgp/lightweight';
import type {AlgorithmInfo, Config, Key, Subkey} from 'openpgp/lightweight';

import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {MailKeyFacts} from '../identity/mailing';
import type {MailCrypto, MailKeyProblem, PublicMailKey} from './mail_crypto';

/** A key of 1 MiB with its armor, and something around it. */
const MAX_CHARACTERS = 2 * 1024 * 1024;

const BLOCK = /-----BEGIN PGP [A-Z ]*KEY BLOCK-----[^]*?-----END PGP [A-Z ]*KEY BLOCK-----/g;

/** The first bit of an OpenPGP packet, which no armored text has. */
const PACKET = 0x80;

/** To tell a key that is too weak from one that can't encrypt. */
const ANYTHING_GOES: Config = {...config, minRSABits: 0, rejectPublicKeyAlgorithms: new Set(), rejectCurves: new Set()};

const FLAGS = enums.keyFlags.encryptCommunication | enums.keyFlags.encryptStorage;

export const openPgp: MailCrypto = {
    async readKeys(source, nowMs) {
        const keys = await parse(source);
        if (keys.length === 0 || keys.some((key) => key.isPrivate())) {
            throw new Failure('mail_key_malformed');
        }
        return Promise.all(keys.map((key) => describe(key, nowMs)));
    },

    async encrypt({key, text, nowMs}) {
        const [encryptionKey] = await parse(key);
        if (!encryptionKey) {
            throw new Failure('mail_key_malformed');
        }
        try {
            return (await encrypt({
                message: await createMessage({binary: new TextEncoder().encode(text)}),
                encryptionKeys: encryptionKey,
                date: new Date(nowMs),

                // A backup is base64, which this gets back; taken only where the key's owner says that they can read it.
                config: {preferredCompressionAlgorithm: enums.compression.zlib},
            })) as string;
        } catch (cause) {
            throw new Failure('mail_key_unusable', {cause});
        }
    },
};

async function parse(source: string | Bytes): Promise<readonly Key[]> {
    try {
        if (typeof source !== 'string' && (source[0] ?? 0) >= PACKET) {
            return await readKeys({binaryKeys: source});
        }
        const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
        if (text.length > MAX_CHARACTERS) {
            throw new Failure('too_large');
        }
        const blocks = unquoted(text).match(BLOCK) ?? [];
        return (await Promise.all(blocks.map((armoredKeys) => readKeys({armoredKeys})))).flat();
    } catch (error) {
        throw error instanceof Failure ? error : new Failure('mail_key_malformed', {cause: error});
    }
}

/** Without what mail programs put before and after lines. */
function unquoted(text: string): string {
    return text
        .split('\n')
        .map((line) => line.replace(/^[\s>]+/, '').trimEnd())
        .join('\n');
}

async function describe(key: Key, nowMs: number): Promise<PublicMailKey> {
    const createdAtMs = key.getCreationTime().getTime();
    const [userIds, expires, subkey] = await Promise.all([
        provenUserIds(key, Math.max(nowMs, createdAtMs)),
        key.getExpirationTime(),
        encryptionKeyOf(key, new Date(nowMs)),
    ]);
    const encryption = subkey && (await describeSubkey(subkey));
    const problem = await problemOf(key, subkey, nowMs);
    return {
        fingerprint: key.getFingerprint().toUpperCase(),
        userIds,
        createdAtMs,
        ...expiry(expires),
        ...(encryption && {encryption}),
        ...(problem && {problem}),
        key: new Uint8Array(key.write()),
    };
}

/** Whoever serves a key can add names to it, but not the owner's signature under them. */
async function provenUserIds(key: Key, atMs: number): Promise<readonly string[]> {
    const proven = key.users.map(async (user) => {
        const isProven = await user.verify(new Date(atMs)).catch(() => false);
        return isProven && user.userID ? [user.userID.userID] : [];
    });
    return (await Promise.all(proven)).flat();
}

async function describeSubkey(key: Key | Subkey): Promise<NonNullable<MailKeyFacts['encryption']>> {
    return {
        keyId: key.getKeyID().toHex().toUpperCase(),
        algorithm: algorithmName(key.getAlgorithmInfo()),
        createdAtMs: key.getCreationTime().getTime(),
        ...expiry(await key.getExpirationTime()),
    };
}

/** Never, or unknown of a key that isn't valid, is no date. */
function expiry(time: Date | number | null): {readonly expiresAtMs?: number} {
    return time instanceof Date ? {expiresAtMs: time.getTime()} : {};
}

/** As `gpg --list-keys` calls it. */
function algorithmName({algorithm, bits, curve}: AlgorithmInfo): string {
    const curveName: string | undefined = curve;
    if (curveName !== undefined) {
        return curveName === 'curve25519Legacy' ? 'cv25519' : curveName.replace(/^nistP/, 'nistp');
    }
    return bits === undefined ? algorithm : `${algorithm.replace(/Encrypt.*|Sign.*/, '')}${bits}`;
}

/** `at` null: whenever that is or was valid. */
async function encryptionKeyOf(key: Key, at: Date | null, rules: Config = config): Promise<Key | Subkey | undefined> {
    return key.getEncryptionKey(undefined, at, undefined, rules).catch(() => undefined);
}

async function problemOf(key: Key, usable: Key | Subkey | undefined, nowMs: number): Promise<MailKeyProblem | undefined> {
    const now = new Date(nowMs);
    if (await key.isRevoked(undefined, undefined, now)) {
        return 'revoked';
    }
    if (key.getCreationTime() > now) {
        return 'not_yet_valid';
    }
    const expires = await key.getExpirationTime();
    if (expires !== null && expires <= now) {
        return 'expired';
    }
    return usable ? undefined : problemOfSubkeys(key, now);
}

async function problemOfSubkeys(key: Key, now: Date): Promise<MailKeyProblem> {
    const atAnyTime = await encryptionKeyOf(key, null);
    if (atAnyTime) {
        return atAnyTime.getCreationTime() > now ? 'not_yet_valid' : 'expired';
    }
    if (await encryptionKeyOf(key, now, ANYTHING_GOES)) {
        return 'too_weak';
    }
    const forEncryption = key.subkeys.filter(({bindingSignatures}) =>
        bindingSignatures.some(({keyFlags}) => ((keyFlags?.[0] ?? 0) & FLAGS) !== 0),
    );
    return forEncryption.some(({revocationSignatures}) => revocationSignatures.length > 0) ? 'revoked' : 'cannot_encrypt';
}
