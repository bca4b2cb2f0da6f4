/**
 * A user's keys of one generation (protocol.md §2.1). Structure only; `signed_record.ts` and `chain.ts` prove it.
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import {equalBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {PublicKey} from '../crypto/keys';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {HASH_LENGTH, hashContext} from './context';
import type {Hash} from './context';
import {SERVER_ID_LENGTH} from './ids';
import type {ServerId, UserId} from './ids';
import {bytes, choice, id, publicKey, uint} from './kinds';
import {LIMITS} from './limits';
import {field, mapSchema, optional} from './schema';

export type RecordHash = Brand<Hash, 'RecordHash'>;

/** `create` is the first, `rotate` is co-signed by the one before, `reset` isn't: the old key was lost or stolen. */
export type RecordKind = 'create' | 'rotate' | 'reset';

export interface IdentityRecord {
    readonly serverId: ServerId;
    readonly userId: UserId;
    readonly generation: number;
    readonly kind: RecordKind;
    readonly encryptionKey: PublicKey<'encryption'>;
    readonly signingKey: PublicKey<'signing'>;
    readonly recoveryKey: PublicKey<'recovery'>;

    /** Absent exactly for `create`. */
    readonly previous?: RecordHash;
    readonly timeMs: number;
}

const SCHEMA = mapSchema('versionAndSuite', {
    serverId: field(2, bytes<ServerId>(SERVER_ID_LENGTH)),
    userId: field(3, id<UserId>()),
    generation: field(4, uint({max: LIMITS.generation})),
    kind: field(5, choice<RecordKind>({create: 0, rotate: 1, reset: 2})),
    encryptionKey: field(6, publicKey<'encryption'>()),
    signingKey: field(7, publicKey<'signing'>()),
    recoveryKey: field(8, publicKey<'recovery'>()),
    previous: optional(9, bytes<RecordHash>(HASH_LENGTH)),
    timeMs: field(10, uint()),
});

/** @throws Failure `record_invalid`, or a code of `Schema.encode` */
export function encodeIdentityRecord(record: IdentityRecord): Bytes {
    return SCHEMA.encode(consistent(record));
}

/** @throws Failure `record_invalid`, or a code of `Schema.decode` */
export function decodeIdentityRecord(recordBytes: Bytes): IdentityRecord {
    return consistent(SCHEMA.decode(recordBytes));
}

export async function hashIdentityRecord(provider: CryptoProvider, recordBytes: Bytes): Promise<RecordHash> {
    return (await hashContext(provider, LABELS.record, recordBytes)) as RecordHash;
}

function consistent(record: IdentityRecord): IdentityRecord {
    const isCreate = record.kind === 'create';
    const {encryptionKey, signingKey, recoveryKey} = record;
    if (
        isCreate !== (record.previous === undefined) ||
        isCreate !== (record.generation === 0) ||
        equalBytes(encryptionKey, signingKey) ||
        equalBytes(encryptionKey, recoveryKey) ||
        equalBytes(signingKey, recoveryKey)
    ) {
        throw new Failure('record_invalid');
    }
    return record;
}
