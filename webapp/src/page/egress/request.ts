/**
 * What the egress rules are asked and what they answer.
 *
 * The rules are pure: a request and a few facts in, a verdict out, no `await`. A request that leaves while the page is
 * being closed (`beforeunload`) is decided by the same code as any other; what needs time (a channel whose state isn't
 * known yet) is a verdict of its own, and the guard asks again.
 *
 * @packageDocumentation
 */
import type {FailureCode} from '../../lib/errors';

/** What the page knows of a channel's encryption. Unknown is never treated as off (docs/architecture.md §6). */
export type KnownState = 'off' | 'on' | 'off_unconfirmed' | 'unknown';

/** A request's body, read as far as the rules need it. */
export type EgressBody =
    | {readonly kind: 'none'}
    | {readonly kind: 'json'; readonly value: Readonly<Record<string, unknown>>}

    /** A multipart form: only the channel it names matters, whatever it carries is a file. */
    | {readonly kind: 'form'; readonly channelId: string | undefined}

    /** Neither; the host never sends such a body to a guarded route. */
    | {readonly kind: 'opaque'};

/** A request to the host's own API. */
export interface EgressRequest {
    readonly method: string;

    /** Below `/api/v4`, beginning with a slash. */
    readonly path: string;
    readonly query: URLSearchParams;
    readonly body: EgressBody;
}

/** What the rules may ask about the page, answered at once. */
export interface HostFacts {
    stateOf(channelId: string): KnownState;

    /** Channel of a post in the host's store. */
    channelOfPost(postId: string): string | undefined;

    /** Whether that post of the host's store carries an envelope. */
    isSealedPost(postId: string): boolean;

    /** Channel of the composer that has the focus; undefined where no composer has. */
    focusedChannel(): string | undefined;

    /** Channels whose composers are open: the one in the middle of the page, and that of the thread beside it. */
    openChannels(): readonly string[];
}

export type Verdict =
    | {readonly kind: 'pass'}

    /** The host gets this answer and nothing leaves. */
    | {readonly kind: 'answer'; readonly status: number; readonly body: unknown}
    | {readonly kind: 'refuse'; readonly code: FailureCode}

    /** Depends on a channel whose state isn't known: find out, ask again. Still unknown counts as a refusal. */
    | {readonly kind: 'ask'; readonly channelId: string};

export const PASS: Verdict = {kind: 'pass'};

export function refuse(code: FailureCode): Verdict {
    return {kind: 'refuse', code};
}

/** The string under a key of a JSON body; undefined where there is none. */
export function textField(body: EgressBody, key: string): string | undefined {
    if (body.kind !== 'json') {
        return undefined;
    }
    const value = body.value[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * The rule of all routes that carry what a member wrote and have no sealed form (yet): free in a channel that is off,
 * refused in every other one. A request that names no channel is refused: the host's always do.
 */
export function onlyWhereOff(channelId: string | undefined, facts: HostFacts, otherwise: FailureCode = 'not_supported_here'): Verdict {
    if (channelId === undefined) {
        return refuse(otherwise);
    }
    switch (facts.stateOf(channelId)) {
        case 'off':
            return PASS;
        case 'unknown':
            return {kind: 'ask', channelId};
        case 'on':
        case 'off_unconfirmed':
            return refuse(otherwise);
    }
}
