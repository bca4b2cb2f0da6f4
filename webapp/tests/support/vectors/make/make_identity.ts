import {encodeBase64url} from '../../../../src/lib/base64url';
import type {Bytes} from '../../../../src/lib/bytes';
import type {ProtocolCode} from '../../../../src/lib/errors';
import {LABELS} from '../../../../src/vault/crypto/labels';
import {decodeCbor, encodeCbor} from '../../../../src/vault/protocol/cbor';
import type {ChainLink} from '../../../../src/vault/protocol/chain';
import {encodeIdentityRecord} from '../../../../src/vault/protocol/identity_record';
import type {IdentityRecord} from '../../../../src/vault/protocol/identity_record';
import {OTHER_SERVER_ID, SERVER_ID, createRecord, linkOf, nextRecord, signWith, userIdOf} from '../../people';
import type {UnsafeTestingKeys} from '../../people';
import type {JsonObject} from '../vector_file';
import type {Accounts} from './accounts';
import {mapDefects} from './map_defects';
import type {Plan} from './plan';
import {fieldsOf, signatureOf, signedArray, withBitFlipped, withElement, withField, withoutField} from './raw';

const ALICE = userIdOf('alice');

/** Alice's chain: create, rotate, reset. */
export interface AliceChain {
    readonly links: readonly [ChainLink, ChainLink, ChainLink];
    readonly signed: readonly [Bytes, Bytes, Bytes];
}

export async function aliceChain({alice}: Accounts): Promise<AliceChain> {
    const created = await linkOf(createRecord(ALICE, alice[0]));
    const rotated = await linkOf(nextRecord(created, 'rotate', alice[1]));
    const reset = await linkOf(nextRecord(rotated, 'reset', alice[2]));
    return {
        links: [created, rotated, reset],
        signed: [
            await signWith(created.record, alice[0]),
            await signWith(rotated.record, alice[1], alice[0]),
            await signWith(reset.record, alice[2]),
        ],
    };
}

export function identityRecordPlans({links}: AliceChain): readonly Plan[] {
    const [created, rotated, reset] = links.map(({record}) => encodeIdentityRecord(record)) as [Bytes, Bytes, Bytes];
    const plan = (id: string, comment: string, record: Bytes, expect: 'ok' | ProtocolCode): Plan => ({
        id,
        comment,
        input: {record: encodeBase64url(record)},
        expect,
    });
    const encryptionKey = fieldsOf(created).get(6);
    const signingKey = fieldsOf(created).get(7);
    return [
        plan('create', 'a first record', created, 'ok'),
        plan('rotate', 'a rotation', rotated, 'ok'),
        plan('reset', 'a reset', reset, 'ok'),
        plan('generation-largest', 'the largest generation', withField(rotated, 4, 65_535), 'ok'),
        ...mapDefects({
            structure: created,
            lastKey: 10,
            hasSuite: true,
            points: [6, 7, 8],
            malformed: 'cbor_malformed',
            badPoint: 'point_invalid',
        }).map(({id, comment, structure, expect}) => plan(id, comment, structure, expect)),
        plan('server-id-short', 'a server id of 15 bytes', withField(created, 2, new Uint8Array(15)), 'cbor_malformed'),
        plan('server-id-text', 'a server id that is text', withField(created, 2, 'a'.repeat(16)), 'cbor_malformed'),
        plan('user-id-short', 'a user id of 25 characters', withField(created, 3, 'a'.repeat(25)), 'cbor_malformed'),
        plan('user-id-upper', 'a user id with a capital', withField(created, 3, 'A'.padEnd(26, 'a')), 'cbor_malformed'),
        plan('user-id-newline', 'a user id with a line feed behind it', withField(created, 3, `${ALICE}\n`), 'cbor_malformed'),
        plan('generation-over', 'generation 65536', withField(rotated, 4, 65_536), 'cbor_malformed'),
        plan('kind-3', 'a kind that is not in the table', withField(rotated, 5, 3), 'cbor_malformed'),
        plan('previous-short', 'a previous hash of 31 bytes', withField(rotated, 9, new Uint8Array(31)), 'cbor_malformed'),
        plan('create-generation-1', 'a create of generation 1', withField(created, 4, 1), 'record_invalid'),
        plan('create-previous', 'a create that names a previous record', withField(created, 9, new Uint8Array(32)), 'record_invalid'),
        plan('rotate-generation-0', 'a rotate of generation 0', withField(rotated, 4, 0), 'record_invalid'),
        plan('rotate-no-previous', 'a rotate without a previous record', withoutField(rotated, 9), 'record_invalid'),
        plan('reset-no-previous', 'a reset without a previous record', withoutField(reset, 9), 'record_invalid'),
        plan('keys-encryption-signing', 'one key for encrypting and signing', withField(created, 7, encryptionKey), 'record_invalid'),
        plan('keys-encryption-recovery', 'one key for encrypting and recovery', withField(created, 8, encryptionKey), 'record_invalid'),
        plan('keys-signing-recovery', 'one key for signing and recovery', withField(created, 8, signingKey), 'record_invalid'),
    ];
}

export async function signedRecordPlans({alice}: Accounts, {links, signed}: AliceChain): Promise<readonly Plan[]> {
    const [created, rotated, reset] = signed;
    const [createdBytes, rotatedBytes] = links.map(({record}) => encodeIdentityRecord(record)) as [Bytes, Bytes, Bytes];
    const previous = {previousSigningKey: encodeBase64url(alice[0].signing.publicKey)};
    const plan = (id: string, comment: string, signedRecord: Bytes, expect: 'ok' | ProtocolCode, more: JsonObject = {}): Plan => ({
        id,
        comment,
        input: {signedRecord: encodeBase64url(signedRecord), ...more},
        expect,
    });
    const elements = (array: Bytes) => decodeCbor(array) as readonly [Bytes, Bytes, Bytes];
    const [, ownSignature, coSignature] = elements(rotated);
    const otherLabel = await signedArray(LABELS.statementSignature, createdBytes, alice[0]);
    const badPoint = withField(createdBytes, 7, withBitFlipped(alice[0].signing.publicKey));
    return [
        plan('create', 'a first record', created, 'ok'),
        plan('rotate', 'a rotation, signed by both generations', rotated, 'ok', previous),
        plan('reset', 'a reset, signed by its own key only', reset, 'ok'),
        plan('too-large', 'more than 1,024 bytes', new Uint8Array(1_025), 'too_large'),
        plan('no-array', 'the bare record', createdBytes, 'cbor_malformed'),
        plan('one-element', 'no signature at all', encodeCbor([createdBytes]), 'cbor_malformed'),
        plan('four-elements', 'an element too many', encodeCbor([...elements(rotated), coSignature]), 'cbor_malformed', previous),
        plan('signature-short', 'a signature of 63 bytes', withElement(created, 1, ownSignature.subarray(1)), 'cbor_malformed'),
        plan('record-text', 'text instead of a record', withElement(created, 0, 'record'), 'cbor_malformed'),
        plan('trailing', 'a byte behind the array', Uint8Array.from([...created, 0]), 'cbor_malformed'),
        plan('record-version-2', 'a record of version 2', withElement(created, 0, withField(createdBytes, 0, 2)), 'version_unsupported'),
        plan('record-point', 'a signing key off the curve', withElement(created, 0, badPoint), 'point_invalid'),
        plan(
            'create-cosigned',
            'a create with a rotation signature',
            encodeCbor([...elements(created), coSignature]),
            'record_invalid',
            previous,
        ),
        plan(
            'rotate-alone',
            'a rotate without the rotation signature',
            encodeCbor([rotatedBytes, ownSignature]),
            'record_invalid',
            previous,
        ),
        plan(
            'flipped',
            'one bit of the signature is flipped',
            withElement(created, 1, withBitFlipped(elements(created)[1])),
            'signature_invalid',
        ),
        plan('other-time', 'the record was changed', withElement(created, 0, withField(createdBytes, 10, 1)), 'signature_invalid'),
        plan('other-label', 'signed under the label of a statement', otherLabel, 'signature_invalid'),
        plan('other-key', 'signed by another key', await signedArray(LABELS.recordSignature, createdBytes, alice[1]), 'signature_invalid'),
        plan(
            'rotation-flipped',
            'one bit of the rotation signature is flipped',
            withElement(rotated, 2, withBitFlipped(coSignature)),
            'signature_invalid',
            previous,
        ),
        plan(
            'rotation-own-key',
            'a rotation signed twice by the new key',
            withElement(rotated, 2, await signatureOf(LABELS.recordRotation, rotatedBytes, alice[1])),
            'signature_invalid',
            previous,
        ),
        plan(
            'rotation-label',
            'the rotation signature under the label of the other one',
            withElement(rotated, 2, await signatureOf(LABELS.recordSignature, rotatedBytes, alice[0])),
            'signature_invalid',
            previous,
        ),
        plan(
            'signatures-swapped',
            'both signatures in the wrong order',
            encodeCbor([rotatedBytes, coSignature, ownSignature]),
            'signature_invalid',
            previous,
        ),
    ];
}

export async function chainPlans({alice, mallory}: Accounts, {links, signed}: AliceChain): Promise<readonly Plan[]> {
    const [created, rotated, reset] = links;
    const [signedCreate, signedRotate, signedReset] = signed;
    const hashes = links.map(({hash}) => encodeBase64url(hash));
    const target = {serverId: encodeBase64url(SERVER_ID), userId: ALICE};
    const plan = (id: string, comment: string, records: readonly Bytes[], expect: 'ok' | ProtocolCode, more: JsonObject = {}): Plan => ({
        id,
        comment,
        input: {...target, signedRecords: records.map(encodeBase64url), ...more},
        expect,
    });
    const changed = (record: IdentityRecord, change: Partial<IdentityRecord>, keys: UnsafeTestingKeys, previous?: UnsafeTestingKeys) =>
        signWith({...record, ...change}, keys, previous);
    const otherServer = await changed(created.record, {serverId: OTHER_SERVER_ID}, alice[0]);
    const malloryCreate = await signWith(createRecord(ALICE, mallory[0]), mallory[0]);
    const rotatedAgain = await linkOf(nextRecord(rotated, 'rotate', alice[2]));
    const notSuccessor = (change: Partial<IdentityRecord>) => changed(rotated.record, change, alice[1], alice[0]);
    return [
        plan('one', 'a chain of one', [signedCreate], 'ok'),
        plan('three', 'create, rotate, reset', [signedCreate, signedRotate, signedReset], 'ok'),
        plan('same', 'the pinned chain itself', [signedCreate, signedRotate], 'ok', {pinned: hashes.slice(0, 2)}),
        plan('rotated', 'one rotation later', [signedCreate, signedRotate], 'ok', {pinned: hashes.slice(0, 1)}),
        plan(
            'rotated-twice',
            'two rotations later',
            [signedCreate, signedRotate, await signWith(rotatedAgain.record, alice[2], alice[1])],
            'ok',
            {pinned: hashes.slice(0, 1)},
        ),
        plan('reset', 'a reset later', [signedCreate, signedRotate, signedReset], 'ok', {pinned: hashes.slice(0, 2)}),
        plan('reset-behind-rotation', 'a rotation and a reset later', [signedCreate, signedRotate, signedReset], 'ok', {
            pinned: hashes.slice(0, 1),
        }),
        plan('rolled-back', 'an older state of the pinned chain', [signedCreate], 'ok', {pinned: hashes.slice(0, 2)}),
        plan('forked', 'another chain of the same length', [malloryCreate], 'ok', {pinned: hashes.slice(0, 1)}),
        plan(
            'forked-later',
            'the same beginning, another continuation',
            [signedCreate, await notSuccessor({timeMs: created.record.timeMs})],
            'ok',
            {pinned: hashes.slice(0, 2)},
        ),
        plan('forked-shorter', 'shorter than the pinned chain, and no part of it', [malloryCreate], 'ok', {pinned: hashes.slice(0, 2)}),
        plan('empty', 'no record', [], 'chain_invalid'),
        plan(
            'too-many',
            'more than 1,024 records',
            Array.from({length: 1_025}, () => new Uint8Array()),
            'too_large',
        ),
        plan('record-malformed', 'a record that is no CBOR', [Uint8Array.of(0xff)], 'cbor_malformed'),
        plan('not-create', 'begins with a rotate', [signedRotate], 'chain_invalid'),
        plan('create-twice', 'create in the middle', [signedCreate, signedCreate], 'chain_invalid'),
        plan('gap', 'a generation is missing', [signedCreate, await notSuccessor({generation: 2})], 'chain_invalid'),
        plan('swapped', 'records in the wrong order', [signedRotate, signedCreate], 'chain_invalid'),
        plan(
            'previous-other',
            'names another previous record',
            [signedCreate, await notSuccessor({previous: reset.hash})],
            'chain_invalid',
        ),
        plan(
            'earlier',
            'a time before that of the record before',
            [signedCreate, await notSuccessor({timeMs: created.record.timeMs - 1})],
            'chain_invalid',
        ),
        plan(
            'other-user-later',
            'the second record is of another user',
            [signedCreate, await notSuccessor({userId: userIdOf('mallory')})],
            'chain_invalid',
        ),
        plan(
            'other-server-later',
            'the second record is of another server',
            [signedCreate, await notSuccessor({serverId: OTHER_SERVER_ID})],
            'chain_invalid',
        ),
        plan(
            'other-user',
            'a chain of another user',
            [await signWith(createRecord(userIdOf('mallory'), mallory[0]), mallory[0])],
            'chain_invalid',
        ),
        plan('other-server', 'a chain of another server', [otherServer], 'server_changed'),
        plan(
            'signature',
            'a signature in the middle does not verify',
            [signedCreate, withBitFlipped(signedRotate), signedReset],
            'signature_invalid',
        ),
        plan(
            'rotation-by-stranger',
            'a rotate that the previous generation did not sign',
            [signedCreate, await signWith(rotated.record, alice[1], mallory[0])],
            'signature_invalid',
        ),
    ];
}
