import type {BackedUp, BackupSettings, OwnGeneration, PendingIdentity} from '../../identity/key_store';
import type {PinnedIdentity} from '../../identity/pinned_identity';
import type {ChannelRecipients, KnownPerson, PolicyPin, SeenPost} from '../../trust/trust_store';

/** What the in-memory stores of one browser and member share, as the real ones share one database. */
export class MemoryDatabase {
    readonly meta = new Map<string, string>();
    readonly backup = new Map<string, BackedUp>();
    readonly settings = new Map<string, BackupSettings>();
    readonly generations = new Map<string, OwnGeneration>();
    readonly pending = new Map<string, PendingIdentity>();
    readonly identities = new Map<string, PinnedIdentity>();
    readonly people = new Map<string, KnownPerson>();
    readonly recipients = new Map<string, ChannelRecipients>();
    readonly policies = new Map<string, PolicyPin>();
    readonly seen = new Map<string, SeenPost>();

    clear(): void {
        for (const store of [
            this.meta,
            this.backup,
            this.settings,
            this.generations,
            this.pending,
            this.identities,
            this.people,
            this.recipients,
            this.policies,
            this.seen,
        ]) {
            store.clear();
        }
    }
}
