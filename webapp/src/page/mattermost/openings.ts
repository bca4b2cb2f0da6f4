/**
 * What was opened, kept so that it shows at once: on a channel switch, in the thread, in a second place.
 *
 * A post is asked for while the host's store takes it in, so that the vault opens it beside the host's first drawing of it; and
 * again when it is in the store and when its component is drawn, for whatever didn't come that way. All that were asked for in
 * one go, or while the vault was busy with others, travel to it in one call, and the page is drawn once for all answers: what the
 * vault says about the post before one of them holds only if it met them in order.
 *
 * Text stays here, in memory, bounded, and is dropped when another member logs in; it never enters the host's store.
 *
 * @packageDocumentation
 */
import type {Post} from '@mattermost/types/posts';

import type {FailureCode} from '../../lib/errors';
import type {CarriedPost, ChannelId, Opened, PostId, UserId, Vault} from '../../vault/api';
import {RecentMap} from './recent_map';
import {carriedPost, envelopeOf, isPending} from './sealed_posts';

export type OpenedMessage = Extract<Opened, {kind: 'message'}>;

export type Opening =
    | {readonly kind: 'opening'}
    | {readonly kind: 'opened'; readonly message: OpenedMessage; readonly isVerified: boolean}
    | {readonly kind: 'unreadable'; readonly code: FailureCode};

export interface OpeningsParts {
    readonly vault: Pick<Vault, 'open' | 'acknowledged'>;

    /** Runs what can wait until the page has done what a member is waiting for. */
    readonly whenCalm: (task: () => void) => void;

    /** Runs a change so that React draws once for it. */
    readonly drawOnce: (update: () => void) => void;
    readonly currentUserId: () => string;
}

/** A post sealed here, whose text is known without opening it; but only in the place that it was sealed for. */
export interface SealedHere {
    readonly envelope: string;
    readonly channelId: ChannelId;
    readonly rootId: PostId | '';
    readonly message: OpenedMessage;
}

interface Answered {
    readonly opening: Opening;
    readonly post: CarriedPost;
}

interface OwnText extends SealedHere {
    readonly view: Opening;
    isAcknowledged: boolean;
}

/** Characters of keys. Eight screens of a channel of a thousand, and far more of a small one. */
const MAX_OPENED_LENGTH = 32_000_000;
const MAX_OWN_LENGTH = 4_000_000;

/** Opening a page of posts usually takes a fraction of it. Whoever has waited for that long goes on without. */
export const SLOW_OPENING_MS = 250;

const OPENING: Opening = {kind: 'opening'};

/** States of the place, that pass: worth another try on the next occasion. All others are the post's own. */
const PASSING: ReadonlySet<FailureCode> = new Set<FailureCode>([
    'vault_gone',
    'offline',
    'server_unavailable',
    'rate_limited',
    'not_set_up',
    'key_missing',
    'sender_unknown',
    'storage_lost',
    'invariant',
]);

export class Openings {
    /** By identity of the post and its envelope. */
    private readonly opened = new RecentMap<Answered>(MAX_OPENED_LENGTH);

    /** By envelope. */
    private readonly own = new RecentMap<OwnText>(MAX_OWN_LENGTH);
    private readonly keys = new WeakMap<Post, string>();
    private readonly queue = new Map<string, CarriedPost>();
    private readonly listeners = new Set<() => void>();

    /** Asked of the vault, not answered yet. */
    private readonly underWay = new Map<string, Promise<void>>();
    private isFlushPlanned = false;

    /** Ends with the call that the vault is busy with; undefined while there is none. */
    private turn: Promise<void> | undefined;

    /** Raised by `clear`: answers to questions from before it are dropped. */
    private epoch = 0;

    constructor(private readonly parts: OpeningsParts) {}

    readonly subscribe = (listener: () => void): (() => void) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    };

    /** What there is to show now. The same object until something changes. */
    view(post: Post): Opening {
        const known = this.opened.get(this.keyOf(post));
        return known?.opening ?? this.ownOf(post)?.view ?? OPENING;
    }

    /** Has posts opened that are on their way into the host's store: at once, and without reading the store, which is locked then. */
    begin(posts: readonly Post[]): void {
        for (const post of posts) {
            if (!isPending(post) && this.ownText(envelopeOf(post)) === undefined) {
                this.enqueue(post);
            }
        }
        this.flush();
    }

    /** Has a post opened that the host hasn't heard of yet. Settles once there is something to show; undefined where there is already. */
    arriving(post: Post): Promise<void> | undefined {
        this.begin([post]);
        const key = this.keyOf(post);
        return this.queue.has(key) || this.underWay.has(key) ? this.answered(key) : undefined;
    }

    /** Sees to it that the post is opened. */
    want(post: Post): void {
        const own = this.ownOf(post);
        if (own === undefined) {
            this.enqueue(post);
            this.planFlush();
        } else if (!isPending(post)) {
            this.acknowledge(own);
            this.checkOwn(post);
        }
    }

    /** Opens at once, for a notification. */
    async open(post: Post): Promise<Opening> {
        this.want(post);
        this.flush();
        await this.answered(this.keyOf(post));
        return this.view(post);
    }

    /** The text of a post that was just sealed here: shown from the first moment on. */
    rememberOwn(sealed: SealedHere): void {
        const view: Opening = {kind: 'opened', message: sealed.message, isVerified: false};
        this.own.set(sealed.envelope, {...sealed, view, isAcknowledged: false});
    }

    /** Text of an own post that the server would not take. */
    ownText(envelope: unknown): string | undefined {
        return typeof envelope === 'string' ? this.own.get(envelope)?.message.text : undefined;
    }

    /** Tries again what failed for a reason that may have passed: a key restored, the socket back. */
    retry(): void {
        this.retryWhere(({opening}) => isPassing(opening));
    }

    /** As `retry`, after a change of one person's keys: what proved nothing by the old one may prove its author by the new. */
    retryOf(authorId: UserId): void {
        this.retryWhere(({opening, post}) => post.userId === authorId && (isPassing(opening) || isUnproved(opening)));
    }

    /** Another member, or none: nothing of the one before stays. */
    clear(): void {
        this.epoch++;
        this.opened.clear();
        this.own.clear();
        this.queue.clear();
        this.underWay.clear();
        this.turn = undefined;
        this.tell();
    }

    /**
     * Asks for all of them at once, in their order and whether they are on screen or not: what one of them says about the
     * one before it holds only if that one was opened too.
     */
    private retryWhere(isMeant: (answered: Answered) => boolean): void {
        const taken = this.opened.takeWhere(isMeant);
        if (taken.length === 0) {
            return;
        }
        for (const [key, {post}] of taken) {
            this.queue.set(key, post);
        }
        this.planFlush();
        this.tell();
    }

    private acknowledge(own: OwnText): void {
        if (!own.isAcknowledged) {
            own.isAcknowledged = true;
            void this.parts.vault.acknowledged(own.channelId, own.message.uid);
        }
    }

    /** Its text is on show, and this must not take time from what else a send gives the page to do. */
    private checkOwn(post: Post): void {
        if (this.opened.use(this.keyOf(post)) !== undefined) {
            return;
        }
        const {epoch} = this;
        this.parts.whenCalm(() => {
            if (epoch === this.epoch) {
                this.enqueue(post);
                this.planFlush();
            }
        });
    }

    private enqueue(post: Post): void {
        const key = this.keyOf(post);
        if (this.opened.use(key) === undefined && !this.queue.has(key) && !this.underWay.has(key)) {
            this.queue.set(key, carriedPost(post));
        }
    }

    private planFlush(): void {
        if (this.isFlushPlanned || this.queue.size === 0) {
            return;
        }
        this.isFlushPlanned = true;
        queueMicrotask(() => {
            this.isFlushPlanned = false;
            this.flush();
        });
    }

    /** What waits in the queue is asked for where a turn ends, all of it. */
    private async answered(key: string): Promise<void> {
        if (this.queue.has(key)) {
            await this.turn;
        }
        await this.underWay.get(key);
    }

    private flush(): void {
        if (this.queue.size === 0 || this.turn !== undefined) {
            return;
        }
        const asked = [...this.queue];
        this.queue.clear();
        const answered = this.ask(asked).finally(() => {
            for (const [key] of asked) {
                if (this.underWay.get(key) === answered) {
                    this.underWay.delete(key);
                }
            }
        });
        for (const [key] of asked) {
            this.underWay.set(key, answered);
        }
        const turn = soonOr(answered).then(() => {
            if (this.turn === turn) {
                this.turn = undefined;
                this.flush();
            }
        });
        this.turn = turn;
    }

    private async ask(asked: ReadonlyArray<readonly [string, CarriedPost]>): Promise<void> {
        const {epoch} = this;
        const answer = await this.parts.vault.open(asked.map(([, post]) => post));
        if (epoch !== this.epoch) {
            return;
        }
        asked.forEach(([key, post], index) => {
            const opening = answer.kind === 'failed' ? notOpened(answer.code) : openingOf(answer.results[index]);
            this.opened.set(key, {opening, post});
        });
        this.tell();
    }

    private ownOf(post: Post): OwnText | undefined {
        const envelope = envelopeOf(post);
        const own = typeof envelope === 'string' ? this.own.get(envelope) : undefined;
        const isInPlace = post.channel_id === own?.channelId && post.root_id === own.rootId && post.user_id === this.parts.currentUserId();
        return isInPlace ? own : undefined;
    }

    /** Everything that the vault judges: whatever the server changes about a post makes it another one. */
    private keyOf(post: Post): string {
        const before = this.keys.get(post);
        if (before !== undefined) {
            return before;
        }
        const key = JSON.stringify(carriedPost(post));
        this.keys.set(post, key);
        return key;
    }

    private tell(): void {
        this.parts.drawOnce(() => {
            for (const listener of [...this.listeners]) {
                listener();
            }
        });
    }
}

/** A call that has to ask the server half about somebody keeps nobody else waiting for long. */
async function soonOr(answered: Promise<void>): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, SLOW_OPENING_MS);
    });
    await Promise.race([answered, late]).catch(() => undefined);
    clearTimeout(timer);
}

function isPassing(opening: Opening): boolean {
    return opening === OPENING || (opening.kind === 'unreadable' && PASSING.has(opening.code));
}

/** A vault that hasn't begun yet is no reason to show: the post is asked for again once it has. */
function notOpened(code: FailureCode): Opening {
    return code === 'not_loaded' ? OPENING : {kind: 'unreadable', code};
}

function isUnproved(opening: Opening): boolean {
    return opening.kind === 'unreadable' && opening.code === 'signature_invalid';
}

function openingOf(result: Opened | undefined): Opening {
    if (result === undefined) {
        return notOpened('invariant');
    }
    return result.kind === 'message' ? {kind: 'opened', message: result, isVerified: true} : notOpened(result.code);
}
