/**
 * Adds to docs/vectors what isn't there yet: `npx tsx --conditions=import webapp/tests/support/vectors/make/main.ts`
 *
 * A vector that exists stays as it is, since its id has a meaning to every reader in every language, and signatures are
 * random: what is to change gets a new id. The result is committed; no test runs this.
 *
 * @packageDocumentation
 */
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

import {Failure} from '../../../../src/lib/errors';
import {Input} from '../input';
import {READERS} from '../readers';
import {VECTORS_FOLDER, readVectorFile} from '../vector_file';
import type {JsonObject, Vector} from '../vector_file';
import {loadAccounts, makeAccounts} from './accounts';
import {bundlePlans, recoveryCodePlans, sealedGenerationPlans, trustStatePlans, wrappedRecoveryKeyPlans} from './make_backup';
import {
    base64urlPlans,
    bodyPlans,
    contextPlans,
    deterministicCborPlans,
    paddedLengthPlans,
    paddingPlans,
    placeholderPlans,
} from './make_encoding';
import {headerPlans, kekPlans, makeHeaders, messageKeyPlans, recipientHintPlans, wrapsPlans} from './make_envelope';
import {handOverPlans} from './make_hand_over';
import {aliceChain, chainPlans, identityRecordPlans, signedRecordPlans} from './make_identity';
import {openingPlans} from './make_opening';
import {channelPolicy, policyStatementPlans, signedStatementPlans, statementChainPlans} from './make_policy';
import {safetyNumberPlans} from './make_safety_number';
import type {Plan} from './plan';

/** Fails where the code doesn't do what the plan states by hand. */
async function complete(name: string, {id, comment, input, expect}: Plan): Promise<Vector> {
    const {result, output} = await read(name, input);
    if (result !== expect) {
        throw new Error(`${name}/${id}: expected ${expect}, got ${result}`);
    }
    return {id, comment, input, expect, ...(output && {output})};
}

async function read(name: string, input: JsonObject): Promise<{result: string; output?: JsonObject}> {
    const reader = READERS[name];
    if (reader === undefined) {
        throw new Error(`${name} has no reader`);
    }
    try {
        return {result: 'ok', output: await reader(new Input(input))};
    } catch (error) {
        if (!(error instanceof Failure)) {
            throw error;
        }
        return {result: error.code, ...(error.group !== undefined && {output: {group: error.group}})};
    }
}

function existing(name: string): readonly Vector[] {
    return existsSync(join(VECTORS_FOLDER, `${name}.json`)) ? readVectorFile(name).vectors : [];
}

async function add(name: string, spec: string, plans: readonly Plan[]): Promise<readonly Vector[]> {
    const there = existing(name);
    const missing = plans.filter(({id}) => !there.some((vector) => vector.id === id));
    const added: Vector[] = [];
    for (const plan of missing) {
        added.push(await complete(name, plan));
    }
    const vectors = [...there, ...added];
    const file = {schema: `e2ee/vectors/${name}/1`, spec: `docs/protocol.md ${spec}`, vectors};
    writeFileSync(join(VECTORS_FOLDER, `${name}.json`), `${JSON.stringify(file, undefined, 1)}\n`);
    process.stdout.write(`${name}: ${there.length} there, ${added.length} added\n`);
    return vectors;
}

async function main(): Promise<void> {
    mkdirSync(VECTORS_FOLDER, {recursive: true});
    const accounts = await loadAccounts(await add('accounts', '§1.3', await makeAccounts()));
    const chain = await aliceChain(accounts);
    const policy = await channelPolicy(accounts);
    const headers = await makeHeaders(policy);

    await add('base64url', '§1.1', base64urlPlans());
    await add('deterministic_cbor', '§1.1', deterministicCborPlans());
    await add('context', '§1.2', contextPlans());
    await add('identity_record', '§2.1', identityRecordPlans(chain));
    await add('signed_record', '§2.1', await signedRecordPlans(accounts, chain));
    await add('chain', '§2.2', await chainPlans(accounts, chain));
    await add('safety_number', '§2.4', await safetyNumberPlans(accounts, chain));
    await add('policy_statement', '§3', policyStatementPlans(policy));
    await add('signed_statement', '§3', await signedStatementPlans(accounts, policy));
    await add('statement_chain', '§3', await statementChainPlans(accounts, policy));
    await add('kek', '§4.2', await kekPlans(accounts, headers));
    await add('recipient_hint', '§4.3', recipientHintPlans(accounts));
    await add('wraps', '§4.3', await wrapsPlans(accounts));
    await add('message_key', '§4.4', messageKeyPlans(headers));
    await add('envelope_header', '§5.1', headerPlans(headers));
    await add('body', '§5.2', bodyPlans());
    await add('padded_length', '§5.2', paddedLengthPlans());
    await add('padding', '§5.2', paddingPlans());
    await add('placeholder', '§5.5', placeholderPlans());
    await add('envelope', '§5.6', await openingPlans(accounts, headers));
    await add('recovery_code', '§7.1', recoveryCodePlans());
    await add('wrapped_recovery_key', '§7.2', await wrappedRecoveryKeyPlans(accounts));
    await add('sealed_generation', '§7.3', await sealedGenerationPlans(accounts));
    await add('trust_state', '§7.4', await trustStatePlans(accounts, policy));
    await add('bundle', '§7.4', await bundlePlans(accounts, policy));
    await add('hand_over', '§7.5', await handOverPlans(accounts));
}

void main();
