import {encodeBase64url} from '../../../../src/lib/base64url';
import {concatBytes} from '../../../../src/lib/bytes';
import type {Bytes} from '../../../../src/lib/bytes';
import type {ProtocolCode} from '../../../../src/lib/errors';
import {generateFreshAgreementPair} from '../../../../src/vault/crypto/agree';
import type {FreshPair} from '../../../../src/vault/crypto/keys';
import {importWrappableSeed, wrapSeed} from '../../../../src/vault/crypto/key_wrap';
import {encodeBody} from '../../../../src/vault/protocol/body';
import {encodeHeader} from '../../../../src/vault/protocol/header';
import type {EditHeader, EnvelopeHeader, PostHeader, RevisionHash} from '../../../../src/vault/protocol/header';
import type {Uid} from '../../../../src/vault/protocol/ids';
import {deriveSenderKek} from '../../../../src/vault/protocol/kek';
import {pad} from '../../../../src/vault/protocol/padding';
import {recipientHint} from '../../../../src/vault/protocol/recipient_hint';
import {CHANNEL_ID, ROOT_ID, SERVER_ID, START_MS, unsafeTestingInUse, userIdOf} from '../../people';
import {unsafeTestingPkcs8} from '../../private_keys';
import {provider} from '../../provider';
import type {JsonObject} from '../vector_file';
import type {Accounts} from './accounts';
import type {ChannelPolicy} from './make_policy';
import {mapDefects} from './map_defects';
import type {Plan} from './plan';
import {withField, withoutField} from './raw';

const ALICE = userIdOf('alice');
const BOB = userIdOf('bob');
const CAROL = userIdOf('carol');

export function uidOf(byte: number): Uid {
    return new Uint8Array(16).fill(byte) as Uid;
}

/** Headers of Alice's first post in the channel, of one in a thread, and of an edit. */
export interface Headers {
    readonly session: FreshPair<'session'>;
    readonly post: PostHeader;
    readonly threaded: PostHeader;
    readonly edit: EditHeader;
}

export async function makeHeaders({hashes}: ChannelPolicy): Promise<Headers> {
    const session = await generateFreshAgreementPair<'session'>(provider);
    const post: PostHeader = {
        type: 'post',
        mode: 'p2p',
        serverId: SERVER_ID,
        channelId: CHANNEL_ID,
        sender: ALICE,
        senderGeneration: 0,
        uid: uidOf(1),
        policySequence: 1,
        policyHead: hashes[0],
        sessionKey: session.publicKey,
        sequence: 0,
        timeMs: START_MS,
    };
    return {
        session,
        post,
        threaded: {...post, uid: uidOf(2), rootPostId: ROOT_ID, rootUid: uidOf(1), sequence: 1, previousUid: uidOf(1)},
        edit: {
            ...post,
            type: 'edit',
            uid: uidOf(3),
            editedUid: uidOf(1),
            revision: 1,
            previousRevision: new Uint8Array(32).fill(9) as RevisionHash,
        },
    };
}

export function headerPlans({post, threaded, edit}: Headers): readonly Plan[] {
    const [postBytes, threadedBytes, editBytes] = [encodeHeader(post), encodeHeader(threaded), encodeHeader(edit)];
    const plan = (id: string, comment: string, header: Bytes, expect: 'ok' | ProtocolCode = 'envelope_malformed'): Plan => ({
        id,
        comment,
        input: {header: encodeBase64url(header)},
        expect,
    });
    const largest: EnvelopeHeader = {
        ...edit,
        rootPostId: ROOT_ID,
        rootUid: uidOf(1),
        senderGeneration: 65_535,
        revision: Number.MAX_SAFE_INTEGER,
        policySequence: Number.MAX_SAFE_INTEGER,
        sequence: Number.MAX_SAFE_INTEGER,
        previousUid: uidOf(4),
        timeMs: Number.MAX_SAFE_INTEGER,
    };
    return [
        plan('post', 'a post in the channel itself', postBytes, 'ok'),
        plan('threaded', 'a post in a thread', threadedBytes, 'ok'),
        plan('threaded-clear-root', 'in a thread whose root is not sealed', withoutField(threadedBytes, 10), 'ok'),
        plan('edit', 'an edit', editBytes, 'ok'),
        plan('largest', 'every field, each as large as it may be', encodeHeader(largest), 'ok'),
        ...mapDefects({
            structure: postBytes,
            lastKey: 19,
            hasSuite: true,
            points: [16],
            malformed: 'envelope_malformed',
            badPoint: 'envelope_malformed',
        }).map(({id, comment, structure, expect}) => plan(id, comment, structure, expect)),
        plan('too-large', 'more than 512 bytes', new Uint8Array(513)),
        plan('mode-0', 'mode 0', withField(postBytes, 2, 0)),
        plan('mode-2', 'a mode that is not in the table', withField(postBytes, 2, 2)),
        plan('type-delete', 'the reserved type', withField(postBytes, 3, 2)),
        plan('type-3', 'a type that is not in the table', withField(postBytes, 3, 3)),
        plan('server-id-short', 'a server id of 15 bytes', withField(postBytes, 4, new Uint8Array(15))),
        plan('channel-id-long', 'a channel id of 27 characters', withField(postBytes, 5, 'a'.repeat(27))),
        plan('sender-upper', 'a sender with a capital', withField(postBytes, 6, 'A'.padEnd(26, 'a'))),
        plan('generation-over', 'generation 65536', withField(postBytes, 7, 65_536)),
        plan('uid-short', 'a uid of 15 bytes', withField(postBytes, 8, new Uint8Array(15))),
        plan('root-id-empty', 'an empty root instead of none', withField(threadedBytes, 9, '')),
        plan('root-uid-alone', 'the uid of a root without its id', withoutField(threadedBytes, 9)),
        plan('policy-sequence-0', 'policy sequence 0', withField(postBytes, 14, 0)),
        plan('policy-head-short', 'a policy head of 31 bytes', withField(postBytes, 15, new Uint8Array(31))),
        plan('previous-uid-short', 'a previous uid of 15 bytes', withField(threadedBytes, 18, new Uint8Array(15))),
        plan('post-edited-uid', 'a post that names an edited one', withField(postBytes, 11, uidOf(1))),
        plan('post-revision', 'a post with a revision', withField(postBytes, 12, 1)),
        plan('post-previous-revision', 'a post with a previous revision', withField(postBytes, 13, new Uint8Array(32))),
        plan('edit-no-uid', 'an edit without the edited uid', withoutField(editBytes, 11)),
        plan('edit-no-revision', 'an edit without a revision', withoutField(editBytes, 12)),
        plan('edit-no-previous', 'an edit without the revision before', withoutField(editBytes, 13)),
        plan('edit-revision-0', 'revision 0', withField(editBytes, 12, 0)),
    ];
}

export function recipientHintPlans({alice, bob}: Accounts): readonly Plan[] {
    const plan = (id: string, comment: string, input: JsonObject): Plan => ({id, comment, input, expect: 'ok'});
    const key = encodeBase64url(alice[0].encryption.publicKey);
    return [
        plan('alice', 'generation 0', {userId: ALICE, generation: 0, encryptionKey: key}),
        plan('other-user', 'the same key of another user', {userId: BOB, generation: 0, encryptionKey: key}),
        plan('other-generation', 'the same key in another generation', {userId: ALICE, generation: 1, encryptionKey: key}),
        plan('other-key', 'another key', {userId: ALICE, generation: 0, encryptionKey: encodeBase64url(bob[0].encryption.publicKey)}),
    ];
}

export async function wrapsPlans({alice}: Accounts): Promise<readonly Plan[]> {
    const hint = await recipientHint(provider, {userId: ALICE, generation: 0, encryptionKey: alice[0].encryption.publicKey});
    const entry = (first: Uint8Array, byte: number) => concatBytes([first, new Uint8Array(48 - first.length).fill(byte)]);
    const low = entry(new Uint8Array(8), 1);
    const own = [entry(hint, 1), entry(hint, 2)] as const;
    const high = entry(new Uint8Array(8).fill(0xff), 1);
    const plan = (id: string, comment: string, wraps: Bytes, expect: 'ok' | ProtocolCode = 'envelope_malformed'): Plan => ({
        id,
        comment,
        input: {wraps: encodeBase64url(wraps), hint: encodeBase64url(hint)},
        expect,
    });
    return [
        plan('one', 'sealed for one', own[0], 'ok'),
        plan('three', 'sealed for three', concatBytes([low, own[0], high]), 'ok'),
        plan('same-hint', 'two with the same hint', concatBytes([low, ...own, high]), 'ok'),
        plan('without', 'sealed for others', concatBytes([low, high]), 'ok'),
        plan('empty', 'sealed for nobody', new Uint8Array()),
        plan('cut', 'an entry that ends too early', own[0].slice(0, -1)),
        plan('unordered', 'entries in another order', concatBytes([high, low])),
        plan('unordered-behind-hint', 'the same hint in another order', concatBytes([own[1], own[0]])),
        plan('twice', 'an entry twice', concatBytes([low, low])),
    ];
}

export async function kekPlans({alice, bob}: Accounts, {session}: Headers): Promise<readonly Plan[]> {
    const seed = new Uint8Array(32).fill(0x33);
    const [sessionPrivateKey, alicePrivateKey, bobPrivateKey] = await Promise.all(
        [session, alice[0].encryption, bob[0].encryption].map(async ({privateKey}) =>
            encodeBase64url(await unsafeTestingPkcs8(privateKey)),
        ),
    );
    const kek = await deriveSenderKek({
        provider,
        serverId: SERVER_ID,
        sender: ALICE,
        recipient: BOB,
        session: unsafeTestingInUse(session),
        encryptionKey: bob[0].encryption.publicKey,
    });
    const wrapped = await wrapSeed(provider, await importWrappableSeed(provider, seed), kek);
    const input = {
        serverId: encodeBase64url(SERVER_ID),
        sender: ALICE,
        recipient: BOB,
        sessionPrivateKey: sessionPrivateKey ?? '',
        encryptionPrivateKey: bobPrivateKey ?? '',
        seed: encodeBase64url(seed),
        wrappedSeed: encodeBase64url(wrapped),
    };
    const flipped = wrapped.slice();
    flipped[0] = (flipped[0] ?? 0) ^ 1;
    const plan = (id: string, comment: string, change: JsonObject, expect: 'ok' | ProtocolCode = 'not_a_recipient'): Plan => ({
        id,
        comment,
        input: {...input, ...change},
        expect,
    });
    return [
        plan('bob', 'from Alice to Bob', {}, 'ok'),
        plan('other-recipient', 'the same key for another user', {recipient: CAROL}),
        plan('other-sender', 'the same session under another sender', {sender: CAROL}),
        plan('other-server', 'on another server', {serverId: encodeBase64url(new Uint8Array(16))}),
        plan('other-key', 'another recipient\u2019s key', {encryptionPrivateKey: alicePrivateKey ?? ''}),
        plan('flipped', 'one bit of the wrap is flipped', {wrappedSeed: encodeBase64url(flipped)}),
    ];
}

export function messageKeyPlans({post, threaded}: Headers): readonly Plan[] {
    const plaintext = pad(encodeBody({text: 'hello', mentions: [], format: 'markdown'}));
    const plan = (id: string, comment: string, seed: number, header: EnvelopeHeader): Plan => ({
        id,
        comment,
        input: {
            seed: encodeBase64url(new Uint8Array(32).fill(seed)),
            uid: encodeBase64url(header.uid),
            header: encodeBase64url(encodeHeader(header)),
            plaintext: encodeBase64url(plaintext),
        },
        expect: 'ok',
    });
    return [
        plan('post', 'of a post', 0x33, post),
        plan('other-seed', 'another seed', 0x34, post),
        plan('other-header', 'another header', 0x33, threaded),
    ];
}
