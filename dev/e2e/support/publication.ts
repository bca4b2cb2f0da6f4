import {encodeBase64url} from '../../../webapp/src/lib/base64url';
import {signBundle} from '../../../webapp/src/vault/backup/bundle';
import {generateCodeSecret} from '../../../webapp/src/vault/backup/recovery_code';
import {sealGeneration} from '../../../webapp/src/vault/backup/sealed_generation';
import {wrapRecoveryKey} from '../../../webapp/src/vault/backup/wrapped_recovery_key';
import type {Bytes} from '../../../webapp/src/lib/bytes';
import type {Publication} from '../../../webapp/src/vault/identity/directory';
import type {ChainLink} from '../../../webapp/src/vault/protocol/chain';
import type {TaskParts} from '../../../webapp/src/vault/tasks/parts';
import type {MadeGeneration} from './forged_chain';

export interface NextGeneration {
    readonly before: ChainLink;

    /** The signed records that are published. */
    readonly signedBefore: readonly string[];
    readonly made: MadeGeneration;
}

/** A later generation as the server half takes it: the record beside a backup that holds its keys, under a new recovery code. */
export async function publicationOf(
    {provider, serverId, userId}: Pick<TaskParts, 'provider' | 'serverId' | 'userId'>,
    {before, signedBefore, made}: NextGeneration,
): Promise<Publication> {
    const {link, keys, signingKey} = made;
    const {recoveryKey, timeMs} = link.record;
    const code = generateCodeSecret(provider);
    const chain = [...signedBefore, made.signed].map(bytesOf);
    const [wrappedRecoveryKey, sealed] = await Promise.all([
        wrapRecoveryKey({provider, code, serverId, userId, recovery: keys.recovery, recordHash: link.hash}),
        sealGeneration({provider, link, encryption: keys.encryption, signing: keys.signing}),
    ]);
    const bundle = {serverId, userId, sequence: chain.length, recoveryKey, chain, sealedGenerations: [sealed], timeMs};
    return {
        expectedHead: encodeBase64url(before.hash),
        record: bytesOf(made.signed),
        bundle: await signBundle({provider, signingKey, bundle}),
        wrappedRecoveryKey,
    };
}

function bytesOf(base64url: string): Bytes {
    return new Uint8Array(Buffer.from(base64url, 'base64url'));
}
