import {encodeBase64url} from '../../../src/lib/base64url';
import type {PublicKey} from '../../../src/vault/crypto/keys';
import {importVerificationKey} from '../../../src/vault/crypto/sign';
import {compareChain, verifyChain} from '../../../src/vault/protocol/chain';
import {decodeIdentityRecord, hashIdentityRecord} from '../../../src/vault/protocol/identity_record';
import type {RecordHash} from '../../../src/vault/protocol/identity_record';
import {toChannelId, toServerId, toUserId} from '../../../src/vault/protocol/ids';
import {decodePolicyStatement, hashPolicyStatement} from '../../../src/vault/protocol/policy_statement';
import type {StatementHash} from '../../../src/vault/protocol/policy_statement';
import {compareSafetyNumber, safetyNumberOf} from '../../../src/vault/protocol/safety_number';
import type {NumberedPerson} from '../../../src/vault/protocol/safety_number';
import {decodeSignedRecord, verifySignedRecord} from '../../../src/vault/protocol/signed_record';
import {decodeSignedStatement, verifySignedStatement} from '../../../src/vault/protocol/signed_statement';
import type {ResolveSigner} from '../../../src/vault/protocol/signer';
import {compareStatementChain, verifyStatementChain} from '../../../src/vault/protocol/statement_chain';
import type {StatementPin} from '../../../src/vault/protocol/statement_chain';
import {unsafeTestingAgreementPair, unsafeTestingSigningPair} from '../private_keys';
import {provider} from '../provider';
import {toJson} from './input';
import type {Input} from './input';
import type {Readers} from './readers';
import type {JsonObject} from './vector_file';

/** `[{userId, generation, signingKey}]` */
export function readSigners(signers: readonly Input[]): ResolveSigner {
    const known = signers.map((signer) => ({
        userId: signer.string('userId'),
        generation: signer.number('generation'),
        signingKey: signer.key<PublicKey<'signing'>>('signingKey'),
    }));
    return async (userId, generation) => {
        const found = known.find((signer) => signer.userId === userId && signer.generation === generation);
        return found && importVerificationKey(provider, found.signingKey);
    };
}

function readPin(input: Input): StatementPin {
    const sequence = input.number('sequence');
    return sequence === 0 ? {sequence} : {sequence, hash: input.key<StatementHash>('hash')};
}

function readNumbered(input: Input): NumberedPerson {
    return {userId: toUserId(input.string('userId')), record: input.key<RecordHash>('record')};
}

export const identityReaders: Readers = {
    async identity_record(input): Promise<JsonObject> {
        const recordBytes = input.bytes('record');
        const record = decodeIdentityRecord(recordBytes);
        return {...(toJson(record) as JsonObject), hash: encodeBase64url(await hashIdentityRecord(provider, recordBytes))};
    },

    async safety_number(input): Promise<JsonObject> {
        const [one, other, scanned] = [readNumbered(input.object('one')), readNumbered(input.object('other')), input.string('scanned')];
        const number = await safetyNumberOf(provider, [one, other]);
        return {...number, outcome: compareSafetyNumber(number, scanned)};
    },

    async signed_record(input): Promise<JsonObject> {
        const signedBytes = input.bytes('signedRecord');
        const previous = input.has('previousSigningKey') ? input.key<PublicKey<'signing'>>('previousSigningKey') : undefined;
        const signed = decodeSignedRecord(signedBytes);
        await verifySignedRecord({provider, signed, ...(previous && {previousSigningKey: previous})});
        const hash = await hashIdentityRecord(provider, signed.recordBytes);
        return {generation: signed.record.generation, kind: signed.record.kind, hash: encodeBase64url(hash)};
    },

    async chain(input): Promise<JsonObject> {
        const request = {
            serverId: toServerId(input.bytes('serverId')),
            userId: toUserId(input.string('userId')),
            signedRecords: input.bytesList('signedRecords'),
        };
        const pinned = input.has('pinned') ? (input.bytesList('pinned') as readonly RecordHash[]) : undefined;
        const chain = await verifyChain({provider, ...request});
        return {
            generation: chain.head.record.generation,
            head: encodeBase64url(chain.head.hash),
            ...(pinned && {change: compareChain(chain, pinned)}),
        };
    },

    async policy_statement(input): Promise<JsonObject> {
        const statementBytes = input.bytes('statement');
        const statement = decodePolicyStatement(statementBytes);
        return {...(toJson(statement) as JsonObject), hash: encodeBase64url(await hashPolicyStatement(provider, statementBytes))};
    },

    async signed_statement(input): Promise<JsonObject> {
        const signedBytes = input.bytes('signedStatement');
        const signingKey = input.key<PublicKey<'signing'>>('signingKey');
        const signed = decodeSignedStatement(signedBytes);
        await verifySignedStatement({provider, signed, signer: await importVerificationKey(provider, signingKey)});
        return {
            sequence: signed.statement.sequence,
            mode: signed.statement.mode,
            hash: encodeBase64url(await hashPolicyStatement(provider, signed.statementBytes)),
        };
    },

    async statement_chain(input): Promise<JsonObject> {
        const request = {
            serverId: toServerId(input.bytes('serverId')),
            channelId: toChannelId(input.string('channelId')),
            signedStatements: input.bytesList('signedStatements'),
            resolveSigner: readSigners(input.objects('signers')),
        };
        const pin = input.has('pin') ? readPin(input.object('pin')) : undefined;
        const chain = await verifyStatementChain({provider, ...request});
        const last = chain.links.at(-1);
        return {
            sequence: chain.links.length,
            mode: last?.statement.mode ?? 'none',
            ...(last && {head: encodeBase64url(last.hash)}),
            ...(pin && {change: compareStatementChain(chain, pin)}),
        };
    },

    async accounts(input): Promise<JsonObject> {
        input.string('userId');
        input.number('generation');
        const [encryption, signing, recovery] = await Promise.all([
            unsafeTestingAgreementPair(input.bytes('encryptionPrivateKey')),
            unsafeTestingSigningPair(input.bytes('signingPrivateKey')),
            unsafeTestingAgreementPair(input.bytes('recoveryPrivateKey')),
        ]);
        return {
            encryptionKey: encodeBase64url(encryption.publicKey),
            signingKey: encodeBase64url(signing.publicKey),
            recoveryKey: encodeBase64url(recovery.publicKey),
        };
    },
};
