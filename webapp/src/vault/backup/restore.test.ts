/**
 * What a member makes at set-up, and what a new browser makes of it. The defects are in docs/vectors.
 */
import {failure} from '../../../tests/support/failure';
import {
    SERVER_ID,
    START_MS,
    createRecord,
    linkOf,
    signWith,
    unsafeTestingInUse,
    unsafeTestingKeys,
    userIdOf,
} from '../../../tests/support/people';
import type {UnsafeTestingKeys} from '../../../tests/support/people';
import {provider} from '../../../tests/support/provider';
import type {Bytes} from '../../lib/bytes';
import type {ChainLink} from '../protocol/chain';
import {decodeSignedBundle, signBundle, verifyBundle} from './bundle';
import type {Bundle} from './bundle';
import {isAgreementPair, isSigningPair} from './key_check';
import {formatRecoveryCode, generateCodeSecret, parseRecoveryCode} from './recovery_code';
import type {RecoveryCode} from './recovery_code';
import {openGeneration, sealGeneration} from './sealed_generation';
import {openTrust, sealTrust} from './sealed_trust';
import {decodeTrustState, encodeTrustState} from './trust_state';
import type {TrustState} from './trust_state';
import {decodeWrappedRecoveryKey, unwrapRecoveryKey, wrapRecoveryKey} from './wrapped_recovery_key';

const ALICE = userIdOf('alice');
const {subtle} = provider;

interface Backup {
    readonly keys: UnsafeTestingKeys;
    readonly link: ChainLink;
    readonly code: RecoveryCode;
    readonly wrappedRecoveryKey: Bytes;
    readonly bundle: Bundle;
    readonly signedBundle: Bytes;
}

async function setUp(): Promise<Backup> {
    const keys = await unsafeTestingKeys();
    const link = await linkOf(createRecord(ALICE, keys));
    const secret = generateCodeSecret(provider);
    const trust: TrustState = {pins: [[userIdOf('bob'), link.hash, 0, 'bob']], policies: [], verified: []};
    const recoveryKey = keys.recovery.publicKey;
    const bundle: Bundle = {
        serverId: SERVER_ID,
        userId: ALICE,
        sequence: 1,
        recoveryKey,
        chain: [await signWith(link.record, keys)],
        sealedGenerations: [await sealGeneration({provider, link, encryption: keys.encryption, signing: keys.signing})],
        sealedTrust: await sealTrust({provider, recoveryKey, trust, serverId: SERVER_ID, userId: ALICE, sequence: 1, head: link.hash}),
        timeMs: START_MS,
    };
    return {
        keys,
        link,
        code: formatRecoveryCode(secret),
        wrappedRecoveryKey: await wrapRecoveryKey({
            provider,
            code: secret,
            serverId: SERVER_ID,
            userId: ALICE,
            recovery: keys.recovery,
            recordHash: link.hash,
        }),
        bundle,
        signedBundle: await signBundle({provider, bundle, signingKey: unsafeTestingInUse(keys.signing).privateKey}),
    };
}

/** With the code and what the server half keeps, and nothing else. */
async function restore({code, wrappedRecoveryKey, signedBundle}: Pick<Backup, 'code' | 'wrappedRecoveryKey' | 'signedBundle'>) {
    const target = {serverId: SERVER_ID, userId: ALICE};
    const wrapped = decodeWrappedRecoveryKey(wrappedRecoveryKey);
    const recovery = await unwrapRecoveryKey({provider, code: parseRecoveryCode(code), wrapped, ...target});
    const bundle = await verifyBundle({provider, signed: decodeSignedBundle(signedBundle), ...target});
    const {chain, sealedGenerations, sealedTrust = new Uint8Array(), sequence} = bundle;
    const [sealed] = sealedGenerations;
    if (sealed === undefined) {
        throw new Error('one generation');
    }
    return {
        recovery,
        recordHash: wrapped.recordHash,
        keys: await openGeneration({provider, recovery, sealed, link: chain.head}),
        trust: await openTrust({provider, recovery, sealedTrust, ...target, sequence, head: chain.head.hash}),
    };
}

test('the code alone brings back keys and trust', async () => {
    const backup = await setUp();
    const {keys, trust, recordHash} = await restore(backup);
    expect(keys.encryption.publicKey).toEqual(backup.keys.encryption.publicKey);
    expect(await isAgreementPair(provider, keys.encryption)).toBe(true);
    expect(await isSigningPair(provider, keys.signing, backup.link.hash)).toBe(true);
    expect(trust.pins).toEqual([[userIdOf('bob'), backup.link.hash, 0, 'bob']]);
    expect(recordHash).toEqual(backup.link.hash);
});

test('no private key that was restored can be taken out', async () => {
    const {keys, recovery} = await restore(await setUp());
    for (const key of [keys.encryption.privateKey, keys.signing.privateKey, recovery.privateKey]) {
        expect(key.extractable).toBe(false);
        await expect(subtle.exportKey('pkcs8', key)).rejects.toThrow();
    }
});

test('another code opens nothing', async () => {
    const backup = await setUp();
    const code = formatRecoveryCode(generateCodeSecret(provider));
    await expect(restore({...backup, code})).rejects.toThrow(failure('code_wrong'));
});

test('a key that does not fit is noticed, since it cannot be looked at', async () => {
    const [{keys, link}, other] = [await setUp(), await unsafeTestingKeys()];
    const swapped = {publicKey: keys.encryption.publicKey, privateKey: unsafeTestingInUse(other.encryption).privateKey};
    expect(await isAgreementPair(provider, swapped)).toBe(false);
    const swappedSigning = {publicKey: keys.signing.publicKey, privateKey: unsafeTestingInUse(other.signing).privateKey};
    expect(await isSigningPair(provider, swappedSigning, link.hash)).toBe(false);
});

test('the sealed keys of one generation open for the recovery key of their record only', async () => {
    const backup = await setUp();
    const other = await setUp();
    const bundle = await verifyBundle({provider, signed: decodeSignedBundle(backup.signedBundle), serverId: SERVER_ID, userId: ALICE});
    const [sealed] = bundle.sealedGenerations;
    if (sealed === undefined) {
        throw new Error('one generation');
    }
    const opening = {provider, sealed, link: bundle.chain.head};
    await expect(openGeneration({...opening, recovery: unsafeTestingInUse(backup.keys.recovery)})).resolves.toBeDefined();
    await expect(openGeneration({...opening, recovery: unsafeTestingInUse(other.keys.recovery)})).rejects.toThrow(
        failure('bundle_invalid'),
    );
});

test('a bundle over the limit is neither made nor read', async () => {
    const {bundle, keys} = await setUp();
    const signingKey = unsafeTestingInUse(keys.signing).privateKey;
    const large = {...bundle, sealedTrust: new Uint8Array(4 * 1024 * 1024)};
    await expect(signBundle({provider, bundle: large, signingKey})).rejects.toThrow(failure('too_large'));
    expect(() => decodeSignedBundle(new Uint8Array(4 * 1024 * 1024 + 1))).toThrow(failure('too_large'));
});

test('a trust state is ordered when it is written, and lists nobody twice', async () => {
    const {link} = await setUp();
    const pins = ['carol', 'alice', 'bob'].map((name) => [userIdOf(name), link.hash, 0, name] as const);
    const read = decodeTrustState(encodeTrustState({pins, policies: [], verified: []}));
    expect(read.pins.map(([, , , username]) => username)).toEqual(['alice', 'bob', 'carol']);

    const twice = {pins: [...pins, ...pins], policies: [], verified: []};
    expect(() => encodeTrustState(twice)).toThrow(failure('cbor_malformed'));
});
