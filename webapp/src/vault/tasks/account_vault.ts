/**
 * The vault of one member: builds the tasks, and lets them share one memory. Everything rejects with a `Failure` here;
 * vault.ts makes values of them.
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import type {
    BackupCheck,
    BackupComparison,
    BackupSource,
    CarriedPost,
    ChannelState,
    MailRequest,
    Member,
    Opened,
    OwnBackup,
    OwnState,
    SealRequest,
} from '../api';
import {writeBackupFile} from '../backup/backup_file';
import type {TabMessage} from '../identity/tabs';
import {ChannelPeople} from '../trust/channel_people';
import {ClaimedGenerations} from '../trust/claimed_generations';
import {HeldReports} from '../trust/held_reports';
import {PolicyBook} from '../trust/policy_book';
import {ServedChains} from '../trust/served_chains';
import {SignerBook} from '../trust/signers';
import {Channels} from './channels';
import {checkBackup} from './check_backup';
import {compareBackup} from './compare_backup';
import {openPosts} from './open_posts';
import type {OpenParts} from './open_posts';
import {mailBackup} from './mail_backup';
import {MailKeys} from './mail_keys';
import type {MadeIdentity} from './make_identity';
import {keptBackup, waitingBackup} from './own_backup';
import {noteDeclined, ownBackup} from './own_backup_state';
import {OwnIdentity} from './own_identity';
import type {TaskParts} from './parts';
import {askAgain, listPeople, prepare} from './people';
import type {ListedPeople, PeopleParts} from './people';
import {PostUids} from './post_uids';
import {PreviousPosts} from './previous_posts';
import {Priority} from './priority';
import {RecoveryCodes} from './recovery_codes';
import {restore} from './restore';
import {rotate} from './rotate';
import {SafetyNumbers} from './safety_numbers';
import {sealPost} from './seal_post';
import type {SealParts, Sealed} from './seal_post';
import {Sequences} from './sequences';
import {SetUp} from './set_up';
import {SizeLimit} from './size_limit';
import {TrustBackup} from './trust_backup';
import {WatchedTrust} from './watched_trust';
import {WriteBehind} from './write_behind';

export class AccountVault {
    readonly mailKeys: MailKeys;
    readonly #parts: TaskParts;
    readonly #own: OwnIdentity;
    readonly #setUp: SetUp;
    readonly #recoveryCodes: RecoveryCodes;
    readonly #channels: Channels;
    readonly #priority: Priority;
    readonly #previous = new PreviousPosts();
    readonly #forPeople: PeopleParts;
    readonly #forSealing: SealParts;
    readonly #forOpening: OpenParts;
    readonly #safetyNumbers: SafetyNumbers;
    readonly #trustBackup: TrustBackup;
    readonly #tellPerson: (userId: string) => void;

    constructor(parts: TaskParts) {
        const {provider, serverId, userId} = parts;
        const tellPerson = (changed: string) => {
            parts.emit({kind: 'person_changed', userId: changed});
            parts.tabs.tell({kind: 'person_changed', userId: changed});
        };
        const trustStore = new WatchedTrust(parts.trustStore, {keysChanged: tellPerson, trustChanged: () => this.#trustBackup.changed()});
        const served = new ServedChains(parts);
        const claimed = new ClaimedGenerations();
        const signers = new SignerBook(provider, served);
        const people = new ChannelPeople(trustStore, served, claimed);
        const reports = new HeldReports();
        const uids = new PostUids();
        const own = new OwnIdentity({...parts, trustStore});
        this.#trustBackup = new TrustBackup(parts, own);
        const channels = new Channels(parts, own, new PolicyBook({provider, serverId, trustStore, signers}));
        const priority = new Priority(parts.pause);
        const shared = {provider, serverId, userId, trustStore, own, channels, people, reports, uids, signers, priority, tellPerson};
        this.#parts = {...parts, trustStore};
        this.#own = own;
        this.#setUp = new SetUp(parts, own);
        this.#recoveryCodes = new RecoveryCodes(parts, own);
        this.mailKeys = new MailKeys(parts);
        this.#channels = channels;
        this.#priority = priority;
        this.#forPeople = shared;
        this.#forSealing = {...shared, sizeLimit: new SizeLimit(parts), previous: this.#previous};
        this.#forOpening = {...shared, trustStore: new WriteBehind(trustStore), claimed, sequences: new Sequences()};
        this.#safetyNumbers = new SafetyNumbers({...shared, served});
        this.#tellPerson = tellPerson;
        parts.tabs.onMessage((message) => {
            // A tab that can't look now shows what it has, and looks again when it is asked.
            void this.#lookAgain(message).catch(() => undefined);
        });
    }

    async look(): Promise<OwnState> {
        return this.#backingUp(await this.#own.look());
    }

    create(nowMs: number): Promise<MadeKeys> {
        return shown(this.#setUp.create(nowMs));
    }

    async publish(wayBack: 'kept' | 'declined' = 'kept'): Promise<OwnState> {
        if (wayBack === 'declined') {
            await noteDeclined(this.#parts, this.#setUp);
        }
        return this.#published(this.#setUp.publish());
    }

    rotate(nowMs: number): Promise<OwnState> {
        return this.#published(rotate(this.#parts, this.#own, nowMs));
    }

    reset(nowMs: number): Promise<MadeKeys> {
        return shown(this.#setUp.reset(nowMs));
    }

    makeRecoveryCode(oldCode: string): Promise<string> {
        return this.#recoveryCodes.make(oldCode);
    }

    confirmRecoveryCode(): Promise<void> {
        return this.#recoveryCodes.confirm();
    }

    compareBackup(source: BackupSource): Promise<BackupComparison> {
        return compareBackup(this.#parts, source);
    }

    async restoreBackup(source: BackupSource): Promise<OwnState> {
        const {own, channelIds} = await restore(this.#parts, this.#own, source);

        // Not awaited, as for a sealed post in a channel that was thought clear: until there is an answer it is held.
        channelIds
            .filter((channelId) => this.#channels.isThoughtClear(channelId))
            .forEach((channelId) => void this.#channels.lookAgain(channelId));
        return this.#backingUp(own);
    }

    checkBackup(source: BackupSource, nowMs: number): Promise<BackupCheck> {
        return checkBackup(this.#parts, source, nowMs);
    }

    async backupFile(): Promise<{text: string; generation: number; fingerprint: string}> {
        const {file, generation, fingerprint} = await keptBackup(this.#parts, this.#own);
        return {text: writeBackupFile(file), generation, fingerprint};
    }

    ownBackup(): Promise<OwnBackup> {
        return ownBackup(this.#parts, this.#own);
    }

    async mailBackup(request: MailRequest, nowMs: number): ReturnType<typeof mailBackup> {
        const backup = await (request.ofNewKeys ? waitingBackup(this.#parts, this.#setUp) : keptBackup(this.#parts, this.#own));
        return mailBackup(this.#parts, this.mailKeys, backup, request, nowMs);
    }

    async forget(): Promise<void> {
        await this.#parts.keyLock.run(() => this.#parts.keyStore.forget());
        this.#parts.tabs.tell({kind: 'own_changed'});
    }

    channels(): Promise<ReadonlyMap<string, ChannelState>> {
        return this.#channels.all();
    }

    channel(channelId: string): Promise<ChannelState> {
        return this.#channels.one(channelId);
    }

    setEncrypted(channelId: string, encrypted: boolean, nowMs: number): Promise<ChannelState> {
        return this.#channels.setEncrypted(channelId, encrypted, nowMs);
    }

    confirmOff(channelId: string, sequence: number): Promise<ChannelState> {
        return this.#channels.confirmOff(channelId, sequence);
    }

    confirmMissing(channelId: string, sequence: number): Promise<ChannelState> {
        return this.#channels.confirmMissing(channelId, sequence);
    }

    people(channelId: string, members: readonly Member[]): Promise<ListedPeople> {
        return listPeople(this.#forPeople, channelId, members);
    }

    prepare(channelId: string, members: readonly Member[]): Promise<void> {
        return prepare(this.#forPeople, channelId, members);
    }

    async askAgain(channelId: string, userId: string): Promise<void> {
        await askAgain(this.#parts.trustStore, channelId, userId);
        this.#tellPerson(userId);
    }

    safetyNumber(userId: string): ReturnType<SafetyNumbers['show']> {
        return this.#safetyNumbers.show(userId);
    }

    compareSafetyNumber(userId: string, scanned: string): ReturnType<SafetyNumbers['compare']> {
        return this.#safetyNumbers.compare(userId, scanned);
    }

    setVerified(userId: string, digits: string, isVerified: boolean): Promise<void> {
        return this.#safetyNumbers.setVerified(userId, digits, isVerified);
    }

    seal(request: SealRequest): Promise<Sealed> {
        return this.#priority.urgently(() => sealPost(this.#forSealing, request));
    }

    acknowledged(channelId: string, uid: string): void {
        this.#previous.acknowledge(channelId, uid);
    }

    open(posts: readonly CarriedPost[]): Promise<readonly Opened[]> {
        return this.#priority.urgently(() => openPosts(this.#forOpening, posts));
    }

    close(): void {
        this.#trustBackup.close();
        this.#parts.tabs.close();
        this.#parts.close();
    }

    /** Where another tab or browser was faster, this tab shows what that has left here. */
    async #published(publication: Promise<OwnState>): Promise<OwnState> {
        try {
            return this.#backingUp(await publication);
        } catch (error) {
            if (error instanceof Failure && error.code === 'conflict') {
                await this.#lookAgain({kind: 'own_changed'}).catch(() => undefined);
            }
            throw error;
        }
    }

    /** Also what changed before this browser had its keys, or while its last tab was closed too early. */
    #backingUp(own: OwnState): OwnState {
        if (own.kind === 'active') {
            this.#trustBackup.resume(own.recordHash);
        }
        return own;
    }

    /** Another tab has stored something. */
    async #lookAgain(message: TabMessage): Promise<void> {
        switch (message.kind) {
            case 'own_changed':
                this.#parts.emit({kind: 'own_changed', own: await this.look()});
                break;
            case 'channel_changed':
                await this.#channels.lookAgain(message.channelId);
                break;
            case 'person_changed':
                this.#parts.emit(message);
        }
    }
}

interface MadeKeys {
    readonly recoveryCode: string;
    readonly fingerprint: string;
    readonly generation: number;
}

/** What the member is shown of keys that were just made. */
async function shown(making: Promise<MadeIdentity>): Promise<MadeKeys> {
    const {recoveryCode, fingerprint, pending} = await making;
    return {recoveryCode, fingerprint, generation: pending.generation.generation};
}
