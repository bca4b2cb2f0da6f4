import {encodeBase64url} from '../../../../src/lib/base64url';
import {concatBytes} from '../../../../src/lib/bytes';
import type {Bytes} from '../../../../src/lib/bytes';
import type {ProtocolCode} from '../../../../src/lib/errors';
import {decodeCbor, encodeCbor} from '../../../../src/vault/protocol/cbor';
import {encodeBody} from '../../../../src/vault/protocol/body';
import type {EnvelopeHeader} from '../../../../src/vault/protocol/header';
import {pad} from '../../../../src/vault/protocol/padding';
import {FORBIDDEN_PROPS, SEALED_POST_TYPE} from '../../../../src/lib/sealed_post';
import {CHANNEL_ID, OTHER_CHANNEL_ID, OTHER_SERVER_ID, ROOT_ID, SERVER_ID, userIdOf} from '../../people';
import type {UnsafeTestingKeys} from '../../people';
import {unsafeTestingPkcs8} from '../../private_keys';
import type {JsonObject} from '../vector_file';
import type {Accounts, Name} from './accounts';
import type {Headers} from './make_envelope';
import type {Plan} from './plan';
import {makeRawEnvelope} from './raw_envelope';
import type {RawEnvelope} from './raw_envelope';
import {compressed, withBitFlipped, withElement, withField} from './raw';

const CARRIER = {
    type: SEALED_POST_TYPE,
    channelId: CHANNEL_ID,
    userId: userIdOf('alice'),
    rootId: '',
    otherProps: ['disable_group_highlight'],
};
const [HEADER, COMMITMENT, WRAPS, CIPHERTEXT, SIGNATURE] = [0, 1, 2, 3, 4] as const;

interface GenerationOf {
    readonly generation: number;
    readonly keys: UnsafeTestingKeys;
    readonly isMissing?: boolean;
}

async function readerOf(name: Name, generations: readonly GenerationOf[]): Promise<JsonObject> {
    return {
        userId: userIdOf(name),
        generations: await Promise.all(
            generations.map(async ({generation, keys, isMissing = false}) => ({
                generation,
                encryptionKey: encodeBase64url(keys.encryption.publicKey),
                ...(!isMissing && {privateKey: encodeBase64url(await unsafeTestingPkcs8(keys.encryption.privateKey))}),
            })),
        ),
    };
}

/** Envelopes from Alice to herself and Bob, read by Bob if nothing else is said. */
export async function openingPlans(accounts: Accounts, headers: Headers): Promise<readonly Plan[]> {
    const {alice, bob, carol} = accounts;
    const bobReads = await readerOf('bob', [{generation: 0, keys: bob[0]}]);
    const target = {
        serverId: encodeBase64url(SERVER_ID),
        carrier: CARRIER,
        signers: [{userId: userIdOf('alice'), generation: 0, signingKey: encodeBase64url(alice[0].signing.publicKey)}],
        reader: bobReads,
    };
    const base: RawEnvelope = {
        header: headers.post,
        session: headers.session,
        recipients: [
            {userId: userIdOf('alice'), generation: 0, keys: alice[0]},
            {userId: userIdOf('bob'), generation: 0, keys: bob[0]},
        ],
        signer: alice[0],
        text: 'hello @bob 🔒',
        mentions: ['bob'],
    };
    const plan = (id: string, comment: string, envelope: Bytes | string, expect: 'ok' | ProtocolCode, more: JsonObject = {}): Plan => ({
        id,
        comment,
        input: {...target, envelope: typeof envelope === 'string' ? envelope : encodeBase64url(envelope), ...more},
        expect,
    });
    const made = async (change: Partial<RawEnvelope>) => (await makeRawEnvelope({...base, ...change})).text;
    const madeWithHeader = (change: Partial<EnvelopeHeader>) => made({header: {...base.header, ...change} as EnvelopeHeader});
    const carriedBy = (change: JsonObject) => ({carrier: {...CARRIER, ...change}});

    const {bytes: post, text: postText, revisionHash} = await makeRawEnvelope(base);
    const element = (index: number) => (decodeCbor(post) as readonly Bytes[])[index] ?? new Uint8Array();
    const headerBytes = element(HEADER);
    const threaded = await made({header: headers.threaded});
    const edit = await makeRawEnvelope({...base, header: headers.edit, text: 'hello again'});
    const twoGenerations = await readerOf('bob', [
        {generation: 0, keys: bob[0]},
        {generation: 1, keys: bob[1]},
    ]);
    const badBody = withField(encodeBody({text: 'hello', mentions: [], format: 'markdown'}), 3, 1);

    const valid: readonly Plan[] = [
        plan('post', 'a post', postText, 'ok'),
        plan('own', 'the sender reads their own', postText, 'ok', {reader: await readerOf('alice', [{generation: 0, keys: alice[0]}])}),
        plan('threaded', 'a post in a thread', threaded, 'ok', carriedBy({rootId: ROOT_ID})),
        plan('edit', 'an edit', edit.text, 'ok', {newest: {revision: 0, hash: encodeBase64url(revisionHash)}}),
        plan('same-revision', 'the newest revision again', edit.text, 'ok', {
            newest: {revision: 1, hash: encodeBase64url(edit.revisionHash)},
        }),
        plan('later-generation', 'sealed for an older generation of the reader', postText, 'ok', {reader: twoGenerations}),
        plan('empty-text', 'an empty text', await made({text: '', mentions: []}), 'ok'),
        plan('longest-text', '16,383 code points of four bytes', await made({text: '🔒'.repeat(16_383), mentions: []}), 'ok'),
    ];
    const structure: readonly Plan[] = [
        plan('empty', 'an empty text instead of an envelope', '', 'envelope_malformed'),
        plan('space', 'white space inside', `${postText} `, 'envelope_malformed'),
        plan('trailing', 'a byte behind the envelope', concatBytes([post, Uint8Array.of(0)]), 'envelope_malformed'),
        plan('cut', 'the last byte is missing', post.slice(0, -1), 'envelope_malformed'),
        plan(
            'four-elements',
            'no signature',
            encodeCbor([headerBytes, element(COMMITMENT), element(WRAPS), element(CIPHERTEXT)]),
            'envelope_malformed',
        ),
        plan(
            'six-elements',
            'an element too many',
            encodeCbor([...(decodeCbor(post) as readonly Bytes[]), headerBytes]),
            'envelope_malformed',
        ),
        plan('header-too-large', 'a header of more than 512 bytes', withElement(post, HEADER, new Uint8Array(513)), 'envelope_malformed'),
        plan('header-map', 'a header that is no byte string', withElement(post, HEADER, decodeCbor(headerBytes)), 'envelope_malformed'),
        plan(
            'header-point',
            'a compressed session key',
            withElement(post, HEADER, withField(headerBytes, 16, compressed(headers.post.sessionKey))),
            'envelope_malformed',
        ),
        plan('version-2', 'version 2', withElement(post, HEADER, withField(headerBytes, 0, 2)), 'version_unsupported'),
        plan('suite-2', 'suite 2', withElement(post, HEADER, withField(headerBytes, 1, 2)), 'suite_unsupported'),
        plan('commitment-short', 'a commitment of 31 bytes', withElement(post, COMMITMENT, new Uint8Array(31)), 'envelope_malformed'),
        plan('wraps-empty', 'sealed for nobody', withElement(post, WRAPS, new Uint8Array()), 'envelope_malformed'),
        plan('wraps-cut', 'a wrap that ends too early', withElement(post, WRAPS, element(WRAPS).slice(0, -1)), 'envelope_malformed'),
        plan(
            'wraps-unordered',
            'wraps in another order',
            withElement(post, WRAPS, concatBytes([element(WRAPS).subarray(48), element(WRAPS).subarray(0, 48)])),
            'envelope_malformed',
        ),
        plan(
            'wraps-twice',
            'a wrap twice',
            withElement(post, WRAPS, concatBytes([element(WRAPS).subarray(0, 48), element(WRAPS).subarray(0, 48)])),
            'envelope_malformed',
        ),
        plan('ciphertext-short', 'a ciphertext of 79 bytes', withElement(post, CIPHERTEXT, new Uint8Array(79)), 'envelope_malformed'),
        plan(
            'ciphertext-long',
            'a ciphertext of 81,937 bytes',
            withElement(post, CIPHERTEXT, new Uint8Array(81_937)),
            'envelope_malformed',
        ),
        plan('signature-short', 'a signature of 63 bytes', withElement(post, SIGNATURE, new Uint8Array(63)), 'envelope_malformed'),
    ];
    const carried: readonly Plan[] = [
        plan('other-server', 'sealed on another server', await madeWithHeader({serverId: OTHER_SERVER_ID}), 'server_changed'),
        plan('other-channel', 'copied into another channel', postText, 'channel_mismatch', carriedBy({channelId: OTHER_CHANNEL_ID})),
        plan('other-author', 'under another author', postText, 'author_mismatch', carriedBy({userId: userIdOf('mallory')})),
        plan('into-thread', 'moved into a thread', postText, 'thread_mismatch', carriedBy({rootId: ROOT_ID})),
        plan('out-of-thread', 'moved out of its thread', threaded, 'thread_mismatch'),
        plan('other-type', 'in an ordinary post', postText, 'type_mismatch', carriedBy({type: ''})),
        ...FORBIDDEN_PROPS.map((name) =>
            plan(`props-${name}`, `beside ${name}`, postText, 'props_forbidden', carriedBy({otherProps: [name]})),
        ),
    ];
    const author: readonly Plan[] = [
        plan('sender-unknown', 'nothing is known of the sender', postText, 'sender_unknown', {signers: []}),
        plan('generation-unknown', 'a generation that is not known', await madeWithHeader({senderGeneration: 1}), 'sender_unknown'),
        plan('signed-by-other', 'signed by another member', await made({signer: bob[0]}), 'signature_invalid'),
        plan('signature-flipped', 'one bit of the signature is flipped', withBitFlipped(post), 'signature_invalid'),
        plan('header-changed', 'another time in the header', withElement(post, HEADER, withField(headerBytes, 19, 1)), 'signature_invalid'),
        plan(
            'commitment-flipped',
            'one bit of the commitment is flipped',
            withElement(post, COMMITMENT, withBitFlipped(element(COMMITMENT))),
            'signature_invalid',
        ),
        plan(
            'wraps-flipped',
            'one bit of a wrap is flipped',
            withElement(post, WRAPS, withBitFlipped(element(WRAPS))),
            'signature_invalid',
        ),
        plan('wraps-removed', 'a recipient is taken out', withElement(post, WRAPS, element(WRAPS).slice(0, 48)), 'signature_invalid'),
        plan(
            'ciphertext-flipped',
            'one bit of the ciphertext is flipped',
            withElement(post, CIPHERTEXT, withBitFlipped(element(CIPHERTEXT))),
            'signature_invalid',
        ),
    ];
    const remembered: readonly Plan[] = [
        plan('older-revision', 'a post again that was edited', postText, 'revision_superseded', {
            newest: {revision: 1, hash: encodeBase64url(edit.revisionHash)},
        }),
        plan('other-revision', 'another revision of the same number', edit.text, 'revision_superseded', {
            newest: {revision: 1, hash: encodeBase64url(revisionHash)},
        }),
    ];
    const secret: readonly Plan[] = [
        plan('not-a-recipient', 'sealed for others', postText, 'not_a_recipient', {
            reader: await readerOf('carol', [{generation: 0, keys: carol[0]}]),
        }),
        plan(
            'other-key-same-hint',
            'the reader\u2019s entry does not open',
            await made({change: ({wraps}) => ({wraps: flipEntries(wraps)})}),
            'not_a_recipient',
        ),
        plan('no-key', 'a browser without any key', postText, 'key_missing', {
            reader: await readerOf('bob', [{generation: 0, keys: bob[0], isMissing: true}]),
        }),
        plan('no-generation', 'a reader without an identity', postText, 'key_missing', {
            reader: {userId: userIdOf('bob'), generations: []},
        }),
        plan('old-key-missing', 'sealed for a generation whose key is not here', postText, 'key_missing', {
            reader: await readerOf('bob', [
                {generation: 0, keys: bob[0], isMissing: true},
                {generation: 1, keys: bob[1]},
            ]),
        }),
        plan(
            'commitment',
            'the sender committed to another text',
            await made({change: () => ({commitment: new Uint8Array(32)})}),
            'commitment_mismatch',
        ),
        plan(
            'ciphertext',
            'the sender signed a ciphertext that does not open',
            await made({change: ({ciphertext}) => ({ciphertext: withBitFlipped(ciphertext)})}),
            'decrypt_failed',
        ),
        plan('padding', 'the padding is not zero', await made({plaintext: withBitFlipped(pad(new Uint8Array(4)))}), 'decrypt_failed'),
        plan(
            'padding-long',
            'more padding than needed',
            await made({plaintext: concatBytes([pad(new Uint8Array(4)), new Uint8Array(8)])}),
            'decrypt_failed',
        ),
        plan('body', 'a body of another format', await made({plaintext: pad(badBody)}), 'decrypt_failed'),
    ];
    return [...valid, ...structure, ...carried, ...author, ...remembered, ...secret];
}

/** The hints stay, what stands behind them doesn't; each entry in another way, so that the order stays too. */
function flipEntries(wraps: Bytes): Bytes {
    const changed = wraps.slice();
    for (let end = 48; end <= changed.length; end += 48) {
        changed[end - 1] = (changed[end - 1] ?? 0) ^ 1;
    }
    return changed;
}
