/**
 * From posts of the host's store to texts, in the order of protocol.md §5.6. A page of posts at once: one read of what is
 * remembered, and at most one write.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {Failure} from '../../lib/errors';
import type {FailureCode} from '../../lib/errors';
import type {CarriedPost, Mark, Opened} from '../api';
import type {CryptoProvider} from '../crypto/provider';
import type {ReaderKeys} from '../identity/reader_keys';
import type {Body} from '../protocol/body';
import {decodeEnvelope} from '../protocol/envelope';
import type {UnverifiedEnvelope} from '../protocol/envelope';
import {isId} from '../protocol/ids';
import type {ServerId} from '../protocol/ids';
import {openEnvelope} from '../protocol/open_envelope';
import {revisionOf} from '../protocol/revision';
import {verifyEnvelope} from '../protocol/verify_envelope';
import type {VerifiedEnvelope} from '../protocol/verify_envelope';
import type {ClaimedGenerations} from '../trust/claimed_generations';
import {notePolicyOfEnvelope} from '../trust/policy';
import type {SignerBook, Signers} from '../trust/signers';
import {startOver} from '../trust/start_over';
import {isBeforeReset, isSupersededAt} from '../trust/superseded';
import type {PolicyPin, TrustStore, TrustView} from '../trust/trust_store';
import type {Channels} from './channels';
import {placeKeyChanges} from './key_changes';
import type {ShownPost} from './key_changes';
import {marksOf} from './marks';
import type {OwnIdentity} from './own_identity';
import type {PostUids} from './post_uids';
import {SeenPosts, firstUidOf, previousKeyOf, seenKeyOf} from './seen_posts';
import type {Sequences} from './sequences';

export interface OpenParts {
    readonly provider: CryptoProvider;
    readonly serverId: ServerId;
    readonly trustStore: TrustStore;
    readonly own: OwnIdentity;
    readonly channels: Channels;
    readonly signers: SignerBook;
    readonly uids: PostUids;
    readonly sequences: Sequences;
    readonly claimed: ClaimedGenerations;
}

interface Opening extends OpenParts {
    readonly readerKeys: ReaderKeys;
}

type Decoded = {readonly post: CarriedPost} & (
    {readonly kind: 'decoded'; readonly envelope: UnverifiedEnvelope} | {readonly kind: 'refused'; readonly code: FailureCode}
);

type Verified = {readonly post: CarriedPost} & (
    {readonly kind: 'verified'; readonly envelope: VerifiedEnvelope} | {readonly kind: 'refused'; readonly code: FailureCode}
);

interface Outcome {
    readonly results: readonly Opened[];

    /** Channels that were not known as encrypted, in which a valid envelope was found. */
    readonly surprises: readonly string[];
}

/** One result per post, in the order of the posts. Rejects with a `Failure` only where nothing could be remembered or looked up. */
export async function openPosts(parts: OpenParts, posts: readonly CarriedPost[]): Promise<readonly Opened[]> {
    const readerKeys = parts.own.readerKeys();
    const decoded = posts.map(decode);
    const {results, surprises} = await startOver(() => attempt({...parts, readerKeys}, decoded));

    // Not awaited: what was opened needn't wait for the server half. Until it has answered the channel is held.
    surprises.forEach((channelId) => void parts.channels.lookAgain(channelId));
    return results;
}

function decode(post: CarriedPost): Decoded {
    try {
        return {kind: 'decoded', post, envelope: decodeEnvelope(post.envelope)};
    } catch (error) {
        return {kind: 'refused', post, code: codeOf(error)};
    }
}

/** Undefined where somebody else changed what this rests on. */
async function attempt(parts: Opening, decoded: readonly Decoded[]): Promise<Outcome | undefined> {
    const view = await readView(parts.trustStore, decoded);
    const wanted = wantedSigners(decoded);
    wanted.forEach(({userId, generation}) => parts.claimed.note(userId, generation));
    const signers = await parts.signers.lookUp(wanted, view.pins);
    const verified = await Promise.all(decoded.map((entry) => verify(parts, signers, entry)));

    const seen = new SeenPosts(view.seen);
    const ruled = inOrder(verified).map((entry) => ({
        entry,
        ruling: entry.kind === 'verified' ? seen.meet({...entry, isLate: isLate(entry, signers)}) : undefined,
    }));
    const policies = policyNotes(verified, view);
    const change = {pins: signers.pins, policies, seen: seen.news()};
    if (change.pins.length + change.policies.length + change.seen.length > 0 && (await parts.trustStore.commit(change)) === 'conflict') {
        return undefined;
    }

    for (const {entry, ruling} of ruled) {
        if (entry.kind === 'verified' && ruling?.kind === 'current' && ruling.copyOf === undefined && isId(entry.post.postId)) {
            parts.sequences.note(entry.envelope.header, entry.post.createAtMs);
        }
    }
    const opened = await Promise.all(
        ruled.map(async ({entry, ruling}) => {
            if (entry.kind === 'refused') {
                return unreadable(entry.post, entry.code);
            }
            if (ruling?.kind !== 'current') {
                return unreadable(entry.post, 'revision_superseded');
            }
            return open(parts, entry, (body) =>
                marksOf({...entry, ruling, seen, sequences: parts.sequences, body, isOfEarlierKey: isOfEarlierKey(entry, signers)}),
            );
        }),
    );
    const shown = ruled.flatMap(({entry}, index) => (opened[index]?.kind === 'message' ? shownPosts(entry) : []));
    const keyChanges = await placeKeyChanges({trustStore: parts.trustStore, people: view.people, chainOf: signers.chainOf}, shown);
    const byPost = new Map(ruled.map(({entry}, index) => [entry.post, opened[index] ?? unreadable(entry.post, 'invariant')]));
    return {
        results: decoded.map(({post}) => withKeyChange(byPost.get(post) ?? unreadable(post, 'invariant'), keyChanges)),
        surprises: policies.map(({channelId}) => channelId).filter((channelId) => parts.channels.isThoughtClear(channelId)),
    };
}

/** Everything that is remembered about these posts, in one transaction. */
function readView(store: TrustStore, decoded: readonly Decoded[]): Promise<TrustView> {
    const headers = decoded.flatMap((entry) => (entry.kind === 'decoded' ? [entry.envelope.header] : []));
    const seenKeys = headers.flatMap((header) => [seenKeyOf(header), previousKeyOf(header)].filter((key) => key !== undefined));
    return store.read({
        userIds: unique(headers.map(({sender}) => sender)),
        policiesOf: unique(headers.map(({channelId}) => channelId)),
        seenKeys: unique(seenKeys),
    });
}

/** Only where the post names the same author: what a stranger's envelope says is no reason to ask about anybody. */
function wantedSigners(decoded: readonly Decoded[]): ReadonlyArray<{userId: string; generation: number}> {
    return decoded.flatMap((entry) => {
        const header = entry.kind === 'decoded' ? entry.envelope.header : undefined;
        return header?.sender === entry.post.userId ? [{userId: header.sender, generation: header.senderGeneration}] : [];
    });
}

async function verify({provider, serverId}: OpenParts, {resolve}: Signers, entry: Decoded): Promise<Verified> {
    if (entry.kind === 'refused') {
        return entry;
    }
    const {post, envelope} = entry;
    try {
        return {
            kind: 'verified',
            post,
            envelope: await verifyEnvelope({provider, envelope, serverId, carrier: post, resolveSigner: resolve}),
        };
    } catch (error) {
        return {kind: 'refused', post, code: codeOf(error)};
    }
}

/** Of two posts with one uid in the same page, the earlier is the original. */
function inOrder(entries: readonly Verified[]): readonly Verified[] {
    return [...entries].sort(({post: a}, {post: b}) => a.createAtMs - b.createAtMs || (a.postId < b.postId ? -1 : 1));
}

async function open(
    {provider, readerKeys, uids}: Opening,
    {post, envelope}: {readonly post: CarriedPost; readonly envelope: VerifiedEnvelope},
    marks: (body: Body) => readonly Mark[],
): Promise<Opened> {
    const {header} = envelope;
    try {
        const body = await openEnvelope({provider, envelope, generations: readerKeys.generationsFor(header)});
        uids.note(post.postId, firstUidOf(header));
        return {
            kind: 'message',
            postId: post.postId,
            text: body.text,
            mentions: body.mentions,
            uid: encodeBase64url(header.uid),
            sequence: header.sequence,
            signedAtMs: header.timeMs,
            revision: revisionOf(header),
            marks: marks(body),
        };
    } catch (error) {
        return unreadable(post, codeOf(error));
    }
}

/** A valid envelope makes its channel known as encrypted (docs/architecture.md §6): the newest one of each channel. */
function policyNotes(verified: readonly Verified[], view: TrustView): readonly PolicyPin[] {
    const notes = new Map<string, PolicyPin>();
    for (const entry of verified) {
        if (entry.kind === 'verified') {
            const {channelId, policySequence, policyHead} = entry.envelope.header;
            const named = {sequence: policySequence, head: encodeBase64url(policyHead)};
            const stored = view.policies.get(channelId);
            const note = notePolicyOfEnvelope(channelId, notes.get(channelId) ?? stored, named);
            if (note) {
                notes.set(channelId, {...note, version: (stored?.version ?? 0) + 1});
            }
        }
    }
    return [...notes.values()];
}

/** By the later of both times: whoever has an old key can sign any time, and the server can state any. */
function isLate({post, envelope}: Extract<Verified, {kind: 'verified'}>, {chainOf}: Signers): boolean {
    const {sender, senderGeneration, timeMs} = envelope.header;
    const chain = chainOf(sender);
    return chain !== undefined && isSupersededAt(chain, senderGeneration, Math.max(timeMs, post.createAtMs));
}

function isOfEarlierKey({envelope}: Extract<Verified, {kind: 'verified'}>, {chainOf}: Signers): boolean {
    const chain = chainOf(envelope.header.sender);
    return chain !== undefined && isBeforeReset(chain, envelope.header.senderGeneration);
}

function shownPosts(entry: Verified): readonly ShownPost[] {
    if (entry.kind !== 'verified' || !isId(entry.post.postId)) {
        return [];
    }
    const {sender, senderGeneration} = entry.envelope.header;
    const {postId, rootId} = entry.post;
    return [{postId, sender, generation: senderGeneration, isReply: rootId !== ''}];
}

function withKeyChange(opened: Opened, keyChanges: ReadonlySet<string>): Opened {
    const isPlace = opened.kind === 'message' && keyChanges.has(opened.postId);
    return isPlace ? {...opened, marks: [{kind: 'key_changed'}, ...opened.marks]} : opened;
}

function unreadable({postId}: CarriedPost, code: FailureCode): Opened {
    return {kind: 'unreadable', postId, code};
}

function codeOf(error: unknown): FailureCode {
    return error instanceof Failure ? error.code : 'invariant';
}

function unique(values: readonly string[]): readonly string[] {
    return [...new Set(values)];
}
