/**
 * Whether a channel is encrypted, as one member stated it (protocol.md §3). Structure only.
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {HASH_LENGTH, hashContext} from './context';
import type {Hash} from './context';
import {SERVER_ID_LENGTH} from './ids';
import type {ChannelId, ServerId, UserId} from './ids';
import {bytes, choice, id, uint} from './kinds';
import {LIMITS} from './limits';
import {field, mapSchema, optional} from './schema';

/** Head of a channel's policy. */
export type StatementHash = Brand<Hash, 'StatementHash'>;
export type PolicyMode = 'none' | 'p2p';

export interface PolicyStatement {
    readonly serverId: ServerId;
    readonly channelId: ChannelId;
    readonly mode: PolicyMode;

    /** From 1. */
    readonly sequence: number;

    /** Absent exactly for sequence 1. */
    readonly previous?: StatementHash;
    readonly signer: UserId;
    readonly signerGeneration: number;
    readonly timeMs: number;
}

const SCHEMA = mapSchema('version', {
    serverId: field(1, bytes<ServerId>(SERVER_ID_LENGTH)),
    channelId: field(2, id<ChannelId>()),
    mode: field(3, choice<PolicyMode>({none: 0, p2p: 1})),
    sequence: field(4, uint({min: 1})),
    previous: optional(5, bytes<StatementHash>(HASH_LENGTH)),
    signer: field(6, id<UserId>()),
    signerGeneration: field(7, uint({max: LIMITS.generation})),
    timeMs: field(8, uint()),
});

/** @throws Failure `statement_invalid`, or a code of `Schema.encode` */
export function encodePolicyStatement(statement: PolicyStatement): Bytes {
    return SCHEMA.encode(consistent(statement));
}

/** @throws Failure `statement_invalid`, or a code of `Schema.decode` */
export function decodePolicyStatement(statementBytes: Bytes): PolicyStatement {
    return consistent(SCHEMA.decode(statementBytes));
}

export async function hashPolicyStatement(provider: CryptoProvider, statementBytes: Bytes): Promise<StatementHash> {
    return (await hashContext(provider, LABELS.statement, statementBytes)) as StatementHash;
}

function consistent(statement: PolicyStatement): PolicyStatement {
    if ((statement.sequence === 1) !== (statement.previous === undefined)) {
        throw new Failure('statement_invalid');
    }
    return statement;
}
