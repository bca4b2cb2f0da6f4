/**
 * All that the page may ask of the vault, and all that it may be told: posts, people and channels.
 *
 * The vault is a worker. No key, no generic "sign" or "unwrap" and no `CryptoKey` crosses this line.
 * Two secrets do, and are named in the threat model: the text of posts, both ways, and the
 * recovery code, once from the worker at creation and once to it at restore.
 *
 * Everything here is plain data that survives a structured clone. Expected outcomes are values:
 * a method never throws, it resolves to a union whose `kind` (or `ok`) says what happened.
 *
 * @packageDocumentation
 */
import type {FailureCode} from '../lib/errors';

export type UserId = string;
export type ChannelId = string;
export type PostId = string;

/** A failure the member can be told about. `code` is from a closed set; words come from i18n. */
export interface Failed {
    readonly kind: 'failed';
    readonly code: FailureCode;

    /** With `code_group`: the 1-based number of the wrong group of the recovery code. */
    readonly group?: number;

    /** With `mail_failed` and `key_server_failed`: what another machine said, as it is. Hostile text. */
    readonly detail?: string;
}

/** Who the vault works for. Sent by `start` and again after another member logged in. */
export interface Account {
    readonly userId: UserId;

    /** Base of the plugin's routes, without a slash at its end, e.g. `https://chat.example.org/plugins/app.e2ee`. */
    readonly routes: string;
}

/** What this browser has of the member's own identity. */
export type OwnState =
    /** Nothing published, nothing here: set-up creates. */
    | {readonly kind: 'absent'}

    /** Published, but this browser has no key: set-up restores. */
    | {readonly kind: 'elsewhere'; readonly generation: number}

    /** Keys made and stored here, not published yet. */
    | {
          readonly kind: 'pending';

          /** They begin anew on top of what is published; the code of that still restores. A browser that has its keys stays `active` until then. */
          readonly isReset: boolean;
      }

    /** Ready: this browser can read and send. */
    | {readonly kind: 'active'; readonly generation: number; readonly recordHash: string}

    /** A newer generation is published: may read, may not send. */
    | {
          readonly kind: 'behind';
          readonly generation: number;
          readonly published: number;

          /** Why this browser could not take over the newer keys by itself: `key_missing` where they were not left for it, `bundle_invalid` where what was left is not them. */
          readonly why?: FailureCode;
      }

    /** New keys that no rotation leads to are published: made by the member elsewhere, as restoring with the code tells, or by somebody else. */
    | {readonly kind: 'replaced'}

    /** The published chain is not the one that is pinned here (another chain, rolled back, invalid). */
    | {readonly kind: 'conflict'; readonly code: FailureCode}
    | Failed;

/** Encryption state of one channel, as this browser knows it. */
export type ChannelState =
    /** No statement, and none was ever seen here; or switched off and the member has agreed to it. */
    | {readonly kind: 'off'}
    | {
          readonly kind: 'on';
          readonly sequence: number;
          readonly changedBy: UserId;
          readonly changedAtMs: number;
      }

    /** Was on, a valid statement says off, the member has not agreed yet: nothing is sent. */
    | {readonly kind: 'off_unconfirmed'; readonly sequence: number; readonly changedBy: UserId; readonly changedAtMs: number}

    /** Not known, or what the server says contradicts what is pinned. Never treated as off. */
    | {
          readonly kind: 'unknown';
          readonly code: FailureCode;

          /** Nothing but posts contradict the server: sequence of the policy that they name, for `confirmMissing`. */
          readonly disputed?: number;
      };

/** A person of a channel, from the host's store. Bots and deactivated people are not passed in. */
export interface Member {
    readonly userId: UserId;
    readonly username: string;
}

/** State of one person as a recipient. */
export type PersonState =
    | {
          readonly kind: 'ready';
          readonly userId: UserId;
          readonly generation: number;
          readonly isNew: boolean;

          /** The member compared safety numbers, and nothing but valid rotations has happened since. */
          readonly isVerified: boolean;
      }
    | {readonly kind: 'no_key'; readonly userId: UserId}

    /** The chain differs from the pinned one otherwise than by a valid rotation; `mayAccept` where it holds a key that could be sealed for. */
    | {
          readonly kind: 'changed';
          readonly userId: UserId;
          readonly how: 'reset' | 'forked' | 'rolled_back' | 'invalid';
          readonly mayAccept: boolean;

          /** The key before was verified; accepting this one drops that mark. */
          readonly wasVerified: boolean;
      }

    /** Another name than the one under which this browser sealed for them. */
    | {readonly kind: 'renamed'; readonly userId: UserId; readonly pinnedUsername: string; readonly username: string}

    /** The member decided to send without them in this channel; counts until their keys or their name change, or `askAgain`. */
    | {readonly kind: 'left_out'; readonly userId: UserId};

export type PeopleResult =
    | {
          readonly kind: 'people';
          readonly people: readonly PersonState[];
          readonly isFirstUse: boolean;

          /** For whom this browser sealed the last post here, and who isn't among the members now: gone, or left out by the server. */
          readonly departed: readonly Member[];
      }
    | Failed;

/** What the member decided about a held person, for exactly this record (or the lack of one) and no wider. */
export interface Decision {
    readonly userId: UserId;
    readonly choice: 'accept' | 'leave_out';
}

export interface SealRequest {
    readonly channelId: ChannelId;

    /** '' in the channel itself. */
    readonly rootId: PostId | '';

    /** 1…16,383 code points, no U+0000. */
    readonly text: string;

    /** Names without `@` that stand in the text: usernames of members, `all`, `channel`, `here`. */
    readonly mentions: readonly string[];
    readonly isDirect: boolean;

    /** Everybody in the channel who counts, the sender included; all of them, never one page. */
    readonly members: readonly Member[];
    readonly decisions: readonly Decision[];

    /** The limit of a `too_many` answer, once the member has seen it and goes on. */
    readonly agreedLimit?: number;
    readonly nowMs: number;
}

export type SealResult =
    | {
          readonly kind: 'sealed';

          /** base64url; goes under `props.e2ee`. */
          readonly envelope: string;

          /** base64url of the 16-byte uid. */
          readonly uid: string;
          readonly recipients: number;

          /** Members for whom it was not sealed, since they have no key. */
          readonly withoutKey: readonly UserId[];
      }

    /** Nothing sealed: these people need a decision first. */
    | {readonly kind: 'held'; readonly people: readonly PersonState[]}

    /** Nothing sealed: the channel has grown above the admin's limit. Asked once per channel and limit; `agreedLimit` goes on. */
    | {readonly kind: 'too_many'; readonly members: number; readonly limit: number}
    | Failed;

/** A stored or pending post that carries an envelope, as the host's store has it. Hostile data. */
export interface CarriedPost {
    readonly postId: PostId;
    readonly channelId: ChannelId;
    readonly userId: UserId;
    readonly rootId: PostId | '';
    readonly type: string;
    readonly message: string;
    readonly createAtMs: number;
    readonly envelope: unknown;

    /** Names of the post's other props. */
    readonly otherProps: readonly string[];
}

/** Something the reader is shown beside an opened post; never a failure. */
export type Mark =
    | {readonly kind: 'copy'; readonly ofPostId: PostId}
    | {readonly kind: 'time_differs'; readonly signedAtMs: number}
    | {readonly kind: 'mentions_differ'}
    | {readonly kind: 'superseded_generation'}

    /** Signed with a key after whose loss or theft its author began anew. */
    | {readonly kind: 'earlier_key'}
    | {readonly kind: 'gap'}

    /** It was written before a post of the same author that stands above it. */
    | {readonly kind: 'out_of_order'}

    /** The first post that was opened here under a key of theirs which no rotation leads to, and which the member accepted. */
    | {readonly kind: 'key_changed'};

export type Opened =
    | {
          readonly kind: 'message';
          readonly postId: PostId;
          readonly text: string;
          readonly mentions: readonly string[];
          readonly uid: string;
          readonly sequence: number;
          readonly signedAtMs: number;
          readonly revision: number;
          readonly marks: readonly Mark[];
      }
    | {readonly kind: 'unreadable'; readonly postId: PostId; readonly code: FailureCode};

/** Keys that wait to be published, and their code: shown to the member once, before that. */
export type CreateResult =
    {readonly kind: 'created'; readonly recoveryCode: string; readonly fingerprint: string; readonly generation: number} | Failed;

/** Another code for the published keys. */
export type CodeResult = {readonly kind: 'created'; readonly recoveryCode: string} | Failed;
export type OwnResult = {readonly kind: 'own'; readonly own: OwnState} | Failed;
/** What a backup is read from: a code alone (the backup that the server half keeps), or a text (mail or file), with a code where the text has none. */
export type BackupSource =
    {readonly kind: 'code'; readonly recoveryCode: string} | {readonly kind: 'text'; readonly text: string; readonly recoveryCode?: string};

/** How a backup stands to the published chain. */
export type BackupOutcome =
    | 'same'

    /** Generations that rotations led to are missing; their hand-overs follow. */
    | 'older'

    /** The published keys were begun anew after it: it opens what was sealed before. */
    | 'before_reset'
    | 'newer'
    | 'not_published'

    /** Another chain of this member. */
    | 'unknown';

export interface ComparedBackup {
    readonly kind: 'compared';
    readonly outcome: BackupOutcome;

    /** How many generations it holds, and how many are published. */
    readonly generations: number;
    readonly publishedGenerations: number;
    readonly madeAtMs: number;

    /** Of its newest record, as the printed sheet shows it: 64 hexadecimal digits. */
    readonly fingerprint: string;
}

export type BackupComparison = ComparedBackup | {readonly kind: 'code_needed'} | Failed;
export type BackupCheck = {readonly kind: 'checked'; readonly opens: boolean} | {readonly kind: 'code_needed'} | Failed;

/** The backup as a file, without the code. */
export type BackupFileResult =
    {readonly kind: 'backup_file'; readonly text: string; readonly generation: number; readonly fingerprint: string} | Failed;

/** An OpenPGP key that a backup could be mailed to. */
export interface MailKey {
    /** Full, in hexadecimal digits. */
    readonly fingerprint: string;
    readonly userIds: readonly string[];
    readonly createdAtMs: number;
    readonly expiresAtMs?: number;

    /** The key or subkey that would be encrypted to. */
    readonly encryption?: {
        readonly keyId: string;
        readonly algorithm: string;
        readonly createdAtMs: number;
        readonly expiresAtMs?: number;
    };

    /** `pasted`, or who served it: `hkps://keys.example.org`, `wkd:example.org`. */
    readonly source: string;

    /** Why it can't be used. */
    readonly problem?: 'revoked' | 'expired' | 'cannot_encrypt' | 'too_weak' | 'not_yet_valid';

    /** Another one than the key that is pinned. */
    readonly isChanged?: boolean;
}

export type MailKeysResult = {readonly kind: 'mail_keys'; readonly keys: readonly MailKey[]} | Failed;

/** `typed`: the last digits of a suggested key's fingerprint, at least 16, as the member has them from elsewhere. */
export interface MailRequest {
    readonly fingerprint: string;
    readonly typed?: string;
    readonly recoveryCode?: string;

    /** Of what `create` or `reset` has just made, with its code, and not of the published keys. */
    readonly ofNewKeys?: boolean;
}

/** `to` is masked. */
export type MailResult = {readonly kind: 'mailed'; readonly to: string; readonly hasCode: boolean} | Failed;

/** What the member's settings say of the backup. */
export interface OwnBackup {
    readonly kind: 'own_backup';

    /** When it was proved last that a backup opens these keys. */
    readonly checkedAtMs?: number;

    /** The pinned key that mails go to. */
    readonly mailKey?: MailKey;

    /** Whether the browser promised to keep its storage; undefined where it doesn't say. */
    readonly isPersistent: boolean | undefined;
    readonly fingerprint: string;
    readonly generation: number;

    /** False where the member declined every way back, or the server half has no backup of these keys. */
    readonly hasWayBack: boolean;
}

export type OwnBackupResult = OwnBackup | Failed;

export type ChannelResult = {readonly kind: 'channel'; readonly channel: ChannelState} | Failed;
export type ChannelsResult =
    | {
          readonly kind: 'channels';

          /** Every channel that the server half spoke for; a channel that isn't listed is unknown. */
          readonly channels: Readonly<Record<ChannelId, ChannelState>>;
      }
    | Failed;
export type DoneResult = {readonly kind: 'done'} | Failed;

/** What two people compare to know that no server stands between them (protocol.md §2.4). */
export type SafetyNumberResult =
    | {
          readonly kind: 'safety_number';
          readonly userId: UserId;

          /** 60 ASCII digits; both people see the same. */
          readonly digits: string;

          /** Text for a QR code; both people show the same. */
          readonly qr: string;
          readonly isVerified: boolean;
      }
    | Failed;

export type ComparedResult =
    | {
          readonly kind: 'compared';

          /** `unreadable`: no safety number, or not one of these two people. */
          readonly outcome: 'same' | 'different' | 'unreadable';
      }
    | Failed;

export interface Vault {
    /** Opens the database of this account and looks at what is published. Replaces any account before it, with all caches and the session. */
    start(account: Account): Promise<OwnResult>;
    own(): Promise<OwnResult>;

    /** Nobody is logged in any more: drops caches, session and texts, and closes the database. */
    stop(): Promise<DoneResult>;

    /** Makes keys, recovery pair and sealed backup; stores them as pending; publishes nothing. Calling it again makes new ones. */
    create(nowMs: number): Promise<CreateResult>;

    /** Publishes what `create` or `reset` stored, once the member has kept the code, or has declined every way back: record and backup in one compare-and-set. */
    publish(wayBack?: 'kept' | 'declined'): Promise<OwnResult>;

    /** Renews the own key: peers follow without a question. `conflict` where another browser did so first; `own` then says what is here. */
    rotate(nowMs: number): Promise<OwnResult>;

    /** Like `create`, on top of what is published: for a key that was lost or stolen. Calling it again makes new ones. */
    reset(nowMs: number): Promise<CreateResult>;

    /** Makes another recovery code, which counts once it is confirmed. */
    makeRecoveryCode(oldCode: string): Promise<CodeResult>;

    /** The member has kept the code that `makeRecoveryCode` made. `conflict`: it is worth nothing, make another one. */
    confirmRecoveryCode(): Promise<DoneResult>;

    /** What a restore would find; changes nothing. Somebody else's backup is `author_mismatch`, another server's `server_changed`. */
    compareBackup(source: BackupSource): Promise<BackupComparison>;

    /**
     * Opens the backup, compares it with the published chain, and stores its keys beside what is here. `unknown` is refused as
     * `chain_invalid`; `before_reset`, `newer` and `not_published` are restored for reading.
     */
    restoreBackup(source: BackupSource): Promise<OwnResult>;

    /** The fire drill: opens everything and stores nothing but when it passed. `opens` is false for a backup of other keys than the published ones. */
    checkBackup(source: BackupSource, nowMs: number): Promise<BackupCheck>;

    /** Of the published keys, without the code. */
    backupFile(): Promise<BackupFileResult>;

    /** What there is to say of the backup of the keys in use. */
    ownBackup(): Promise<OwnBackupResult>;

    /** All public keys in an armored text. `mail_key_malformed` where there is none, or a secret one. */
    readMailKeys(text: string): Promise<MailKeysResult>;

    /** Exactly the key with that full fingerprint, as `gpg --fingerprint` prints it; `mail_key_mismatch` where others were served. */
    lookUpMailKey(fingerprint: string): Promise<MailKeysResult>;

    /** What key servers have under the member's own address: whoever put it there. `mailBackup` wants digits typed for these. */
    suggestMailKeys(): Promise<MailKeysResult>;

    /**
     * Mails the backup, encrypted to one of the keys that were read, looked up or suggested here, or to the pinned one; pins that key.
     * With the code where one is given, and always with that of `ofNewKeys`.
     */
    mailBackup(request: MailRequest, nowMs: number): Promise<MailResult>;

    /** Deletes everything of this account from this browser. */
    forget(): Promise<DoneResult>;

    /** States of all of the member's channels, in one request. */
    channels(): Promise<ChannelsResult>;

    /** State of one channel, asked afresh. */
    channel(channelId: ChannelId): Promise<ChannelResult>;

    /** Signs and publishes a statement. */
    setEncrypted(channelId: ChannelId, encrypted: boolean, nowMs: number): Promise<ChannelResult>;

    /** The member has seen who switched the channel off, and agrees. */
    confirmOff(channelId: ChannelId, sequence: number): Promise<ChannelResult>;

    /** The member has seen that posts name a policy that the server doesn't have, and agrees to go by what the server says. */
    confirmMissing(channelId: ChannelId, sequence: number): Promise<ChannelResult>;

    /** For whom a post would be sealed; changes nothing. */
    people(channelId: ChannelId, members: readonly Member[]): Promise<PeopleResult>;

    /** Fetches chains and derives KEKs ahead, yielding to opening. */
    prepare(channelId: ChannelId, members: readonly Member[]): Promise<DoneResult>;

    /** Forgets the decision to send without somebody: the next post asks again. */
    askAgain(channelId: ChannelId, userId: UserId): Promise<DoneResult>;

    /** Of the member and somebody else, by the records that are served now. `peer_without_key` where they have none. */
    safetyNumber(userId: UserId): Promise<SafetyNumberResult>;

    /** Text of a QR code, or digits with any white space between them. */
    compareSafetyNumber(userId: UserId, scanned: string): Promise<ComparedResult>;

    /**
     * Marks somebody as verified, or takes the mark away, for exactly the number that was shown; `conflict` where the keys have
     * changed since. Marking accepts a key that had changed: the number that was compared is that of the new one.
     */
    setVerified(userId: UserId, digits: string, isVerified: boolean): Promise<DoneResult>;
    seal(request: SealRequest): Promise<SealResult>;

    /** The server has the post: its uid is the "previous" of the next one in this channel. */
    acknowledged(channelId: ChannelId, uid: string): Promise<DoneResult>;

    /**
     * One result per post, in their order. A call knows nothing of posts whose call isn't answered yet: what `gap` and `out_of_order`
     * say holds where one call follows the other.
     */
    open(posts: readonly CarriedPost[]): Promise<{readonly kind: 'opened'; readonly results: readonly Opened[]} | Failed>;
}

/** What the vault tells without being asked, in this tab and, by BroadcastChannel, after a change in another one. */
export type VaultEvent =
    | {readonly kind: 'own_changed'; readonly own: OwnState}
    | {readonly kind: 'channel_changed'; readonly channelId: ChannelId; readonly channel: ChannelState}

    /** The key that is known of somebody, a decision about them or their verified mark has changed. */
    | {readonly kind: 'person_changed'; readonly userId: UserId};

/** One call, as it crosses to the worker. */
export interface VaultRequest {
    readonly id: number;
    readonly method: keyof Vault;
    readonly args: readonly unknown[];

    /** Value of Mattermost's CSRF cookie now: a worker can't read it, and a session renewed in another tab changes it. */
    readonly csrfToken: string;
}

/** What crosses back: the result of a call, or an event, with the member whom it is about. */
export type VaultMessage =
    | {readonly kind: 'result'; readonly id: number; readonly result: unknown}
    | {readonly kind: 'event'; readonly userId: UserId; readonly event: VaultEvent};
