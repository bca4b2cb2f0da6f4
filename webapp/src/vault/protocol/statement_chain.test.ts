import {failure} from '../../../tests/support/failure';
import {CHANNEL_ID, SERVER_ID, START_MS, signerOf, unsafeTestingInUse, unsafeTestingKeys, userIdOf} from '../../../tests/support/people';
import {provider} from '../../../tests/support/provider';
import {encodePolicyStatement, hashPolicyStatement} from './policy_statement';
import type {PolicyStatement} from './policy_statement';
import {signStatement} from './signed_statement';
import {compareStatementChain, verifyStatementChain} from './statement_chain';

// What makes the statements of a channel valid, and how they compare with a pin, is in docs/vectors/statement_chain.json.

const ALICE = userIdOf('alice');

test('what a member signs is verified, and the last statement is in force', async () => {
    const keys = await unsafeTestingKeys();
    const signingKey = unsafeTestingInUse(keys.signing).privateKey;
    const on: PolicyStatement = {
        serverId: SERVER_ID,
        channelId: CHANNEL_ID,
        mode: 'p2p',
        sequence: 1,
        signer: ALICE,
        signerGeneration: 0,
        timeMs: START_MS,
    };
    const onHash = await hashPolicyStatement(provider, encodePolicyStatement(on));
    const off: PolicyStatement = {...on, mode: 'none', sequence: 2, previous: onHash};
    const signedStatements = [
        await signStatement({provider, statement: on, signingKey}),
        await signStatement({provider, statement: off, signingKey}),
    ];
    const before = structuredClone(signedStatements);

    const resolveSigner = await signerOf(ALICE, keys);
    const request = {provider, signedStatements, serverId: SERVER_ID, channelId: CHANNEL_ID, resolveSigner};
    const chain = await verifyStatementChain(request);
    expect(chain.links.map(({statement}) => statement)).toEqual([on, off]);
    expect(compareStatementChain(chain, {sequence: 1, hash: onHash})).toBe('extended');
    expect(signedStatements).toEqual(before);
});

test('a statement that nobody would accept is not signed', async () => {
    const signingKey = unsafeTestingInUse((await unsafeTestingKeys()).signing).privateKey;
    const statement: PolicyStatement = {
        serverId: SERVER_ID,
        channelId: CHANNEL_ID,
        mode: 'p2p',
        sequence: 2,
        signer: ALICE,
        signerGeneration: 0,
        timeMs: START_MS,
    };
    await expect(signStatement({provider, statement, signingKey})).rejects.toThrow(failure('statement_invalid'));
});
