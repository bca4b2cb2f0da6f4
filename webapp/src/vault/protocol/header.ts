/**
 * What an envelope says about itself in clear: who, where, when, under which policy (protocol.md §5.1).
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {PublicKey} from '../crypto/keys';
import {HASH_LENGTH} from './context';
import type {Hash} from './context';
import {SERVER_ID_LENGTH, UID_LENGTH} from './ids';
import type {ChannelId, PostId, ServerId, Uid, UserId} from './ids';
import {bytes, choice, id, malformed, publicKey, uint} from './kinds';
import {LIMITS} from './limits';
import type {StatementHash} from './policy_statement';
import {field, mapSchema, optional} from './schema';
import type {Structure} from './schema';

/** Identity of one revision of a post: hash of all that its envelope carries but the signature (protocol.md §5.4). */
export type RevisionHash = Brand<Hash, 'RevisionHash'>;

interface CommonHeader {
    readonly mode: 'p2p';
    readonly serverId: ServerId;
    readonly channelId: ChannelId;
    readonly sender: UserId;
    readonly senderGeneration: number;
    readonly uid: Uid;

    /** In a thread. */
    readonly rootPostId?: PostId;

    /** Only beside `rootPostId`; absent where the root is no sealed post. */
    readonly rootUid?: Uid;
    readonly policySequence: number;
    readonly policyHead: StatementHash;
    readonly sessionKey: PublicKey<'session'>;

    /** Counts within this session and channel, from 0. */
    readonly sequence: number;

    /** The sender's last acknowledged post in this channel. */
    readonly previousUid?: Uid;
    readonly timeMs: number;
}

export interface PostHeader extends CommonHeader {
    readonly type: 'post';
}

export interface EditHeader extends CommonHeader {
    readonly type: 'edit';

    /** Of the first revision. */
    readonly editedUid: Uid;

    /** From 1; the post itself is revision 0. */
    readonly revision: number;
    readonly previousRevision: RevisionHash;
}

export type EnvelopeHeader = PostHeader | EditHeader;

const uid = bytes<Uid>(UID_LENGTH);

const FIELDS = {
    mode: field(2, choice({p2p: 1})),

    // 2, `delete`, is reserved, and refused until it has a meaning.
    type: field(3, choice({post: 0, edit: 1})),
    serverId: field(4, bytes<ServerId>(SERVER_ID_LENGTH)),
    channelId: field(5, id<ChannelId>()),
    sender: field(6, id<UserId>()),
    senderGeneration: field(7, uint({max: LIMITS.generation})),
    uid: field(8, uid),
    rootPostId: optional(9, id<PostId>()),
    rootUid: optional(10, uid),
    editedUid: optional(11, uid),
    revision: optional(12, uint({min: 1})),
    previousRevision: optional(13, bytes<RevisionHash>(HASH_LENGTH)),
    policySequence: field(14, uint({min: 1})),
    policyHead: field(15, bytes<StatementHash>(HASH_LENGTH)),
    sessionKey: field(16, publicKey<'session'>()),
    sequence: field(17, uint()),
    previousUid: optional(18, uid),
    timeMs: field(19, uint()),
};
const SCHEMA = mapSchema('versionAndSuite', FIELDS);

/** @throws Failure `envelope_malformed` */
export function encodeHeader(header: EnvelopeHeader): Bytes {
    return asEnvelopePart(() => {
        const headerBytes = SCHEMA.encode(consistent(header));
        return headerBytes.length <= LIMITS.headerBytes ? headerBytes : malformed();
    });
}

/** @throws Failure `envelope_malformed`, `version_unsupported` or `suite_unsupported` */
export function decodeHeader(headerBytes: Bytes): EnvelopeHeader {
    return asEnvelopePart(() => (headerBytes.length <= LIMITS.headerBytes ? consistent(SCHEMA.decode(headerBytes)) : malformed()));
}

/** What the table doesn't say: which fields come together. */
function consistent(header: Structure<typeof FIELDS>): EnvelopeHeader {
    const {type, rootPostId, rootUid, editedUid, revision, previousRevision} = header;
    const isEdit = type === 'edit';
    const isRevision = [editedUid, revision, previousRevision].every((part) => (part !== undefined) === isEdit);
    const isThread = rootUid === undefined || rootPostId !== undefined;
    return isRevision && isThread ? (header as EnvelopeHeader) : malformed();
}

/** In an envelope one code stands for every way of being malformed, points included (protocol.md §10). */
export function asEnvelopePart<Value>(decode: () => Value): Value {
    try {
        return decode();
    } catch (error) {
        if (error instanceof Failure && (error.code === 'cbor_malformed' || error.code === 'point_invalid')) {
            throw new Failure('envelope_malformed', {cause: error});
        }
        throw error;
    }
}
