/**
 * From what the member wrote to an envelope: decide for whom, pin, then seal (docs/people.md §4).
 *
 * @packageDocumentation
 */
import {decodeBase64url, encodeBase64url} from '../../lib/base64url';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {normalizeMentions} from '../../lib/mention_names';
import type {PersonState, SealRequest} from '../api';
import type {CryptoProvider} from '../crypto/provider';
import type {VerifiedChain} from '../protocol/chain';
import {encodeBody} from '../protocol/body';
import type {Body} from '../protocol/body';
import type {EnvelopeHeader} from '../protocol/header';
import {toChannelId, toPostId} from '../protocol/ids';
import type {ServerId, Uid, UserId} from '../protocol/ids';
import type {StatementHash} from '../protocol/policy_statement';
import {newUid, sealEnvelope} from '../protocol/seal_envelope';
import type {ChannelPeople} from '../trust/channel_people';
import {decide} from '../trust/decide';
import type {HeldReports} from '../trust/held_reports';
import {pinChangeOf} from '../trust/keys_of_person';
import {afterSealing} from '../trust/known_person';
import type {PolicyState} from '../trust/policy';
import {nextRecipients} from '../trust/recipients';
import {startOver} from '../trust/start_over';
import type {TrustStore} from '../trust/trust_store';
import type {Channels} from './channels';
import {othersOf} from './members';
import type {ActiveIdentity, OwnIdentity} from './own_identity';
import type {PostUids} from './post_uids';
import type {PreviousPosts} from './previous_posts';
import type {SizeLimit} from './size_limit';

/**
 * How old the directory's answer may be when something is sealed for somebody. The page asks afresh whenever it hears of a change;
 * this is for the change that it didn't hear of.
 */
export const ANSWER_MAX_AGE_MS = 10 * 60_000;

export interface SealParts {
    readonly provider: CryptoProvider;
    readonly serverId: ServerId;
    readonly userId: UserId;
    readonly trustStore: TrustStore;
    readonly own: OwnIdentity;
    readonly channels: Channels;
    readonly people: ChannelPeople;
    readonly reports: HeldReports;
    readonly previous: PreviousPosts;
    readonly uids: PostUids;
    readonly sizeLimit: SizeLimit;
    readonly tellPerson: (userId: string) => void;
}

export type Sealed =
    | {
          readonly kind: 'sealed';
          readonly envelope: string;
          readonly uid: string;
          readonly recipients: number;
          readonly withoutKey: readonly string[];
      }
    | Question;

/** What the member is asked before anything is sealed. */
type Question =
    | {readonly kind: 'held'; readonly people: readonly PersonState[]}
    | {readonly kind: 'too_many'; readonly members: number; readonly limit: number};

type Plan = {readonly kind: 'send'; readonly chains: readonly VerifiedChain[]; readonly withoutKey: readonly string[]} | Question;

type OnState = Extract<PolicyState, {kind: 'on'}>;

/** @throws Failure with the reason for which nothing was sealed */
export async function sealPost(parts: SealParts, request: SealRequest): Promise<Sealed> {
    const active = await parts.own.requireActive();
    const policy = await requireOn(parts.channels, request.channelId);
    const body = bodyOf(request);
    const plan = await startOver(() => attempt(parts, request));
    if (plan.kind !== 'send') {
        return plan;
    }
    const heads = [active.chain.head, ...plan.chains.map(({head}) => head)];
    const recipients = await Promise.all(heads.map((head) => active.session.recipient(head)));
    const header = headerOf(parts, request, {active, policy});
    const {envelope} = await sealEnvelope({
        provider: parts.provider,
        header,
        body,
        recipients,
        signingKey: active.generation.signingKey,
    });
    const uid = encodeBase64url(header.uid);
    parts.previous.sealed(request.channelId, uid);
    return {kind: 'sealed', envelope, uid, recipients: recipients.length, withoutKey: plan.withoutKey};
}

/** The page asks only for channels that it takes for encrypted; whatever else this vault knows contradicts that. */
async function requireOn(channels: Channels, channelId: string): Promise<OnState> {
    const state = await channels.state(channelId);
    if (state.kind !== 'on') {
        throw new Failure(state.kind === 'unknown' ? state.code : 'policy_contradicts');
    }
    return state;
}

/** Looked at before anything is pinned. @throws Failure `text_invalid` */
function bodyOf({text, mentions}: SealRequest): Body {
    const body: Body = {text, mentions: normalizeMentions(mentions), format: 'markdown'};
    encodeBody(body);
    if (text === '') {
        throw new Failure('text_invalid');
    }
    return body;
}

/** Decides, and stores what follows; undefined where another tab stored something meanwhile. */
async function attempt(parts: SealParts, request: SealRequest): Promise<Plan | undefined> {
    const {channelId, members, decisions, isDirect} = request;
    const others = othersOf(members, parts.userId);
    const facts = await parts.people.facts({channelId, others, maxAgeMs: ANSWER_MAX_AGE_MS});
    const limit = await parts.sizeLimit.current();
    const agreedLimit = members.length > limit ? limit : undefined;
    if (agreedLimit !== undefined && request.agreedLimit !== limit && facts.recipients?.agreedLimit !== limit) {
        return {kind: 'too_many', members: members.length, limit};
    }
    const people = parts.reports.withChoices(channelId, facts.people, decisions);
    const decision = decide({isDirect, isFirstUse: facts.recipients === undefined, hasDeparted: facts.departed.length > 0, people});
    if (decision.kind === 'refused') {
        throw new Failure(decision.code);
    }
    if (decision.kind === 'held') {
        parts.reports.show(channelId, facts.people);
        return decision;
    }
    const recipients = nextRecipients(channelId, facts.recipients, {...decision, agreedLimit});
    const pins = present(decision.to.map(({keys}) => pinChangeOf(keys)));
    const known = present(decision.to.map((person) => afterSealing(person.known, person)));
    if (recipients || pins.length + known.length > 0) {
        const outcome = await parts.trustStore.commit({pins, people: known, recipients: recipients ? [recipients] : []});
        if (outcome === 'conflict') {
            return undefined;
        }
    }
    people.forEach(({userId, choice}) => choice && parts.tellPerson(userId));
    const chains = decision.to.flatMap(({keys}) => (keys.kind !== 'none' && keys.chain ? [keys.chain] : []));
    return {kind: 'send', chains, withoutKey: decision.withoutKey};
}

function present<Value>(values: ReadonlyArray<Value | undefined>): readonly Value[] {
    return values.filter((value) => value !== undefined);
}

function headerOf(parts: SealParts, request: SealRequest, {active, policy}: {active: ActiveIdentity; policy: OnState}): EnvelopeHeader {
    const channelId = toChannelId(request.channelId);
    const previous = parts.previous.of(request.channelId);
    const rootUid = request.rootId === '' ? undefined : parts.uids.of(request.rootId);
    return {
        mode: 'p2p',
        type: 'post',
        serverId: parts.serverId,
        channelId,
        sender: parts.userId,
        senderGeneration: active.generation.generation,
        uid: newUid(parts.provider),
        ...(request.rootId !== '' && {rootPostId: toPostId(request.rootId)}),
        ...(rootUid !== undefined && {rootUid: bytesOf(rootUid) as Uid}),
        policySequence: policy.sequence,
        policyHead: bytesOf(policy.head) as StatementHash,
        sessionKey: active.session.publicKey,
        sequence: active.session.nextSequence(channelId),
        ...(previous !== undefined && {previousUid: bytesOf(previous) as Uid}),
        timeMs: request.nowMs,
    };
}

/** For what this vault has written as text itself. */
function bytesOf(text: string): Bytes {
    const bytes = decodeBase64url(text);
    if (!bytes) {
        throw new Failure('invariant');
    }
    return bytes;
}
