/**
 * The people of the vectors. Their private keys are published in docs/vectors/accounts.json: they are good for nothing else.
 *
 * @packageDocumentation
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';

import {encodeBase64url} from '../../../../src/lib/base64url';
import {unsafeTestingKeys, userIdOf} from '../../people';
import type {UnsafeTestingKeys} from '../../people';
import {unsafeTestingAgreementPair, unsafeTestingPkcs8, unsafeTestingSigningPair} from '../../private_keys';
import {Input} from '../input';
import {VECTORS_FOLDER, readVectorFile} from '../vector_file';
import type {Vector} from '../vector_file';

const NAMES = ['alice', 'bob', 'carol', 'mallory'] as const;
const GENERATIONS = [0, 1, 2] as const;

export type Name = (typeof NAMES)[number];

export type Accounts = Readonly<Record<Name, readonly [UnsafeTestingKeys, UnsafeTestingKeys, UnsafeTestingKeys]>>;

export async function makeAccounts(): Promise<readonly Vector[]> {
    if (existsSync(join(VECTORS_FOLDER, 'accounts.json'))) {
        return readVectorFile('accounts').vectors;
    }
    const people = NAMES.flatMap((name) => GENERATIONS.map((generation) => ({name, generation})));
    return Promise.all(
        people.map(async ({name, generation}) => {
            const {encryption, signing, recovery} = await unsafeTestingKeys();
            const [encryptionPrivateKey, signingPrivateKey, recoveryPrivateKey] = await Promise.all(
                [encryption, signing, recovery].map(async ({privateKey}) => encodeBase64url(await unsafeTestingPkcs8(privateKey))),
            );
            return {
                id: `${name}-${generation}`,
                comment: `keys of ${name}, generation ${generation}`,
                input: {userId: userIdOf(name), generation, encryptionPrivateKey, signingPrivateKey, recoveryPrivateKey},
                expect: 'ok',
                output: {
                    encryptionKey: encodeBase64url(encryption.publicKey),
                    signingKey: encodeBase64url(signing.publicKey),
                    recoveryKey: encodeBase64url(recovery.publicKey),
                },
            } as Vector;
        }),
    );
}

export async function loadAccounts(vectors: readonly Vector[]): Promise<Accounts> {
    const load = async (id: string): Promise<UnsafeTestingKeys> => {
        const input = new Input(vectors.find((vector) => vector.id === id)?.input ?? {});
        return {
            encryption: await unsafeTestingAgreementPair(input.bytes('encryptionPrivateKey')),
            signing: await unsafeTestingSigningPair(input.bytes('signingPrivateKey')),
            recovery: await unsafeTestingAgreementPair(input.bytes('recoveryPrivateKey')),
        };
    };
    const generations = async (name: Name) => [await load(`${name}-0`), await load(`${name}-1`), await load(`${name}-2`)] as const;
    return {
        alice: await generations('alice'),
        bob: await generations('bob'),
        carol: await generations('carol'),
        mallory: await generations('mallory'),
    };
}
