/**
 * What a channel's policy is for this browser: what it has seen before beside what is served now (docs/architecture.md §6).
 *
 * Pure. Once a channel was known as encrypted, only the member's own agreement makes it `off` again; whatever contradicts what
 * was seen is `unknown`, at which nothing is sent.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import type {FailureCode} from '../../lib/errors';
import type {StatementLink, VerifiedStatementChain} from '../protocol/statement_chain';
import type {PolicyPin} from './trust_store';

export type PolicyState =
    | {readonly kind: 'off'}

    /** `head` goes into the header of every envelope, so that forks and roll-backs come out. */
    | {
          readonly kind: 'on';
          readonly sequence: number;
          readonly head: string;
          readonly changedBy: string;
          readonly changedAtMs: number;
      }
    | {readonly kind: 'off_unconfirmed'; readonly sequence: number; readonly changedBy: string; readonly changedAtMs: number}

    /** `disputed`: only envelopes contradict, which the member may agree to disregard up to this sequence. */
    | {readonly kind: 'unknown'; readonly code: FailureCode; readonly disputed?: number};

const CONTRADICTION: PolicyState = {kind: 'unknown', code: 'policy_contradicts'};
const OFF: PolicyState = {kind: 'off'};

export interface PolicyVerdict {
    readonly state: PolicyState;

    /** To be stored; undefined where nothing is new, or nothing of it may be believed. */
    readonly next: PolicyPin | undefined;
}

/** A served chain, verified for itself, beside what is pinned. */
export function judgePolicy(chain: VerifiedStatementChain, pin: PolicyPin | undefined): PolicyVerdict {
    const {links} = chain;
    const last = links.at(-1);
    if (contradictsStatement(links, pin)) {
        return {state: CONTRADICTION, next: undefined};
    }
    if (!last) {
        return {state: stateWithoutStatements(pin), next: undefined};
    }
    const seen = trustedEnvelope(pin);
    if (last.statement.mode === 'none' && seen && hashAt(links, seen.sequence) !== seen.head) {
        return {state: disputedBy(seen), next: undefined};
    }
    const next = nextPin(chain, last, pin);
    return {state: pinnedState(next ?? pin), next};
}

/** Never switched on, says the server; perhaps of a channel in which somebody has sealed. */
export function stateWithoutStatements(pin: PolicyPin | undefined): PolicyState {
    if (pin?.statement || pin?.restored || (pin?.wasEncrypted && !pin.envelope)) {
        return CONTRADICTION;
    }
    const seen = trustedEnvelope(pin);
    return seen ? disputedBy(seen) : OFF;
}

/** The state that follows from a pin alone: what is served is what was pinned. */
export function pinnedState(pin: PolicyPin | undefined): PolicyState {
    if (!pin?.statement) {
        return stateWithoutStatements(pin);
    }
    const {sequence, head, mode, signer: changedBy, signedAtMs: changedAtMs} = pin.statement;
    if (mode === 'p2p') {
        return {kind: 'on', sequence, head, changedBy, changedAtMs};
    }
    const seen = trustedEnvelope(pin);
    if (seen && (seen.sequence > sequence || (seen.sequence === sequence && seen.head !== head))) {
        return disputedBy(seen);
    }
    const isAgreed = !pin.wasEncrypted || pin.confirmedOff === sequence;
    return isAgreed ? OFF : {kind: 'off_unconfirmed', sequence, changedBy, changedAtMs};
}

function contradictsStatement(links: readonly StatementLink[], pin: PolicyPin | undefined): boolean {
    return [pin?.statement, pin?.restored].some((pinned) => pinned !== undefined && hashAt(links, pinned.sequence) !== pinned.head);
}

/**
 * The newest policy that a post names, unless the member agreed to do without. Asked only where the channel would be clear: one
 * that is later or another shows a roll-back or a fork. While the channel is on it would hold posts that are sealed anyway, and
 * any member could make one up.
 */
function trustedEnvelope(pin: PolicyPin | undefined): PolicyPin['envelope'] {
    return pin?.envelope && pin.envelope.sequence > (pin.confirmedMissing ?? 0) ? pin.envelope : undefined;
}

function disputedBy({sequence}: NonNullable<PolicyPin['envelope']>): PolicyState {
    return {kind: 'unknown', code: 'policy_contradicts', disputed: sequence};
}

function hashAt(links: readonly StatementLink[], sequence: number): string | undefined {
    const link = links[sequence - 1];
    return link && encodeBase64url(link.hash);
}

function nextPin({channelId, links}: VerifiedStatementChain, last: StatementLink, pin: PolicyPin | undefined): PolicyPin | undefined {
    const {sequence, mode, signer, timeMs} = last.statement;
    if (pin?.statement?.sequence === sequence) {
        return undefined;
    }
    return {
        ...pin,
        channelId,
        version: (pin?.version ?? 0) + 1,
        statement: {sequence, head: encodeBase64url(last.hash), mode, signer, signedAtMs: timeMs},
        wasEncrypted: (pin?.wasEncrypted ?? false) || links.some(({statement}) => statement.mode === 'p2p'),
    };
}

/** Whether the pin alone answers where the server serves what is pinned: nothing else that is known could contradict. */
export function isConclusive({statement, restored, envelope}: PolicyPin): boolean {
    const isNewest = restored === undefined || (statement !== undefined && statement.sequence >= restored.sequence);
    return isNewest && (statement?.mode === 'p2p' || envelope === undefined);
}

/** The member has seen who switched the channel off, and agrees to exactly this statement. Undefined where it isn't the last one. */
export function agreeToOff(pin: PolicyPin | undefined, sequence: number): PolicyPin | undefined {
    const isLast = pin?.statement?.mode === 'none' && pin.statement.sequence === sequence;
    return pin && isLast ? {...pin, version: pin.version + 1, confirmedOff: sequence} : undefined;
}

/**
 * The member has seen that a post names a policy that the server doesn't have, and agrees to go by the server's word. That
 * may be a member's lie or a restored database as well as a cheating server. Undefined where that policy isn't the one in doubt.
 */
export function agreeToMissing(pin: PolicyPin | undefined, sequence: number): PolicyPin | undefined {
    return pin?.envelope?.sequence === sequence ? {...pin, version: pin.version + 1, confirmedMissing: sequence} : undefined;
}

/** A valid envelope was seen in the channel: from now on it is known as encrypted. Undefined where that is nothing new. */
export function notePolicyOfEnvelope(
    channelId: string,
    pin: PolicyPin | undefined,
    seen: {readonly sequence: number; readonly head: string},
): PolicyPin | undefined {
    if (pin?.wasEncrypted && pin.envelope && pin.envelope.sequence >= seen.sequence) {
        return undefined;
    }
    return {...pin, channelId, version: (pin?.version ?? 0) + 1, wasEncrypted: true, envelope: seen};
}
