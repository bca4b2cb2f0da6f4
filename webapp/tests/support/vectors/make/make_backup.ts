import {encodeBase64url} from '../../../../src/lib/base64url';
import type {Bytes} from '../../../../src/lib/bytes';
import type {ProtocolCode} from '../../../../src/lib/errors';
import {signBundle} from '../../../../src/vault/backup/bundle';
import type {Bundle} from '../../../../src/vault/backup/bundle';
import {formatRecoveryCode, parseRecoveryCode} from '../../../../src/vault/backup/recovery_code';
import type {CodeSecret} from '../../../../src/vault/backup/recovery_code';
import {sealGeneration} from '../../../../src/vault/backup/sealed_generation';
import {sealTrust} from '../../../../src/vault/backup/sealed_trust';
import {encodeTrustState} from '../../../../src/vault/backup/trust_state';
import type {TrustState} from '../../../../src/vault/backup/trust_state';
import {wrapRecoveryKey} from '../../../../src/vault/backup/wrapped_recovery_key';
import {LABELS} from '../../../../src/vault/crypto/labels';
import {decodeCbor} from '../../../../src/vault/protocol/cbor';
import type {CborValue} from '../../../../src/vault/protocol/cbor_value';
import type {ChainLink} from '../../../../src/vault/protocol/chain';
import {encodeIdentityRecord} from '../../../../src/vault/protocol/identity_record';
import type {RecordHash} from '../../../../src/vault/protocol/identity_record';
import {
    CHANNEL_ID,
    OTHER_CHANNEL_ID,
    OTHER_SERVER_ID,
    SERVER_ID,
    START_MS,
    createRecord,
    linkOf,
    nextRecord,
    signWith,
    unsafeTestingInUse,
    userIdOf,
} from '../../people';
import type {UnsafeTestingKeys} from '../../people';
import {unsafeTestingPkcs8} from '../../private_keys';
import {provider} from '../../provider';
import type {JsonObject} from '../vector_file';
import type {Accounts} from './accounts';
import type {ChannelPolicy} from './make_policy';
import type {Plan} from './plan';
import {signedArray, withBitFlipped, withElement, withField, withoutField} from './raw';

const ALICE = userIdOf('alice');
const MALLORY = userIdOf('mallory');
const SECRET = Uint8Array.from([...Array.from({length: 17}, (_, index) => index * 15), 0xa0]) as CodeSecret;

/** Every character of its code carries a one. */
const ONES = Uint8Array.from({length: 18}, (_, index) => [0x08, 0x42, 0x10, 0x84, 0x21][index % 5] ?? 0).fill(0x10, 17) as CodeSecret;

export function recoveryCodePlans(): readonly Plan[] {
    const code = formatRecoveryCode(SECRET);
    const groups = code.split('-');
    const plan = (id: string, comment: string, typed: string, expect: 'ok' | ProtocolCode = 'ok'): Plan => ({
        id,
        comment,
        input: {code: typed},
        expect,
    });
    const withGroup = (index: number, group: string) => groups.map((old, position) => (position === index ? group : old)).join('-');
    const group = (index: number) => groups[index] ?? '';
    return [
        plan('shown', 'as it is shown', code),
        plan('zeros', 'a code of zeros', formatRecoveryCode(new Uint8Array(18) as CodeSecret)),
        plan('ones', 'a code of ones', formatRecoveryCode(Uint8Array.from([...new Uint8Array(17).fill(0xff), 0xf0]) as CodeSecret)),
        plan('lower', 'in lower case', code.toLowerCase()),
        plan('spaces', 'with spaces and a line feed instead of hyphens', `  ${groups.join(' \n')}\u00a0`),
        plan('dashes', 'with dashes of a word processor', groups.join(' \u2013 ')),
        plan('no-groups', 'without hyphens', groups.join('')),
        plan('look-alike', 'O for 0, I and L for 1', formatRecoveryCode(ONES).replaceAll('0', 'o').replace('1', 'i').replace('1', 'L')),
        plan('empty', 'nothing', '', 'code_length'),
        plan('short', 'a character is missing', code.slice(0, -1), 'code_length'),
        plan('long', 'a character too many', `${code}0`, 'code_length'),
        plan('letter-u', 'a letter that no code has', withGroup(2, `U${group(2).slice(1)}`), 'code_character'),
        plan('emoji', 'a character outside ASCII', withGroup(6, `🔒${group(6).slice(1)}`), 'code_character'),
        plan('dotless-i', 'a letter that looks like an i', withGroup(0, `\u0131${group(0).slice(1)}`), 'code_character'),
        plan('first-group', 'a wrong character in the first group', withGroup(0, wrongAt(group(0), 0)), 'code_group'),
        plan('last-group', 'a wrong character in the last group', withGroup(6, wrongAt(group(6), 3)), 'code_group'),
        plan('check-character', 'a wrong check character', withGroup(3, wrongAt(group(3), 4)), 'code_group'),
        plan('neighbours', 'two neighbours swapped', withGroup(1, swapped(group(1))), 'code_group'),
        plan('groups-swapped', 'two groups swapped', [group(1), group(0), ...groups.slice(2)].join('-'), 'code_group'),
    ];
}

function wrongAt(group: string, index: number): string {
    const wrong = group.charAt(index) === '7' ? '8' : '7';
    return group.slice(0, index) + wrong + group.slice(index + 1);
}

function swapped(group: string): string {
    return group.charAt(1) + group.charAt(0) + group.slice(2);
}

export async function wrappedRecoveryKeyPlans({alice, mallory}: Accounts): Promise<readonly Plan[]> {
    const code = formatRecoveryCode(SECRET);
    const {record, hash} = await linkOf(createRecord(ALICE, alice[0]));
    const wrapped = await wrapRecoveryKey({
        provider,
        code: parseRecoveryCode(code),
        serverId: SERVER_ID,
        userId: ALICE,
        recovery: alice[0].recovery,
        recordHash: hash,
    });
    const target = {serverId: encodeBase64url(SERVER_ID), userId: ALICE, code};
    const plan = (id: string, comment: string, bytes: Bytes, expect: 'ok' | ProtocolCode, more: JsonObject = {}): Plan => ({
        id,
        comment,
        input: {...target, wrappedRecoveryKey: encodeBase64url(bytes), ...more},
        expect,
    });
    const otherCode = formatRecoveryCode(new Uint8Array(18).fill(0x10) as CodeSecret);
    const sealed = (decodeCbor(wrapped) as ReadonlyMap<number, Bytes>).get(6) ?? new Uint8Array();
    return [
        plan('alice', 'the key of Alice', wrapped, 'ok'),
        plan('typed', 'with a code as somebody types it', wrapped, 'ok', {code: code.toLowerCase().replaceAll('-', ' ')}),
        plan('too-large', 'more than 1,024 bytes', new Uint8Array(1_025), 'too_large'),
        plan('malformed', 'no CBOR', Uint8Array.of(0xff), 'cbor_malformed'),
        plan('unknown-key', 'a key that is not in the table', withField(wrapped, 8, 0), 'cbor_malformed'),
        plan('no-record', 'no record hash', withoutField(wrapped, 7), 'cbor_malformed'),
        plan('nonce-short', 'a nonce of 11 bytes', withField(wrapped, 5, new Uint8Array(11)), 'cbor_malformed'),
        plan('sealed-short', 'nothing but a tag', withField(wrapped, 6, new Uint8Array(16)), 'cbor_malformed'),
        plan('sealed-long', 'more than a private key needs', withField(wrapped, 6, new Uint8Array(513)), 'cbor_malformed'),
        plan('version-2', 'version 2', withField(wrapped, 0, 2), 'version_unsupported'),
        plan('suite-2', 'suite 2', withField(wrapped, 1, 2), 'suite_unsupported'),
        plan('point', 'a recovery key off the curve', withField(wrapped, 4, withBitFlipped(record.recoveryKey)), 'point_invalid'),
        plan('other-server', 'of another server', withField(wrapped, 2, OTHER_SERVER_ID), 'server_changed'),
        plan('wrong-code', 'another code', wrapped, 'code_wrong', {code: otherCode}),
        plan('other-user', 'of another user', withField(wrapped, 3, MALLORY), 'code_wrong'),
        plan('renamed', 'of another user, who is said to be this one', wrapped, 'code_wrong', {userId: MALLORY}),
        plan('other-key', 'another recovery key', withField(wrapped, 4, mallory[0].recovery.publicKey), 'code_wrong'),
        plan('other-record', 'another record than the code vouches for', withField(wrapped, 7, new Uint8Array(32)), 'code_wrong'),
        plan('other-nonce', 'another nonce', withField(wrapped, 5, new Uint8Array(12)), 'code_wrong'),
        plan('flipped', 'one bit of what is sealed is flipped', withField(wrapped, 6, withBitFlipped(sealed)), 'code_wrong'),
    ];
}

function seal(link: ChainLink, keys: UnsafeTestingKeys): Promise<Bytes> {
    return sealGeneration({provider, link, encryption: keys.encryption, signing: keys.signing});
}

export async function sealedGenerationPlans({alice, mallory}: Accounts): Promise<readonly Plan[]> {
    const link = await linkOf(createRecord(ALICE, alice[0]));
    const sealed = await seal(link, alice[0]);
    const input = {
        recoveryPrivateKey: encodeBase64url(await unsafeTestingPkcs8(alice[0].recovery.privateKey)),
        record: encodeBase64url(encodeIdentityRecord(link.record)),
    };
    const plan = (id: string, comment: string, bytes: Bytes, expect: 'ok' | ProtocolCode, more: JsonObject = {}): Plan => ({
        id,
        comment,
        input: {...input, sealedGeneration: encodeBase64url(bytes), ...more},
        expect,
    });
    const [encryption, signing] = [7, 8].map((key) => (decodeCbor(sealed) as ReadonlyMap<number, Bytes>).get(key)) as [Bytes, Bytes];
    const ephemeral = (decodeCbor(sealed) as ReadonlyMap<number, Bytes>).get(6) ?? new Uint8Array();
    const otherRecovery = {recoveryPrivateKey: encodeBase64url(await unsafeTestingPkcs8(mallory[0].recovery.privateKey))};
    return [
        plan('alice', 'generation 0 of Alice', sealed, 'ok'),
        plan('malformed', 'no CBOR', Uint8Array.of(0xff), 'cbor_malformed'),
        plan('unknown-key', 'a key that is not in the table', withField(sealed, 9, 0), 'cbor_malformed'),
        plan('generation-over', 'generation 65536', withField(sealed, 4, 65_536), 'cbor_malformed'),
        plan('sealed-short', 'nothing but a tag', withField(sealed, 7, new Uint8Array(16)), 'cbor_malformed'),
        plan('version-2', 'version 2', withField(sealed, 0, 2), 'version_unsupported'),
        plan('suite-2', 'suite 2', withField(sealed, 1, 2), 'suite_unsupported'),
        plan('point', 'an ephemeral key off the curve', withField(sealed, 6, withBitFlipped(ephemeral)), 'point_invalid'),
        plan('other-server', 'of another server', withField(sealed, 2, OTHER_SERVER_ID), 'bundle_invalid'),
        plan('other-user', 'of another user', withField(sealed, 3, MALLORY), 'bundle_invalid'),
        plan('other-generation', 'of another generation', withField(sealed, 4, 1), 'bundle_invalid'),
        plan('other-record', 'of another record', withField(sealed, 5, new Uint8Array(32)), 'bundle_invalid'),
        plan('other-ephemeral', 'another ephemeral key', withField(sealed, 6, mallory[0].encryption.publicKey), 'bundle_invalid'),
        plan('other-recovery', 'another recovery key', sealed, 'bundle_invalid', otherRecovery),
        plan(
            'flipped-encryption',
            'one bit of the encryption key is flipped',
            withField(sealed, 7, withBitFlipped(encryption)),
            'bundle_invalid',
        ),
        plan('flipped-signing', 'one bit of the signing key is flipped', withField(sealed, 8, withBitFlipped(signing)), 'bundle_invalid'),
        plan('swapped', 'each key in the place of the other', withField(withField(sealed, 7, signing), 8, encryption), 'bundle_invalid'),
        plan(
            'unfit-encryption',
            'an encryption key that does not fit the record',
            await seal(link, {...alice[0], encryption: mallory[0].encryption}),
            'bundle_invalid',
        ),
        plan(
            'unfit-signing',
            'a signing key that does not fit the record',
            await seal(link, {...alice[0], signing: mallory[0].signing}),
            'bundle_invalid',
        ),
    ];
}

function trustOf({hashes}: ChannelPolicy, head: RecordHash): TrustState {
    return {
        pins: [
            [userIdOf('bob'), head, 0, 'bob'],
            [userIdOf('carol'), head, 3, 'carol.ünï'],
        ],
        policies: [
            [CHANNEL_ID, 1, hashes[0], 'p2p'],
            [OTHER_CHANNEL_ID, 2, hashes[1], 'none'],
        ],
        verified: [[userIdOf('bob'), head]],
    };
}

export async function trustStatePlans({alice}: Accounts, policy: ChannelPolicy): Promise<readonly Plan[]> {
    const {hash} = await linkOf(createRecord(ALICE, alice[0]));
    const state = encodeTrustState(trustOf(policy, hash));
    const [bobPin, carolPin] = (decodeCbor(state) as ReadonlyMap<number, CborValue[]>).get(0) ?? [];
    const plan = (id: string, comment: string, bytes: Bytes, expect: 'ok' | ProtocolCode = 'cbor_malformed'): Plan => ({
        id,
        comment,
        input: {trustState: encodeBase64url(bytes)},
        expect,
    });
    const withPin = (index: number, value: unknown) => {
        const changed = [...(bobPin as readonly CborValue[])];
        changed[index] = value as CborValue;
        return withField(state, 0, [changed, carolPin]);
    };
    return [
        plan('full', 'one of everything', state, 'ok'),
        plan('empty', 'nothing yet', encodeTrustState({pins: [], policies: [], verified: []}), 'ok'),
        plan('missing-key', 'no verified people', withoutField(state, 2)),
        plan('unknown-key', 'a key that is not in the table', withField(state, 3, [])),
        plan('pins-unordered', 'people in another order', withField(state, 0, [carolPin, bobPin])),
        plan('pins-twice', 'somebody twice', withField(state, 0, [bobPin, bobPin])),
        plan('pin-short', 'a pin without a name', withField(state, 0, [(bobPin as readonly CborValue[]).slice(0, 3)])),
        plan('user-id', 'no user id', withPin(0, 'bob')),
        plan('head-short', 'a head of 31 bytes', withPin(1, new Uint8Array(31))),
        plan('generation-over', 'generation 65536', withPin(2, 65_536)),
        plan('name-empty', 'an empty name', withPin(3, '')),
        plan('name-long', 'a name of 129 characters', withPin(3, 'a'.repeat(129))),
        plan('mode-2', 'a mode that is not in the table', withField(state, 1, [[CHANNEL_ID, 1, hash, 2]])),
        plan('sequence-0', 'sequence 0', withField(state, 1, [[CHANNEL_ID, 0, hash, 1]])),
    ];
}

export async function bundlePlans({alice, mallory}: Accounts, policy: ChannelPolicy): Promise<readonly Plan[]> {
    // A rotation keeps the recovery key: the code stays the same.
    const second: UnsafeTestingKeys = {...alice[1], recovery: alice[0].recovery};
    const created = await linkOf(createRecord(ALICE, alice[0]));
    const rotated = await linkOf(nextRecord(created, 'rotate', second));
    const [signedCreate, signedRotate] = [await signWith(created.record, alice[0]), await signWith(rotated.record, second, alice[0])];
    const [sealedFirst, sealedSecond] = [await seal(created, alice[0]), await seal(rotated, second)];
    const trust = trustOf(policy, created.hash);
    const trustContext = {provider, recoveryKey: created.record.recoveryKey, trust, serverId: SERVER_ID, userId: ALICE};
    const first: Bundle = {
        serverId: SERVER_ID,
        userId: ALICE,
        sequence: 1,
        recoveryKey: created.record.recoveryKey,
        chain: [signedCreate],
        sealedGenerations: [sealedFirst],
        timeMs: START_MS,
    };
    const later: Bundle = {
        ...first,
        sequence: 2,
        chain: [signedCreate, signedRotate],
        sealedGenerations: [sealedFirst, sealedSecond],
        sealedTrust: await sealTrust({...trustContext, sequence: 2, head: rotated.hash}),
    };
    const signedBy = (bundle: Bundle, keys: UnsafeTestingKeys) =>
        signBundle({provider, bundle, signingKey: unsafeTestingInUse(keys.signing).privateKey});
    const signedFirst = await signedBy(first, alice[0]);
    const firstBytes = (decodeCbor(signedFirst) as readonly Bytes[])[0] ?? new Uint8Array();
    const resigned = (bundle: Bytes) => signedArray(LABELS.bundleSignature, bundle, alice[0]);

    const target = {
        serverId: encodeBase64url(SERVER_ID),
        userId: ALICE,
        recoveryPrivateKey: encodeBase64url(await unsafeTestingPkcs8(alice[0].recovery.privateKey)),
    };
    const plan = (id: string, comment: string, bytes: Bytes, expect: 'ok' | ProtocolCode, more: JsonObject = {}): Plan => ({
        id,
        comment,
        input: {...target, bundle: encodeBase64url(bytes), ...more},
        expect,
    });
    const changed = async (id: string, comment: string, change: Partial<Bundle>, expect: ProtocolCode, base = first) =>
        plan(id, comment, await signedBy({...base, ...change}, base === first ? alice[0] : second), expect);
    const otherTrust = await sealTrust({...trustContext, sequence: 1, head: rotated.hash});
    const ofMallory = await linkOf(createRecord(MALLORY, mallory[0]));
    return [
        plan('first', 'the first bundle, without trust', signedFirst, 'ok'),
        plan('later', 'after a rotation, with trust', await signedBy(later, second), 'ok'),
        plan(
            'first-missing',
            'the keys of an older generation are missing',
            await signedBy({...later, sealedGenerations: [sealedSecond]}, second),
            'ok',
        ),
        plan('no-array', 'the bare bundle', firstBytes, 'cbor_malformed'),
        plan('unknown-key', 'a key that is not in the table', await resigned(withField(firstBytes, 10, 0)), 'cbor_malformed'),
        plan('sequence-0', 'sequence 0', await resigned(withField(firstBytes, 4, 0)), 'cbor_malformed'),
        plan(
            'sealed-malformed',
            'a sealed generation that is no CBOR',
            await resigned(withField(firstBytes, 7, [Uint8Array.of(0xff)])),
            'cbor_malformed',
        ),
        plan('version-2', 'version 2', await resigned(withField(firstBytes, 0, 2)), 'version_unsupported'),
        plan('suite-2', 'suite 2', await resigned(withField(firstBytes, 1, 2)), 'suite_unsupported'),
        await changed('other-server', 'of another server', {serverId: OTHER_SERVER_ID}, 'server_changed'),
        await changed('other-user', 'of another user', {userId: MALLORY}, 'bundle_invalid'),
        await changed('no-chain', 'an empty chain', {chain: []}, 'chain_invalid'),
        await changed('chain-signature', 'a chain that does not verify', {chain: [withBitFlipped(signedCreate)]}, 'signature_invalid'),
        await changed(
            'recovery-key',
            'another recovery key than the record\u2019s',
            {recoveryKey: mallory[0].recovery.publicKey},
            'bundle_invalid',
        ),
        await changed('nothing-sealed', 'no sealed generation', {sealedGenerations: []}, 'bundle_invalid'),
        await changed(
            'last-missing',
            'the keys of the last generation are missing',
            {sealedGenerations: [sealedFirst]},
            'bundle_invalid',
            later,
        ),
        await changed(
            'unordered',
            'generations in another order',
            {sealedGenerations: [sealedSecond, sealedFirst]},
            'bundle_invalid',
            later,
        ),
        await changed('twice', 'a generation twice', {sealedGenerations: [sealedFirst, sealedFirst]}, 'bundle_invalid'),
        await changed(
            'not-in-chain',
            'a generation that the chain does not have',
            {sealedGenerations: [sealedFirst, sealedSecond]},
            'bundle_invalid',
        ),
        await changed('other-record', 'keys of another record', {sealedGenerations: [await seal(ofMallory, mallory[0])]}, 'bundle_invalid'),
        await changed('other-trust', 'a trust state of another bundle', {sealedTrust: otherTrust}, 'bundle_invalid'),
        await changed('trust-malformed', 'a trust state that is no CBOR', {sealedTrust: Uint8Array.of(0xff)}, 'bundle_invalid'),
        plan('flipped', 'one bit of the signature is flipped', withBitFlipped(signedFirst), 'signature_invalid'),
        plan('other-time', 'the bundle was changed', withElement(signedFirst, 0, withField(firstBytes, 9, 1)), 'signature_invalid'),
        plan('older-key', 'signed by an older generation', await signedBy(later, alice[0]), 'signature_invalid'),
        plan(
            'other-label',
            'signed under another label',
            await signedArray(LABELS.recordSignature, firstBytes, alice[0]),
            'signature_invalid',
        ),
    ];
}
