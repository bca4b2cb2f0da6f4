/**
 * The whole vault, as the page sees it: switches between members, and turns whatever goes wrong into a value.
 *
 * @packageDocumentation
 */
import {decodeBase64url} from '../../lib/base64url';
import {Failure} from '../../lib/errors';
import type {
    Account,
    BackupCheck,
    BackupComparison,
    BackupFileResult,
    BackupSource,
    CarriedPost,
    ChannelResult,
    ChannelsResult,
    ComparedResult,
    CodeResult,
    CreateResult,
    DoneResult,
    Failed,
    MailKeysResult,
    MailRequest,
    MailResult,
    Member,
    OwnBackupResult,
    OwnResult,
    PeopleResult,
    SafetyNumberResult,
    SealRequest,
    SealResult,
    Vault,
    VaultEvent,
} from '../api';
import {toServerId, toUserId} from '../protocol/ids';
import {AccountVault} from './account_vault';
import type {Holdings, Surroundings} from './parts';

export interface VaultParts {
    readonly surroundings: Surroundings;

    /** Tells the page something about one member. */
    readonly tell: (userId: string, event: VaultEvent) => void;

    /** Opens what belongs to one member. Rejects with a `Failure`. */
    readonly open: (account: Account) => Promise<Holdings>;
}

const NOBODY: Failed = {kind: 'failed', code: 'not_loaded'};

export class AccountSwitch implements Vault {
    readonly #parts: VaultParts;

    /** Undefined while nobody is logged in. A call waits until the account is open, and fails as that failed. */
    #current: {readonly account: Account; readonly vault: Promise<AccountVault>} | undefined;

    /** Counts log-ins and log-outs: an answer that was asked for under another one is nobody's. */
    #epoch = 0;

    constructor(parts: VaultParts) {
        this.#parts = parts;
    }

    start(account: Account): Promise<OwnResult> {
        this.#drop();
        const vault = this.#open(account);
        this.#current = {account, vault};
        return this.own();
    }

    stop(): Promise<DoneResult> {
        this.#drop();
        return Promise.resolve({kind: 'done'});
    }

    own(): Promise<OwnResult> {
        return this.#ask(async (vault) => ({kind: 'own', own: await vault.look()}));
    }

    create(nowMs: number): Promise<CreateResult> {
        return this.#ask(async (vault) => ({kind: 'created', ...(await vault.create(nowMs))}));
    }

    publish(wayBack?: 'kept' | 'declined'): Promise<OwnResult> {
        return this.#ask(async (vault) => ({kind: 'own', own: await vault.publish(wayBack)}));
    }

    rotate(nowMs: number): Promise<OwnResult> {
        return this.#ask(async (vault) => ({kind: 'own', own: await vault.rotate(nowMs)}));
    }

    reset(nowMs: number): Promise<CreateResult> {
        return this.#ask(async (vault) => ({kind: 'created', ...(await vault.reset(nowMs))}));
    }

    makeRecoveryCode(oldCode: string): Promise<CodeResult> {
        return this.#ask(async (vault) => ({kind: 'created', recoveryCode: await vault.makeRecoveryCode(oldCode)}));
    }

    confirmRecoveryCode(): Promise<DoneResult> {
        return this.#done((vault) => vault.confirmRecoveryCode());
    }

    compareBackup(source: BackupSource): Promise<BackupComparison> {
        return this.#ask((vault) => vault.compareBackup(source));
    }

    restoreBackup(source: BackupSource): Promise<OwnResult> {
        return this.#ask(async (vault) => ({kind: 'own', own: await vault.restoreBackup(source)}));
    }

    checkBackup(source: BackupSource, nowMs: number): Promise<BackupCheck> {
        return this.#ask((vault) => vault.checkBackup(source, nowMs));
    }

    backupFile(): Promise<BackupFileResult> {
        return this.#ask(async (vault) => ({kind: 'backup_file', ...(await vault.backupFile())}));
    }

    ownBackup(): Promise<OwnBackupResult> {
        return this.#ask((vault) => vault.ownBackup());
    }

    readMailKeys(text: string): Promise<MailKeysResult> {
        return this.#ask(async (vault) => ({kind: 'mail_keys', keys: await vault.mailKeys.read(text)}));
    }

    lookUpMailKey(fingerprint: string): Promise<MailKeysResult> {
        return this.#ask(async (vault) => ({kind: 'mail_keys', keys: await vault.mailKeys.lookUp(fingerprint)}));
    }

    suggestMailKeys(): Promise<MailKeysResult> {
        return this.#ask(async (vault) => ({kind: 'mail_keys', keys: await vault.mailKeys.suggest()}));
    }

    mailBackup(request: MailRequest, nowMs: number): Promise<MailResult> {
        return this.#ask(async (vault) => ({kind: 'mailed', ...(await vault.mailBackup(request, nowMs))}));
    }

    async forget(): Promise<DoneResult> {
        const result = await this.#done((vault) => vault.forget());
        if (result.kind === 'done' && this.#current) {
            // Keys and pins are in memory too. What starting again says is asked for by `own`.
            await this.start(this.#current.account);
        }
        return result;
    }

    channels(): Promise<ChannelsResult> {
        return this.#ask(async (vault) => ({kind: 'channels', channels: Object.fromEntries(await vault.channels())}));
    }

    channel(channelId: string): Promise<ChannelResult> {
        return this.#ask(async (vault) => ({kind: 'channel', channel: await vault.channel(channelId)}));
    }

    setEncrypted(channelId: string, encrypted: boolean, nowMs: number): Promise<ChannelResult> {
        return this.#ask(async (vault) => ({kind: 'channel', channel: await vault.setEncrypted(channelId, encrypted, nowMs)}));
    }

    confirmOff(channelId: string, sequence: number): Promise<ChannelResult> {
        return this.#ask(async (vault) => ({kind: 'channel', channel: await vault.confirmOff(channelId, sequence)}));
    }

    confirmMissing(channelId: string, sequence: number): Promise<ChannelResult> {
        return this.#ask(async (vault) => ({kind: 'channel', channel: await vault.confirmMissing(channelId, sequence)}));
    }

    people(channelId: string, members: readonly Member[]): Promise<PeopleResult> {
        return this.#ask(async (vault) => ({kind: 'people', ...(await vault.people(channelId, members))}));
    }

    prepare(channelId: string, members: readonly Member[]): Promise<DoneResult> {
        return this.#done((vault) => vault.prepare(channelId, members));
    }

    askAgain(channelId: string, userId: string): Promise<DoneResult> {
        return this.#done((vault) => vault.askAgain(channelId, userId));
    }

    safetyNumber(userId: string): Promise<SafetyNumberResult> {
        return this.#ask(async (vault) => ({kind: 'safety_number', userId, ...(await vault.safetyNumber(userId))}));
    }

    compareSafetyNumber(userId: string, scanned: string): Promise<ComparedResult> {
        return this.#ask(async (vault) => ({kind: 'compared', outcome: await vault.compareSafetyNumber(userId, scanned)}));
    }

    setVerified(userId: string, digits: string, isVerified: boolean): Promise<DoneResult> {
        return this.#done((vault) => vault.setVerified(userId, digits, isVerified));
    }

    seal(request: SealRequest): Promise<SealResult> {
        return this.#ask((vault) => vault.seal(request));
    }

    acknowledged(channelId: string, uid: string): Promise<DoneResult> {
        return this.#done((vault) => vault.acknowledged(channelId, uid));
    }

    open(posts: readonly CarriedPost[]): ReturnType<Vault['open']> {
        return this.#ask(async (vault) => ({kind: 'opened', results: await vault.open(posts)}));
    }

    async #open(account: Account): Promise<AccountVault> {
        const emit = this.#emitterOf(account.userId);
        const holdings = await this.#parts.open(account);
        try {
            const {serverId, maxChannelMembers} = await holdings.directory.config();
            const owner = {serverId: toServerId(decodeBase64url(serverId) ?? new Uint8Array()), userId: toUserId(account.userId)};
            if ((await holdings.keyStore.pinServerId(serverId)) !== serverId) {
                throw new Failure('server_changed');
            }
            return new AccountVault({...this.#parts.surroundings, ...holdings, ...owner, maxChannelMembers, emit});
        } catch (error) {
            holdings.tabs.close();
            holdings.close();
            throw error;
        }
    }

    /** What one member's vault finds out late is no news for the next one, who may be in the same channel. */
    #emitterOf(userId: string): (event: VaultEvent) => void {
        const epoch = this.#epoch;
        return (event) => {
            if (epoch === this.#epoch) {
                this.#parts.tell(userId, event);
            }
        };
    }

    #done(task: (vault: AccountVault) => Promise<void> | void): Promise<DoneResult> {
        return this.#ask(async (vault) => {
            await task(vault);
            return {kind: 'done'};
        });
    }

    async #ask<Result>(task: (vault: AccountVault) => Promise<Result>): Promise<Result | Failed> {
        const epoch = this.#epoch;
        const current = this.#current;
        const result = current ? await settle(async () => task(await current.vault)) : NOBODY;
        return epoch === this.#epoch ? result : NOBODY;
    }

    /** The session, the caches and the texts of the member before go with the object that holds them. */
    #drop(): void {
        this.#epoch++;
        void this.#current?.vault.then(
            (vault) => vault.close(),
            () => undefined,
        );
        this.#current = undefined;
    }
}

/** Nothing is thrown across the line; what is no `Failure` is a bug. */
async function settle<Result>(task: () => Promise<Result>): Promise<Result | Failed> {
    try {
        return await task();
    } catch (error) {
        if (!(error instanceof Failure)) {
            return {kind: 'failed', code: 'invariant'};
        }
        const {code, group, detail} = error;
        return {kind: 'failed', code, ...(group !== undefined && {group}), ...(detail !== undefined && {detail})};
    }
}
