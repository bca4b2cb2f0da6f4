/**
 * Keys that somebody else made in a member's name: what a server would have to publish to read along.
 *
 * @packageDocumentation
 */
import {webcrypto} from 'node:crypto';

import {encodeBase64url} from '../../../webapp/src/lib/base64url';
import type {PrivateKey} from '../../../webapp/src/vault/crypto/keys';
import {lockSigningPair} from '../../../webapp/src/vault/crypto/lock';
import {webCryptoProvider} from '../../../webapp/src/vault/crypto/provider';
import type {Directory, Publication} from '../../../webapp/src/vault/identity/directory';
import {generateIdentity} from '../../../webapp/src/vault/identity/generations';
import type {FreshIdentity} from '../../../webapp/src/vault/identity/generations';
import type {ChainLink} from '../../../webapp/src/vault/protocol/chain';
import {encodeIdentityRecord, hashIdentityRecord} from '../../../webapp/src/vault/protocol/identity_record';
import type {IdentityRecord} from '../../../webapp/src/vault/protocol/identity_record';
import {SERVER_ID_LENGTH, toServerId, toUserId} from '../../../webapp/src/vault/protocol/ids';
import type {ServerId} from '../../../webapp/src/vault/protocol/ids';
import {decodeSignedRecord, signRecord} from '../../../webapp/src/vault/protocol/signed_record';
import {OwnIdentity} from '../../../webapp/src/vault/tasks/own_identity';
import {SetUp} from '../../../webapp/src/vault/tasks/set_up';
import {emptyStores} from './identities';
import type {Backup} from './opener';

const provider = webCryptoProvider(webcrypto as Crypto);

/** The id of a server that isn't this one. */
export function forgeServerId(): ServerId {
    return toServerId(provider.randomBytes(SERVER_ID_LENGTH));
}

/** A whole identity in a victim's name: its maker can open whatever is sealed for it. */
export interface ForgedIdentity {
    readonly userId: string;
    readonly records: readonly [string];
    readonly recoveryCode: string;
    readonly backup: Backup;
}

export async function forgeIdentity(userId: string, serverId: string): Promise<ForgedIdentity> {
    const published: Publication[] = [];
    const directory: Pick<Directory, 'ownChain' | 'publish'> = {
        ownChain: () => Promise.resolve(published.map(({record}) => record)),
        publish: (publication) => Promise.resolve(void published.push(publication)),
    };
    const parts = {
        ...emptyStores(),
        provider,
        directory: directory as Directory,
        nowMs: () => Date.now(),
        serverId: toServerId(new Uint8Array(Buffer.from(serverId, 'base64url'))),
        userId: toUserId(userId),
    };
    const setUp = new SetUp(parts, new OwnIdentity(parts));
    const {recoveryCode} = await setUp.create(Date.now());
    await setUp.publish();
    const [publication] = published;
    if (publication === undefined) {
        throw new Error('nothing was published');
    }
    return {
        userId,
        records: [encodeBase64url(publication.record)],
        recoveryCode,
        backup: {wrappedRecoveryKey: encodeBase64url(publication.wrappedRecoveryKey), bundle: encodeBase64url(publication.bundle)},
    };
}

/** One of a member's generations, with what it takes to sign with it and to seal it into a backup. */
export interface MadeGeneration {
    readonly link: ChainLink;
    readonly signed: string;
    readonly signingKey: PrivateKey<'signing'>;
    readonly keys: FreshIdentity;
}

/** The generation after `before`: a rotation where the key before signs it too, else a reset, which anybody can make. */
export async function nextGeneration(before: ChainLink, signingKeyBefore?: PrivateKey<'signing'>): Promise<MadeGeneration> {
    const keys = await generateIdentity(provider);
    const record: IdentityRecord = {
        ...before.record,
        generation: before.record.generation + 1,
        kind: signingKeyBefore === undefined ? 'reset' : 'rotate',
        encryptionKey: keys.encryption.publicKey,
        signingKey: keys.signing.publicKey,
        recoveryKey: keys.recovery.publicKey,
        previous: before.hash,
        timeMs: Date.now(),
    };
    const {privateKey: signingKey} = await lockSigningPair(provider, keys.signing);
    const signed = await signRecord({
        provider,
        record,
        signingKey,
        ...(signingKeyBefore && {previousSigningKey: signingKeyBefore}),
    });
    return {
        link: {record, hash: await hashIdentityRecord(provider, encodeIdentityRecord(record))},
        signed: encodeBase64url(signed),
        signingKey,
        keys,
    };
}

/** A reset on top of a member's true records, by somebody who has none of their keys. */
export async function forgeReset(records: readonly string[]): Promise<string> {
    const last = Buffer.from(records.at(-1) ?? '', 'base64url');
    const {record, recordBytes} = decodeSignedRecord(new Uint8Array(last));
    const {signed} = await nextGeneration({record, hash: await hashIdentityRecord(provider, recordBytes)});
    return signed;
}
