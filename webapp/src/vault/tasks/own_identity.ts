/**
 * The member's own identity in this browser: looks at what is published and what is stored, activates what was published from
 * here, picks up what a rotation elsewhere left for it, and keeps the session of the generation that is in use.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {FailureCode} from '../../lib/errors';
import type {OwnState} from '../api';
import type {OwnGeneration, StoredKeys} from '../identity/key_store';
import {judgeOwn} from '../identity/own_state';
import type {OwnVerdict} from '../identity/own_state';
import {pinOf} from '../identity/pinned_identity';
import type {PinnedIdentity} from '../identity/pinned_identity';
import {ReaderKeys} from '../identity/reader_keys';
import type {OwnRecord} from '../identity/reader_keys';
import {Session} from '../identity/session';
import {verifyChain} from '../protocol/chain';
import type {VerifiedChain} from '../protocol/chain';
import {decodeSignedRecord} from '../protocol/signed_record';
import type {PersonStanding} from '../trust/decide';
import {takeHandOvers} from './hand_overs';
import type {TaskParts} from './parts';

type Parts = Pick<TaskParts, 'provider' | 'keyStore' | 'trustStore' | 'directory' | 'keyLock' | 'tabs' | 'serverId' | 'userId'>;

/** Everything that a sender needs of their own. */
export interface ActiveIdentity {
    readonly chain: VerifiedChain;
    readonly generation: OwnGeneration;
    readonly session: Session;
}

export interface Published {
    readonly chain: VerifiedChain;
    readonly signedRecords: readonly Bytes[];
}

type Behind = Extract<OwnVerdict, {kind: 'behind'}>;

/** What the server half serves as the member's own chain: nothing, something verified, or what is wrong with it. */
type Served = Published | FailureCode | undefined;

interface Seen {
    readonly served: Served;
    readonly verdict: Exclude<OwnVerdict, {kind: 'activate'}>;
    readonly readerKeys: ReaderKeys;
}

export class OwnIdentity {
    readonly #parts: Parts;
    #seen: Seen | undefined;
    #session: Promise<Session> | undefined;

    /** Looks are numbered, since one that began earlier may end later: it must not undo what the later one saw. */
    #begun = 0;
    #kept = 0;

    constructor(parts: Parts) {
        this.#parts = parts;
    }

    /** Looks afresh. Rejects with a `Failure` where the server half or the storage can't be asked. */
    async look(): Promise<OwnState> {
        const look = ++this.#begun;
        const served = await this.#serve();
        const verdict = await this.#judge(served);
        if (verdict.kind === 'activate' || verdict.kind === 'behind') {
            return this.#parts.keyLock.run(() => this.lookLocked());
        }
        return this.#keep(look, served, verdict);
    }

    /** `look` for a caller that holds the key lock. */
    async lookLocked(): Promise<OwnState> {
        const look = ++this.#begun;
        const served = await this.#serve();
        const verdict = await this.#activated(served, await this.#judge(served));
        return this.#keep(look, served, verdict.kind === 'behind' ? await this.#caughtUp(served, verdict) : verdict);
    }

    /** @throws Failure `not_set_up`, `behind`, or the code of a conflict */
    async requireActive(): Promise<ActiveIdentity> {
        const verdict = this.#seen?.verdict;
        if (verdict?.kind !== 'active') {
            throw new Failure(codeOf(verdict));
        }
        const {chain, generation} = verdict;
        return {chain, generation, session: await this.#sessionOf(chain)};
    }

    /** Record hash of the generation in use, as the last look found it; undefined where none was. */
    activeRecord(): string | undefined {
        const verdict = this.#seen?.verdict;
        return verdict?.kind === 'active' ? verdict.generation.recordHash : undefined;
    }

    /**
     * How the others find the member: by what is published, whether its keys are in this browser or not.
     *
     * @throws Failure `not_loaded` before the first look
     */
    standing(): PersonStanding {
        const {userId} = this.#parts;
        const verdict = this.#seen?.verdict;
        switch (verdict?.kind) {
            case undefined:
                throw new Failure('not_loaded');
            case 'absent':
            case 'pending':
                return {kind: 'no_key', userId};
            case 'elsewhere':
            case 'active':
            case 'behind':
                return {kind: 'ready', userId, generation: verdict.chain.head.record.generation, isNew: false, isVerified: false};
            case 'replaced':
            case 'conflict':
                return {kind: 'changed', userId, how: 'invalid', mayAccept: false, wasVerified: false};
        }
    }

    /**
     * What a reset would follow, whether its keys are in this browser or not.
     *
     * @throws Failure `not_set_up` where nothing is published, or the code of a conflict
     */
    requirePublished(): Published {
        const served = this.#seen?.served;
        const verdict = this.#seen?.verdict;
        if (verdict?.kind === 'conflict' || typeof served !== 'object') {
            throw new Failure(codeOf(verdict));
        }
        return served;
    }

    /** @throws Failure `not_loaded` before the first look */
    readerKeys(): ReaderKeys {
        if (!this.#seen) {
            throw new Failure('not_loaded');
        }
        return this.#seen.readerKeys;
    }

    async #serve(): Promise<Served> {
        const {keyStore, directory, provider, serverId, userId} = this.#parts;
        const signedRecords = await directory.ownChain();
        if ((await keyStore.pinServerId(encodeBase64url(serverId))) !== encodeBase64url(serverId)) {
            return 'server_changed';
        }
        try {
            return signedRecords.length > 0
                ? {signedRecords, chain: await verifyChain({provider, signedRecords, serverId, userId})}
                : undefined;
        } catch (error) {
            if (error instanceof Failure) {
                return error.code;
            }
            throw error;
        }
    }

    async #judge(served: Served): Promise<OwnVerdict> {
        if (typeof served === 'string') {
            return {kind: 'conflict', code: served};
        }
        const {keyStore, trustStore, userId} = this.#parts;
        const [stored, view] = await Promise.all([keyStore.read(), trustStore.read({userIds: [userId]})]);
        return judgeOwn({published: served?.chain, pin: view.pins.get(userId), stored});
    }

    async #activated(served: Served, verdict: OwnVerdict): Promise<Seen['verdict']> {
        if (verdict.kind !== 'activate') {
            return verdict;
        }
        await this.#store([verdict.pending.generation], verdict.pin);
        return this.#activated(served, await this.#judge(served));
    }

    /** What doesn't lead to the head leads as far as it can. */
    async #caughtUp(served: Served, behind: Behind): Promise<Seen['verdict']> {
        const {generations, why} = await takeHandOvers(this.#parts, {...behind, signedRecords: recordsOf(served)});
        if (generations.length > 0) {
            await this.#store(generations, pinOf(behind.chain));
        }
        const verdict = await this.#activated(served, await this.#judge(served));
        return verdict.kind === 'behind' && why ? {...verdict, why} : verdict;
    }

    async #store(generations: readonly OwnGeneration[], pin: PinnedIdentity): Promise<void> {
        await this.#parts.keyStore.activate(generations, pin);
        this.#parts.tabs.tell({kind: 'own_changed'});
    }

    async #keep(look: number, served: Served, verdict: Seen['verdict']): Promise<OwnState> {
        const stored = await this.#parts.keyStore.read();
        const seen = {served, verdict, readerKeys: await this.#readerKeysOf(verdict, stored)};
        if (look > this.#kept || !this.#seen) {
            this.#kept = look;
            this.#seen = seen;
        }
        return stateOf(this.#seen.verdict);
    }

    /** Every generation that is published or stored: one without a private key here still tells `key_missing` from `not_a_recipient`. */
    #readerKeysOf(verdict: Seen['verdict'], {generations}: StoredKeys): Promise<ReaderKeys> {
        const records = new Map<string, OwnRecord>();
        if ('chain' in verdict) {
            verdict.chain.links.forEach(({record, hash}) => records.set(encodeBase64url(hash), {record, encryptionKey: undefined}));
        }
        for (const {recordHash, record, encryptionKey} of generations) {
            records.set(recordHash, {record: decodeSignedRecord(record).record, encryptionKey});
        }
        return ReaderKeys.of(this.#parts.provider, [...records.values()]);
    }

    /** Renewed when the identity changes (protocol.md §4.1). */
    async #sessionOf({head}: VerifiedChain): Promise<Session> {
        const session = await (this.#session ?? this.#begin(head));
        return session.isOf(head) ? session : this.#begin(head);
    }

    /** One that could not begin isn't kept. */
    #begin(head: VerifiedChain['head']): Promise<Session> {
        const begun = Session.begin(this.#parts.provider, head);
        this.#session = begun;
        begun.catch(() => {
            if (this.#session === begun) {
                this.#session = undefined;
            }
        });
        return begun;
    }
}

function recordsOf(served: Served): readonly Bytes[] {
    return typeof served === 'object' ? served.signedRecords : [];
}

function codeOf(verdict: OwnVerdict | undefined): FailureCode {
    switch (verdict?.kind) {
        case 'behind':
            return 'behind';
        case 'replaced':
            return 'chain_invalid';
        case 'conflict':
            return verdict.code;
        default:
            return 'not_set_up';
    }
}

function stateOf(verdict: Seen['verdict']): OwnState {
    switch (verdict.kind) {
        case 'absent':
        case 'conflict':
            return verdict;
        case 'pending':
            return {kind: 'pending', isReset: false};
        case 'elsewhere':
            return verdict.isResetPending ? {kind: 'pending', isReset: true} : {kind: 'elsewhere', generation: verdict.generation};
        case 'replaced':
            return verdict.isResetPending ? {kind: 'pending', isReset: true} : {kind: 'replaced'};
        case 'active':
            return {kind: 'active', generation: verdict.generation.generation, recordHash: verdict.generation.recordHash};
        case 'behind':
            return {
                kind: 'behind',
                generation: verdict.newest.generation,
                published: verdict.chain.head.record.generation,
                ...(verdict.why && {why: verdict.why}),
            };
    }
}
