/**
 * Which channels are encrypted: asks, and switches (docs/architecture.md §6).
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import type {ChannelState} from '../api';
import {toChannelId} from '../protocol/ids';
import {hashPolicyStatement} from '../protocol/policy_statement';
import type {PolicyMode, PolicyStatement} from '../protocol/policy_statement';
import {decodeSignedStatement, signStatement} from '../protocol/signed_statement';
import type {PolicyState} from '../trust/policy';
import type {PolicyBook} from '../trust/policy_book';
import type {ServedStatements} from '../trust/policy_source';
import type {OwnIdentity} from './own_identity';
import type {TaskParts} from './parts';

type Parts = Pick<TaskParts, 'provider' | 'policySource' | 'tabs' | 'serverId' | 'userId' | 'emit'>;

export class Channels {
    readonly #parts: Parts;
    readonly #own: OwnIdentity;
    readonly #book: PolicyBook;

    /** As found out last by this worker. */
    readonly #states = new Map<string, PolicyState>();

    /** For each judgement under way: the channels of which something new was stored since it began. */
    readonly #renewals = new Set<Set<string>>();

    constructor(parts: Parts, own: OwnIdentity, book: PolicyBook) {
        this.#parts = parts;
        this.#own = own;
        this.#book = book;
    }

    /** Of every channel that the server half speaks for. */
    async all(): Promise<ReadonlyMap<string, ChannelState>> {
        const states = await this.#judge(await this.#parts.policySource.policies());
        const doubtful = new Set([...states.keys()].filter((channelId) => isContradiction(states.get(channelId))));
        const asked = doubtful.size > 0 ? await this.#askAll(doubtful) : new Map<string, PolicyState>();
        return new Map([...states, ...asked].map(([channelId, state]) => [channelId, toChannelState(state)]));
    }

    async one(channelId: string): Promise<ChannelState> {
        const state = await this.#ask(channelId);
        return toChannelState(isContradiction(state) ? await this.#ask(channelId) : state);
    }

    /** What is known, or found out now: a send doesn't ask again for what the page was told. */
    async state(channelId: string): Promise<PolicyState> {
        const known = this.#states.get(channelId);
        if (known && known.kind !== 'unknown') {
            return known;
        }
        return this.#ask(channelId);
    }

    /** @throws Failure `conflict` where another statement came first, or what the server half refuses with */
    async setEncrypted(channelId: string, encrypted: boolean, nowMs: number): Promise<ChannelState> {
        const {generation} = await this.#own.requireActive();
        const {statements} = await this.#parts.policySource.policy(channelId);
        const before = await this.#judgeOne(channelId, statements);
        if (before.kind === 'unknown') {
            throw new Failure(before.code);
        }
        const signed = await signStatement({
            provider: this.#parts.provider,
            signingKey: generation.signingKey,
            statement: await this.#following(channelId, statements, {
                mode: encrypted ? 'p2p' : 'none',
                signerGeneration: generation.generation,
                timeMs: nowMs,
            }),
        });
        await this.#parts.policySource.publishStatement(channelId, signed);
        const after = await this.#judgeOne(channelId, [...statements, signed]);
        this.#parts.tabs.tell({kind: 'channel_changed', channelId});

        // Whoever switches it off has seen who did.
        return after.kind === 'off_unconfirmed' ? this.confirmOff(channelId, after.sequence) : toChannelState(after);
    }

    /** @throws Failure `conflict` where that statement isn't the last one any more */
    async confirmOff(channelId: string, sequence: number): Promise<ChannelState> {
        await this.#book.agreeToOff(channelId, sequence);
        this.#parts.tabs.tell({kind: 'channel_changed', channelId});
        return this.one(channelId);
    }

    /** @throws Failure `conflict` where another policy is in doubt by now */
    async confirmMissing(channelId: string, sequence: number): Promise<ChannelState> {
        await this.#book.agreeToMissing(channelId, sequence);
        this.#parts.tabs.tell({kind: 'channel_changed', channelId});
        return this.one(channelId);
    }

    /**
     * What is stored about a channel changed, in another tab or by a post: finds out what follows and tells the page. A page that
     * takes the channel for clear is told at once that this isn't known any more, and it stays so where there is no answer:
     * the server half must not win time for clear text by being slow.
     */
    async lookAgain(channelId: string): Promise<void> {
        if (this.isThoughtClear(channelId)) {
            this.#tell(channelId, {kind: 'unknown', code: 'not_loaded'});
        }
        this.#states.delete(channelId);
        this.#renewals.forEach((renewed) => renewed.add(channelId));
        this.#tell(channelId, await this.one(channelId).catch(unknownFrom));
    }

    /** Whether a sealed post in this channel would be a surprise; also where a question about it is still under way. */
    isThoughtClear(channelId: string): boolean {
        const state = this.#states.get(channelId);
        return state === undefined || state.kind === 'off';
    }

    #tell(channelId: string, channel: ChannelState): void {
        this.#parts.emit({kind: 'channel_changed', channelId, channel});
    }

    /** The statement after the last one that is served, which `#judgeOne` has verified. */
    async #following(
        channelId: string,
        statements: ServedStatements,
        said: {mode: PolicyMode; signerGeneration: number; timeMs: number},
    ): Promise<PolicyStatement> {
        const {provider, serverId, userId} = this.#parts;
        const last = statements.at(-1);
        const previous = last && (await hashPolicyStatement(provider, decodeSignedStatement(last).statementBytes));
        return {
            ...said,
            serverId,
            channelId: toChannelId(channelId),
            sequence: statements.length + 1,
            ...(previous && {previous}),
            signer: userId,
        };
    }

    async #ask(channelId: string): Promise<PolicyState> {
        return this.#judgeOne(channelId, (await this.#parts.policySource.policy(channelId)).statements);
    }

    /** In one request, however many they are: a server that lost its statements contradicts every browser in all of its channels. */
    async #askAll(channelIds: ReadonlySet<string>): Promise<ReadonlyMap<string, PolicyState>> {
        const served = await this.#parts.policySource.policies();
        return this.#judge(new Map([...served].filter(([channelId]) => channelIds.has(channelId))));
    }

    async #judgeOne(channelId: string, statements: ServedStatements): Promise<PolicyState> {
        const state = (await this.#judge(new Map([[channelId, statements]]))).get(channelId);
        return state ?? {kind: 'unknown', code: 'invariant'};
    }

    /**
     * What was stored while the judgement was under way counts: it may have read the pins before a post showed that a channel is
     * encrypted, and then waits for the keys of another channel's signers as long as the server half likes.
     */
    async #judge(served: ReadonlyMap<string, ServedStatements>): Promise<ReadonlyMap<string, PolicyState>> {
        const renewed = new Set<string>();
        this.#renewals.add(renewed);
        const states = await this.#book.judge(served).finally(() => this.#renewals.delete(renewed));
        const overtaken = new Map([...served].filter(([channelId]) => renewed.has(channelId)));
        states.forEach((state, channelId) => overtaken.has(channelId) || this.#states.set(channelId, state));
        return overtaken.size === 0 ? states : new Map([...states, ...(await this.#judge(overtaken))]);
    }
}

/**
 * What is pinned may be newer than the answer, where a question was asked before it and answered after it: only an answer to a
 * second question contradicts.
 */
function isContradiction(state: PolicyState | undefined): boolean {
    return state?.kind === 'unknown' && state.code === 'policy_contradicts';
}

function unknownFrom(error: unknown): ChannelState {
    if (error instanceof Failure) {
        return {kind: 'unknown', code: error.code};
    }
    throw error;
}

/** The page has no use for the head. */
function toChannelState(state: PolicyState): ChannelState {
    if (state.kind !== 'on') {
        return state;
    }
    const {kind, sequence, changedBy, changedAtMs} = state;
    return {kind, sequence, changedBy, changedAtMs};
}
