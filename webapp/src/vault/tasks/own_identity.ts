/**
 * The member's own identity in this browser: looks at what is published and what is stored, activates what was published from
 * here, and keeps the session of the generation that is in use.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {Failure} from '../../lib/errors';
import type {FailureCode} from '../../lib/errors';
import type {OwnState} from '../api';
import type {OwnGeneration, StoredKeys} from '../identity/key_store';
import {judgeOwn} from '../identity/own_state';
import type {OwnVerdict} from '../identity/own_state';
import {pinOf} from '../identity/pinned_identity';
import {ReaderKeys} from '../identity/reader_keys';
import type {OwnRecord} from '../identity/reader_keys';
import {Session} from '../identity/session';
import {verifyChain} from '../protocol/chain';
import type {VerifiedChain} from '../protocol/chain';
import {decodeSignedRecord} from '../protocol/signed_record';
import type {PersonStanding} from '../trust/decide';
import type {TaskParts} from './parts';

type Parts = Pick<TaskParts, 'provider' | 'keyStore' | 'trustStore' | 'directory' | 'keyLock' | 'tabs' | 'serverId' | 'userId'>;

/** Everything that a sender needs of their own. */
export interface ActiveIdentity {
    readonly chain: VerifiedChain;
    readonly generation: OwnGeneration;
    readonly session: Session;
}

interface Seen {
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
        const verdict = await this.#judge();
        if (verdict.kind === 'activate') {
            return this.#parts.keyLock.run(() => this.lookLocked());
        }
        return this.#keep(look, verdict);
    }

    /** `look` for a caller that holds the key lock. */
    async lookLocked(): Promise<OwnState> {
        const look = ++this.#begun;
        const verdict = await this.#judge();
        if (verdict.kind !== 'activate') {
            return this.#keep(look, verdict);
        }
        const {chain, pending} = verdict;
        await this.#parts.keyStore.activate([pending.generation], pinOf(chain));
        this.#parts.tabs.tell({kind: 'own_changed'});
        return this.#keep(look, {kind: 'active', chain, generation: pending.generation});
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

    /** @throws Failure `not_loaded` before the first look */
    readerKeys(): ReaderKeys {
        if (!this.#seen) {
            throw new Failure('not_loaded');
        }
        return this.#seen.readerKeys;
    }

    async #judge(): Promise<OwnVerdict> {
        const {keyStore, trustStore, directory, provider, serverId, userId} = this.#parts;
        const signedRecords = await directory.ownChain();
        if ((await keyStore.pinServerId(encodeBase64url(serverId))) !== encodeBase64url(serverId)) {
            return {kind: 'conflict', code: 'server_changed'};
        }
        let published: VerifiedChain | undefined;
        try {
            published = signedRecords.length > 0 ? await verifyChain({provider, signedRecords, serverId, userId}) : undefined;
        } catch (error) {
            if (error instanceof Failure) {
                return {kind: 'conflict', code: error.code};
            }
            throw error;
        }
        const [stored, view] = await Promise.all([keyStore.read(), trustStore.read({userIds: [userId]})]);
        return judgeOwn({published, pin: view.pins.get(userId), stored});
    }

    async #keep(look: number, verdict: Seen['verdict']): Promise<OwnState> {
        const stored = await this.#parts.keyStore.read();
        const seen = {verdict, readerKeys: await this.#readerKeysOf(verdict, stored)};
        if (look > this.#kept || !this.#seen) {
            this.#kept = look;
            this.#seen = seen;
        }
        return stateOf(this.#seen.verdict);
    }

    /** Every generation that is published or stored: one without a private key here still tells `key_missing` from `not_a_recipient`. */
    #readerKeysOf(verdict: Seen['verdict'], {generations}: StoredKeys): Promise<ReaderKeys> {
        const records = new Map<string, OwnRecord>();
        if (verdict.kind === 'active' || verdict.kind === 'behind' || verdict.kind === 'elsewhere') {
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
        case 'pending':
        case 'replaced':
        case 'conflict':
            return verdict;
        case 'elsewhere':
            return {kind: 'elsewhere', generation: verdict.generation};
        case 'active':
            return {kind: 'active', generation: verdict.generation.generation, recordHash: verdict.generation.recordHash};
        case 'behind':
            return {kind: 'behind', generation: verdict.generation, published: verdict.published};
    }
}
