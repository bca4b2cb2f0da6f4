/**
 * A channel's policy over time: a hash chain of signed statements (protocol.md §3). Its last statement is in force.
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import {equalBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {CryptoProvider} from '../crypto/provider';
import type {ChannelId, ServerId} from './ids';
import {LIMITS} from './limits';
import {hashPolicyStatement} from './policy_statement';
import type {PolicyStatement, StatementHash} from './policy_statement';
import {decodeSignedStatement, verifySignedStatement} from './signed_statement';
import type {ResolveSigner} from './signer';
import {requireAtMost} from './sizes';

export interface StatementLink {
    readonly statement: PolicyStatement;
    readonly hash: StatementHash;
}

/** Only `verifyStatementChain` makes one. */
export type VerifiedStatementChain = Brand<
    {
        readonly channelId: ChannelId;

        /** The statement of sequence *i* + 1 at index *i*; empty for a channel that was never switched on. */
        readonly links: readonly StatementLink[];
    },
    'VerifiedStatementChain'
>;

export interface StatementChainVerification {
    readonly provider: CryptoProvider;
    readonly signedStatements: readonly Bytes[];

    /** The pinned one. */
    readonly serverId: ServerId;
    readonly channelId: ChannelId;
    readonly resolveSigner: ResolveSigner;
}

/**
 * @throws Failure `too_large`, `server_changed`, `statement_invalid`, `sender_unknown`, `signature_invalid`, or a code of
 * `decodeSignedStatement`
 */
export async function verifyStatementChain(request: StatementChainVerification): Promise<VerifiedStatementChain> {
    const {provider, signedStatements, serverId, channelId, resolveSigner} = request;
    requireAtMost(LIMITS.statements, signedStatements.length);
    const links: StatementLink[] = [];
    for (const signedBytes of signedStatements) {
        const signed = decodeSignedStatement(signedBytes);
        const {statement, statementBytes} = signed;
        const previous = links.at(-1);
        if (previous === undefined && !equalBytes(statement.serverId, serverId)) {
            throw new Failure('server_changed');
        }
        requireSuccessor(statement, previous, {serverId, channelId, sequence: links.length + 1});
        const signer = await resolveSigner(statement.signer, statement.signerGeneration);
        if (signer === undefined) {
            throw new Failure('sender_unknown');
        }
        await verifySignedStatement({provider, signed, signer});
        links.push({statement, hash: await hashPolicyStatement(provider, statementBytes)});
    }
    return {channelId, links} as unknown as VerifiedStatementChain;
}

type Expected = Pick<PolicyStatement, 'serverId' | 'channelId' | 'sequence'>;

function requireSuccessor(statement: PolicyStatement, previous: StatementLink | undefined, expected: Expected): void {
    const isOfThisChain =
        statement.sequence === expected.sequence &&
        statement.channelId === expected.channelId &&
        equalBytes(statement.serverId, expected.serverId);
    const follows = previous === undefined || (statement.previous !== undefined && equalBytes(statement.previous, previous.hash));
    if (!isOfThisChain || !follows) {
        throw new Failure('statement_invalid');
    }
}

export type StatementChainChange = 'same' | 'extended' | 'rolled_back' | 'forked';

/** What this browser has seen last of a channel's policy. */
export interface StatementPin {
    /** 0 where it has seen no statement. */
    readonly sequence: number;
    readonly hash?: StatementHash;
}

/** A chain beside what is pinned. One hash is enough: it covers all statements before it. */
export function compareStatementChain(chain: VerifiedStatementChain, pin: StatementPin): StatementChainChange {
    const {links} = chain;
    if (links.length < pin.sequence) {
        return 'rolled_back';
    }
    const pinned = links[pin.sequence - 1];
    if (pin.hash !== undefined && (pinned === undefined || !equalBytes(pinned.hash, pin.hash))) {
        return 'forked';
    }
    return links.length === pin.sequence ? 'same' : 'extended';
}
