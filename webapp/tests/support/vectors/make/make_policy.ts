import {encodeBase64url} from '../../../../src/lib/base64url';
import type {Bytes} from '../../../../src/lib/bytes';
import type {ProtocolCode} from '../../../../src/lib/errors';
import {LABELS} from '../../../../src/vault/crypto/labels';
import {decodeCbor, encodeCbor} from '../../../../src/vault/protocol/cbor';
import {encodePolicyStatement, hashPolicyStatement} from '../../../../src/vault/protocol/policy_statement';
import type {PolicyStatement, StatementHash} from '../../../../src/vault/protocol/policy_statement';
import {signStatement} from '../../../../src/vault/protocol/signed_statement';
import {CHANNEL_ID, OTHER_CHANNEL_ID, OTHER_SERVER_ID, SERVER_ID, START_MS, unsafeTestingInUse, userIdOf} from '../../people';
import type {UnsafeTestingKeys} from '../../people';
import {provider} from '../../provider';
import type {JsonObject} from '../vector_file';
import type {Accounts} from './accounts';
import {mapDefects} from './map_defects';
import type {Plan} from './plan';
import {signedArray, withBitFlipped, withElement, withField, withoutField} from './raw';

const ALICE = userIdOf('alice');
const BOB = userIdOf('bob');

/** Alice switched the channel on, Bob off, Alice (a generation later) on again. */
export interface ChannelPolicy {
    readonly statements: readonly [PolicyStatement, PolicyStatement, PolicyStatement];
    readonly hashes: readonly [StatementHash, StatementHash, StatementHash];
    readonly signed: readonly [Bytes, Bytes, Bytes];
}

function signWith(statement: PolicyStatement, keys: UnsafeTestingKeys): Promise<Bytes> {
    return signStatement({provider, statement, signingKey: unsafeTestingInUse(keys.signing).privateKey});
}

function hashOf(statement: PolicyStatement): Promise<StatementHash> {
    return hashPolicyStatement(provider, encodePolicyStatement(statement));
}

export async function channelPolicy({alice, bob}: Accounts): Promise<ChannelPolicy> {
    const on: PolicyStatement = {
        serverId: SERVER_ID,
        channelId: CHANNEL_ID,
        mode: 'p2p',
        sequence: 1,
        signer: ALICE,
        signerGeneration: 0,
        timeMs: START_MS,
    };
    const off: PolicyStatement = {...on, mode: 'none', sequence: 2, previous: await hashOf(on), signer: BOB, timeMs: START_MS + 1_000};

    // An earlier time: Alice's clock is behind Bob's.
    const again: PolicyStatement = {...on, sequence: 3, previous: await hashOf(off), signerGeneration: 1, timeMs: START_MS + 500};
    return {
        statements: [on, off, again],
        hashes: [await hashOf(on), await hashOf(off), await hashOf(again)],
        signed: [await signWith(on, alice[0]), await signWith(off, bob[0]), await signWith(again, alice[1])],
    };
}

export function policyStatementPlans({statements}: ChannelPolicy): readonly Plan[] {
    const [on, off] = statements.map(encodePolicyStatement) as [Bytes, Bytes, Bytes];
    const plan = (id: string, comment: string, statement: Bytes, expect: 'ok' | ProtocolCode): Plan => ({
        id,
        comment,
        input: {statement: encodeBase64url(statement)},
        expect,
    });
    return [
        plan('on', 'a first statement', on, 'ok'),
        plan('off', 'a later statement', off, 'ok'),
        ...mapDefects({structure: on, lastKey: 8, hasSuite: false, points: [], malformed: 'cbor_malformed', badPoint: 'point_invalid'}).map(
            ({id, comment, structure, expect}) => plan(id, comment, structure, expect),
        ),
        plan('server-id-long', 'a server id of 17 bytes', withField(on, 1, new Uint8Array(17)), 'cbor_malformed'),
        plan('channel-id-short', 'a channel id of 25 characters', withField(on, 2, 'a'.repeat(25)), 'cbor_malformed'),
        plan('mode-2', 'a mode that is not in the table', withField(on, 3, 2), 'cbor_malformed'),
        plan('sequence-0', 'sequence 0', withField(on, 4, 0), 'cbor_malformed'),
        plan('signer-empty', 'no signer', withField(on, 6, ''), 'cbor_malformed'),
        plan('generation-over', 'generation 65536', withField(on, 7, 65_536), 'cbor_malformed'),
        plan('previous-short', 'a previous hash of 31 bytes', withField(off, 5, new Uint8Array(31)), 'cbor_malformed'),
        plan('first-previous', 'a first statement that names a previous one', withField(on, 5, new Uint8Array(32)), 'statement_invalid'),
        plan('later-no-previous', 'a later statement without a previous one', withoutField(off, 5), 'statement_invalid'),
    ];
}

export async function signedStatementPlans({alice, bob}: Accounts, {statements, signed}: ChannelPolicy): Promise<readonly Plan[]> {
    const [on, off] = signed;
    const onBytes = encodePolicyStatement(statements[0]);
    const plan = (id: string, comment: string, signedStatement: Bytes, expect: 'ok' | ProtocolCode, keys = alice[0]): Plan => ({
        id,
        comment,
        input: {signedStatement: encodeBase64url(signedStatement), signingKey: encodeBase64url(keys.signing.publicKey)},
        expect,
    });
    const [, signature] = decodeCbor(on) as readonly [Bytes, Bytes];
    return [
        plan('on', 'switched on by Alice', on, 'ok'),
        plan('off', 'switched off by Bob', off, 'ok', bob[0]),
        plan('too-large', 'more than 1,024 bytes', new Uint8Array(1_025), 'too_large'),
        plan('no-array', 'the bare statement', onBytes, 'cbor_malformed'),
        plan('one-element', 'no signature at all', encodeCbor([onBytes]), 'cbor_malformed'),
        plan('three-elements', 'an element too many', encodeCbor([onBytes, signature, signature]), 'cbor_malformed'),
        plan('signature-long', 'a signature of 65 bytes', encodeCbor([onBytes, Uint8Array.from([...signature, 0])]), 'cbor_malformed'),
        plan('statement-version-2', 'a statement of version 2', withElement(on, 0, withField(onBytes, 0, 2)), 'version_unsupported'),
        plan('statement-inconsistent', 'an inconsistent statement', withElement(on, 0, withField(onBytes, 4, 2)), 'statement_invalid'),
        plan('flipped', 'one bit of the signature is flipped', withBitFlipped(on), 'signature_invalid'),
        plan('other-mode', 'the statement was changed', withElement(on, 0, withField(onBytes, 3, 0)), 'signature_invalid'),
        plan(
            'other-label',
            'signed under the label of a record',
            await signedArray(LABELS.recordSignature, onBytes, alice[0]),
            'signature_invalid',
        ),
        plan('other-key', 'signed by somebody else', await signedArray(LABELS.statementSignature, onBytes, bob[0]), 'signature_invalid'),
    ];
}

export async function statementChainPlans({alice, bob, mallory}: Accounts, policy: ChannelPolicy): Promise<readonly Plan[]> {
    const [on, off, again] = policy.signed;
    const [onStatement, offStatement] = policy.statements;
    const hashes = policy.hashes.map(encodeBase64url) as [string, string, string];
    const signer = (userId: string, generation: number, keys: UnsafeTestingKeys) => ({
        userId,
        generation,
        signingKey: encodeBase64url(keys.signing.publicKey),
    });
    const target = {
        serverId: encodeBase64url(SERVER_ID),
        channelId: CHANNEL_ID,
        signers: [signer(ALICE, 0, alice[0]), signer(ALICE, 1, alice[1]), signer(BOB, 0, bob[0])],
    };
    const plan = (id: string, comment: string, statements: readonly Bytes[], expect: 'ok' | ProtocolCode, more: JsonObject = {}): Plan => ({
        id,
        comment,
        input: {...target, signedStatements: statements.map(encodeBase64url), ...more},
        expect,
    });
    const second = (change: Partial<PolicyStatement>) => signWith({...offStatement, ...change}, bob[0]);
    const otherFirst = await signWith({...onStatement, mode: 'none'}, alice[0]);
    const pin = (sequence: 1 | 2 | 3) => ({pin: {sequence, hash: hashes[sequence - 1] ?? ''}});
    return [
        plan('none', 'a channel without statements', [], 'ok'),
        plan('one', 'switched on', [on], 'ok'),
        plan('three', 'on, off, on; the clocks of the signers differ', [on, off, again], 'ok'),
        plan('same', 'the pinned chain itself', [on, off], 'ok', pin(2)),
        plan('extended', 'one statement later', [on, off], 'ok', pin(1)),
        plan('extended-from-none', 'nothing was pinned', [on], 'ok', {pin: {sequence: 0}}),
        plan('same-none', 'nothing was pinned, and nothing is there', [], 'ok', {pin: {sequence: 0}}),
        plan('rolled-back', 'an older state of the pinned chain', [on], 'ok', pin(2)),
        plan('rolled-back-to-none', 'the statements are gone', [], 'ok', pin(1)),
        plan('forked', 'another statement of the pinned sequence', [otherFirst], 'ok', pin(1)),
        plan(
            'too-many',
            'more than 4,096 statements',
            Array.from({length: 4_097}, () => new Uint8Array()),
            'too_large',
        ),
        plan('malformed', 'a statement that is no CBOR', [Uint8Array.of(0xff)], 'cbor_malformed'),
        plan('not-first', 'begins with sequence 2', [off], 'statement_invalid'),
        plan('gap', 'a sequence is missing', [on, again], 'statement_invalid'),
        plan('twice', 'the first statement twice', [on, on], 'statement_invalid'),
        plan('previous-other', 'names another previous statement', [on, await second({previous: policy.hashes[2]})], 'statement_invalid'),
        plan(
            'other-channel',
            'statements of another channel',
            [await signWith({...onStatement, channelId: OTHER_CHANNEL_ID}, alice[0])],
            'statement_invalid',
        ),
        plan(
            'other-channel-later',
            'the second is of another channel',
            [on, await second({channelId: OTHER_CHANNEL_ID})],
            'statement_invalid',
        ),
        plan('other-server-later', 'the second is of another server', [on, await second({serverId: OTHER_SERVER_ID})], 'statement_invalid'),
        plan(
            'other-server',
            'statements of another server',
            [await signWith({...onStatement, serverId: OTHER_SERVER_ID}, alice[0])],
            'server_changed',
        ),
        plan(
            'signer-unknown',
            'signed by somebody without a record',
            [await signWith({...onStatement, signer: userIdOf('mallory')}, mallory[0])],
            'sender_unknown',
        ),
        plan(
            'generation-unknown',
            'signed by a generation without a record',
            [await signWith({...onStatement, signerGeneration: 2}, alice[2])],
            'sender_unknown',
        ),
        plan('signature', 'a signature does not verify', [on, withBitFlipped(off)], 'signature_invalid'),
        plan(
            'signed-by-other',
            'signed by another key than the signer\u2019s',
            [await signWith(onStatement, mallory[0])],
            'signature_invalid',
        ),
    ];
}
