import type {VerifiedChain} from '../protocol/chain';

/** What the clocks of two people and of the server may differ by, together with the way of a post to the server. */
const TOLERATED_DIFFERENCE_MS = 10 * 60_000;

/**
 * Whether a post of this time comes after the end of the key that it was made with (protocol.md §2.3). By the time of the record
 * that follows, which its owner signed: what was written before stays what it was, however late a reader meets it.
 */
export function isSupersededAt({links}: VerifiedChain, generation: number, timeMs: number): boolean {
    const successor = links[generation + 1];
    return successor !== undefined && timeMs > successor.record.timeMs + TOLERATED_DIFFERENCE_MS;
}

/** Whether its author has begun anew since: the key of that generation was lost or stolen. */
export function isBeforeReset({links}: VerifiedChain, generation: number): boolean {
    return links.slice(generation + 1).some(({record}) => record.kind === 'reset');
}
