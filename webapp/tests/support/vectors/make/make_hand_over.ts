import {encodeBase64url} from '../../../../src/lib/base64url';
import type {Bytes} from '../../../../src/lib/bytes';
import type {ProtocolCode} from '../../../../src/lib/errors';
import {sealHandOver} from '../../../../src/vault/backup/hand_over';
import {sealGeneration} from '../../../../src/vault/backup/sealed_generation';
import {decodeCbor} from '../../../../src/vault/protocol/cbor';
import {encodeIdentityRecord} from '../../../../src/vault/protocol/identity_record';
import type {IdentityRecord} from '../../../../src/vault/protocol/identity_record';
import {OTHER_SERVER_ID, createRecord, linkOf, nextRecord, userIdOf} from '../../people';
import type {UnsafeTestingKeys} from '../../people';
import {unsafeTestingPkcs8} from '../../private_keys';
import {provider} from '../../provider';
import type {JsonObject} from '../vector_file';
import type {Accounts} from './accounts';
import type {Plan} from './plan';
import {withBitFlipped, withField} from './raw';

const [ALICE, MALLORY] = [userIdOf('alice'), userIdOf('mallory')];

/** Keys of the table that hold what is sealed. */
const [ENCRYPTION, SIGNING] = [7, 8];

/** Alice renews her key; the browser that takes it over has that of generation 0. */
export async function handOverPlans({alice, mallory}: Accounts): Promise<readonly Plan[]> {
    const second: UnsafeTestingKeys = {...alice[1], recovery: alice[0].recovery};
    const previous = await linkOf(createRecord(ALICE, alice[0]));
    const link = await linkOf(nextRecord(previous, 'rotate', second));
    const reset = await linkOf(nextRecord(previous, 'reset', alice[1]));
    const seal = (
        keys: Partial<UnsafeTestingKeys> = {},
        changed: Partial<Pick<Parameters<typeof sealHandOver>[0], 'previous' | 'link'>> = {},
    ) => sealHandOver({provider, previous, link, keys: {...second, ...keys}, ...changed});
    const handOver = await seal();
    const [encryption, signing] = [fieldOf(handOver, ENCRYPTION), fieldOf(handOver, SIGNING)];

    const base = {
        previousRecord: encoded(previous.record),
        record: encoded(link.record),
        encryptionPrivateKey: encodeBase64url(await unsafeTestingPkcs8(alice[0].encryption.privateKey)),
    };
    const plan = (id: string, comment: string, bytes: Bytes, expect: 'ok' | ProtocolCode, more: JsonObject = {}): Plan => ({
        id,
        comment,
        input: {...base, handOver: encodeBase64url(bytes), ...more},
        expect,
    });
    const refused = (id: string, comment: string, bytes: Bytes, more: JsonObject = {}) => plan(id, comment, bytes, 'bundle_invalid', more);
    const ofMallory = await linkOf(createRecord(MALLORY, mallory[0]));
    return [
        plan('alice', 'generation 1 of Alice, for whoever has generation 0', handOver, 'ok'),
        plan('too-large', 'more than 2,048 bytes', new Uint8Array(2_049), 'too_large'),
        plan('malformed', 'no CBOR', Uint8Array.of(0xff), 'cbor_malformed'),
        plan('unknown-key', 'a key that is not in the table', withField(handOver, 9, 0), 'cbor_malformed'),
        plan('version-2', 'version 2', withField(handOver, 0, 2), 'version_unsupported'),
        plan('suite-2', 'suite 2', withField(handOver, 1, 2), 'suite_unsupported'),
        plan('point', 'an ephemeral key off the curve', withField(handOver, 6, withBitFlipped(fieldOf(handOver, 6))), 'point_invalid'),
        refused('other-server', 'of another server', withField(handOver, 2, OTHER_SERVER_ID)),
        refused('other-user', 'of another user', withField(handOver, 3, MALLORY)),
        refused('other-generation', 'of another generation', withField(handOver, 4, 2)),
        refused('other-record', 'of another record', withField(handOver, 5, new Uint8Array(32))),
        refused('other-ephemeral', 'another ephemeral key', withField(handOver, 6, mallory[0].encryption.publicKey)),
        refused('other-recipient', 'sealed to somebody else’s key', await seal({}, {previous: ofMallory})),
        refused(
            'sealed-generation',
            'sealed as for the backup, to the recovery key',
            await sealGeneration({provider, link, encryption: second.encryption, signing: second.signing}),
        ),
        refused('reset', 'the keys of a reset, which leaves none', await seal(alice[1], {link: reset}), {record: encoded(reset.record)}),
        refused(
            'flipped-encryption',
            'one bit of the encryption key is flipped',
            withField(handOver, ENCRYPTION, withBitFlipped(encryption)),
        ),
        refused('flipped-signing', 'one bit of the signing key is flipped', withField(handOver, SIGNING, withBitFlipped(signing))),
        refused('swapped', 'each key in the place of the other', withField(withField(handOver, ENCRYPTION, signing), SIGNING, encryption)),
        refused('made-up', 'sound in all but the keys: those of the forger', await seal(mallory[1])),
        refused('unfit-encryption', 'an encryption key that does not fit the record', await seal({encryption: mallory[1].encryption})),
        refused('unfit-signing', 'a signing key that does not fit the record', await seal({signing: mallory[1].signing})),
    ];
}

function encoded(record: IdentityRecord): string {
    return encodeBase64url(encodeIdentityRecord(record));
}

function fieldOf(structure: Bytes, key: number): Bytes {
    return (decodeCbor(structure) as ReadonlyMap<number, Bytes>).get(key) ?? new Uint8Array();
}
