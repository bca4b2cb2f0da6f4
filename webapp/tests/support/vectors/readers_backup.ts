import {encodeBase64url} from '../../../src/lib/base64url';
import type {Bytes} from '../../../src/lib/bytes';
import {decodeSignedBundle, verifyBundle} from '../../../src/vault/backup/bundle';
import type {VerifiedBundle} from '../../../src/vault/backup/bundle';
import {openHandOver} from '../../../src/vault/backup/hand_over';
import {formatRecoveryCode, parseRecoveryCode} from '../../../src/vault/backup/recovery_code';
import {openGeneration} from '../../../src/vault/backup/sealed_generation';
import {decodeSealedKeys} from '../../../src/vault/backup/sealed_keys';
import {openTrust} from '../../../src/vault/backup/sealed_trust';
import {decodeTrustState} from '../../../src/vault/backup/trust_state';
import type {TrustState} from '../../../src/vault/backup/trust_state';
import {decodeWrappedRecoveryKey, unwrapRecoveryKey} from '../../../src/vault/backup/wrapped_recovery_key';
import type {KeyPair} from '../../../src/vault/crypto/keys';
import {decodeIdentityRecord} from '../../../src/vault/protocol/identity_record';
import {toServerId, toUserId} from '../../../src/vault/protocol/ids';
import {linkOf, unsafeTestingInUse} from '../people';
import {unsafeTestingAgreementPair} from '../private_keys';
import {provider} from '../provider';
import {toJson} from './input';
import type {Input} from './input';
import type {Readers} from './readers';
import type {JsonObject} from './vector_file';

function readTarget(input: Input) {
    return {serverId: toServerId(input.bytes('serverId')), userId: toUserId(input.string('userId'))};
}

async function recoveryPair(pkcs8: Bytes): Promise<KeyPair<'recovery'>> {
    return unsafeTestingInUse(await unsafeTestingAgreementPair<'recovery'>(pkcs8));
}

/** Opens every generation, and says which. */
async function openGenerations(bundle: VerifiedBundle, recovery: KeyPair<'recovery'>): Promise<readonly number[]> {
    const opened: number[] = [];
    for (const sealed of bundle.sealedGenerations) {
        const link = bundle.chain.links[sealed.generation];
        if (link === undefined) {
            throw new Error('a verified bundle has a record for every sealed generation');
        }
        await openGeneration({provider, recovery, sealed, link});
        opened.push(sealed.generation);
    }
    return opened;
}

async function openSealedTrust(bundle: VerifiedBundle, recovery: KeyPair<'recovery'>): Promise<TrustState | undefined> {
    const {sealedTrust, sequence, chain} = bundle;
    const {serverId, userId, head} = chain;
    return sealedTrust && openTrust({provider, recovery, sealedTrust, serverId, userId, sequence, head: head.hash});
}

export const backupReaders: Readers = {
    recovery_code(input): JsonObject {
        const secret = parseRecoveryCode(input.string('code'));
        return {secret: encodeBase64url(secret), code: formatRecoveryCode(secret)};
    },

    async wrapped_recovery_key(input): Promise<JsonObject> {
        const target = readTarget(input);
        const code = parseRecoveryCode(input.string('code'));
        const wrapped = decodeWrappedRecoveryKey(input.bytes('wrappedRecoveryKey'));
        const recovery = await unwrapRecoveryKey({provider, code, wrapped, ...target});
        return {recoveryKey: encodeBase64url(recovery.publicKey), recordHash: encodeBase64url(wrapped.recordHash)};
    },

    async sealed_generation(input): Promise<JsonObject> {
        const recovery = await recoveryPair(input.bytes('recoveryPrivateKey'));
        const sealedBytes = input.bytes('sealedGeneration');
        const link = await linkOf(decodeIdentityRecord(input.bytes('record')));
        const sealed = decodeSealedKeys(sealedBytes);
        const {encryption, signing} = await openGeneration({provider, recovery, sealed, link});
        return {
            generation: sealed.generation,
            encryptionKey: encodeBase64url(encryption.publicKey),
            signingKey: encodeBase64url(signing.publicKey),
        };
    },

    async hand_over(input): Promise<JsonObject> {
        const privateKey = (await unsafeTestingAgreementPair<'encryption'>(input.bytes('encryptionPrivateKey'))).privateKey;
        const handOver = input.bytes('handOver');
        const {encryptionKey: publicKey} = decodeIdentityRecord(input.bytes('previousRecord'));
        const link = await linkOf(decodeIdentityRecord(input.bytes('record')));
        const holder = unsafeTestingInUse({publicKey, privateKey});
        const {encryption, signing} = await openHandOver({provider, encryption: holder, handOver, link});
        return {
            generation: link.record.generation,
            encryptionKey: encodeBase64url(encryption.publicKey),
            signingKey: encodeBase64url(signing.publicKey),
        };
    },

    trust_state(input): JsonObject {
        return toJson(decodeTrustState(input.bytes('trustState'))) as JsonObject;
    },

    async bundle(input): Promise<JsonObject> {
        const target = readTarget(input);
        const recovery = await recoveryPair(input.bytes('recoveryPrivateKey'));
        const signed = decodeSignedBundle(input.bytes('bundle'));
        const bundle = await verifyBundle({provider, signed, ...target});
        const trust = await openSealedTrust(bundle, recovery);
        return {
            sequence: bundle.sequence,
            head: encodeBase64url(bundle.chain.head.hash),
            generations: await openGenerations(bundle, recovery),
            ...(trust && {trust: toJson(trust)}),
        };
    },
};
