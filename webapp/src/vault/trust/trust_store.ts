/**
 * What a browser remembers about others: pinned identities, for whom it sealed, channel policies, posts it has seen.
 *
 * One interface, since what is decided together is read and written together: every read of a task is one transaction,
 * and every write one compare-and-set (docs/architecture.md §9). An awaited WebCrypto call would end an IndexedDB transaction, so
 * whoever uses this has done its cryptography before `commit`, and starts over when that says `conflict`.
 *
 * Every method rejects with a `Failure` whose code begins with `storage_`.
 *
 * @packageDocumentation
 */
import type {PinnedIdentity} from '../identity/pinned_identity';

/** A person for whom this browser has sealed in a channel, under the name they had then: a server that renames somebody is noticed. */
export interface PinnedRecipient {
    readonly userId: string;
    readonly username: string;
}

export interface ChannelRecipients {
    readonly channelId: string;
    readonly version: number;
    readonly people: readonly PinnedRecipient[];

    /** Whom the member decided to send without, and what they decided about (`fingerprintOf`). */
    readonly leftOut?: ReadonlyArray<{readonly userId: string; readonly fingerprint: string}>;

    /** The size limit that the member has seen to be exceeded. */
    readonly agreedLimit?: number;
}

/** A chain that this browser came to know otherwise than by a valid rotation, and that the member accepted. */
export interface KeyChange {
    /** Hash of the first record that no rotation leads to, base64url. */
    readonly record: string;

    /** The first post that was opened under it; absent before there is one. */
    readonly postId?: string;

    /** That post is a reply: hosts that collapse threads don't draw it in the channel. */
    readonly isReply?: boolean;
}

/** What is remembered of a person beside their chain. */
export interface KnownPerson {
    readonly userId: string;
    readonly version: number;

    /** The name under which the member last sealed for them; absent for somebody who was only read. */
    readonly username?: string;

    /** Hash of the record that was verified, base64url (protocol.md §2.4). */
    readonly verified?: string;

    /** Oldest first. */
    readonly changes: readonly KeyChange[];
}

/** Policy of a channel, as far as this browser has verified or seen it. */
export interface PolicyPin {
    readonly channelId: string;
    readonly version: number;

    /** The last verified statement; absent where only envelopes were seen. */
    readonly statement?: {
        readonly sequence: number;
        readonly head: string;
        readonly mode: 'none' | 'p2p';
        readonly signer: string;
        readonly signedAtMs: number;
    };

    /** The last statement that another browser of the member had verified, by the backup: signer and time are not in it. */
    readonly restored?: {readonly sequence: number; readonly head: string; readonly mode: 'none' | 'p2p'};

    /** Any statement said `p2p`, or a valid envelope was seen: no clear text until the member agrees. Never taken back. */
    readonly wasEncrypted: boolean;

    /** The newest policy that a valid envelope of this channel named. */
    readonly envelope?: {readonly sequence: number; readonly head: string};

    /** Sequence of the statement `none` that the member has seen and agreed to. */
    readonly confirmedOff?: number;

    /** Policies that envelopes name count for nothing up to this sequence: the member agreed to do without what the server doesn't have. */
    readonly confirmedMissing?: number;
}

/** First carrier and newest revision of a post (protocol.md §6). */
export interface SeenPost {
    /** As `seenKey` writes it. */
    readonly key: string;
    readonly channelId: string;
    readonly postId: string;
    readonly revision: number;

    /** Revision hash (protocol.md §5.4), base64url. */
    readonly revisionHash: string;

    /** This revision was made with a key that had been superseded before (protocol.md §2.3). */
    readonly isLate?: boolean;
}

export interface TrustQuery {
    /** Of these people: pins, and what else is known of them. */
    readonly userIds?: readonly string[];

    /** By channel; the list of a large one weighs more than all the rest. */
    readonly recipientsOf?: readonly string[];

    /** By channel. */
    readonly policiesOf?: readonly string[];
    readonly seenKeys?: readonly string[];
}

export interface TrustView {
    readonly pins: ReadonlyMap<string, PinnedIdentity>;
    readonly people: ReadonlyMap<string, KnownPerson>;
    readonly recipients: ReadonlyMap<string, ChannelRecipients>;
    readonly policies: ReadonlyMap<string, PolicyPin>;
    readonly seen: ReadonlyMap<string, SeenPost>;
}

export interface TrustChange {
    /** `expectedHead` is '' where no pin may exist. */
    readonly pins?: ReadonlyArray<{readonly expectedHead: string; readonly next: PinnedIdentity}>;

    /** As for `recipients`. */
    readonly people?: readonly KnownPerson[];

    /** The stored version must be one lower than the one given here; 1 where nothing may be stored. */
    readonly recipients?: readonly ChannelRecipients[];

    /** As for `recipients`. */
    readonly policies?: readonly PolicyPin[];

    /** Merged, never in conflict: the first post id stays, the higher revision wins. */
    readonly seen?: readonly SeenPost[];
}

/** Everything that the backup carries (protocol.md §7.4). */
export interface TrustToBackUp {
    readonly pins: readonly PinnedIdentity[];
    readonly people: readonly KnownPerson[];
    readonly policies: readonly PolicyPin[];
}

export interface TrustStore {
    read(query: TrustQuery): Promise<TrustView>;
    readToBackUp(): Promise<TrustToBackUp>;

    /** All or nothing. `conflict`: somebody else wrote first; read again. */
    commit(change: TrustChange): Promise<'done' | 'conflict'>;
}
