/**
 * A message's seed, wrapped for every recipient, in one packed byte string (protocol.md §4.3).
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import {compareBytes, concatBytes, equalBytes} from '../../lib/bytes';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {WRAPPED_SEED_LENGTH} from '../crypto/key_wrap';
import {LIMITS} from './limits';
import {HINT_LENGTH} from './recipient_hint';
import type {RecipientHint} from './recipient_hint';

/** Entries in ascending order, none twice. */
export type Wraps = Brand<Bytes, 'Wraps'>;

export interface WrapEntry {
    readonly hint: RecipientHint;
    readonly wrappedSeed: Bytes;
}

export const WRAP_ENTRY_LENGTH = HINT_LENGTH + WRAPPED_SEED_LENGTH;

/** @throws Failure `envelope_malformed` where there are none, too many, or two the same */
export function encodeWraps(entries: readonly WrapEntry[]): Wraps {
    const packed = entries.map(({hint, wrappedSeed}) => concatBytes([hint, wrappedSeed])).sort(compareBytes);
    return decodeWraps(concatBytes(packed));
}

/** @throws Failure `envelope_malformed` */
export function decodeWraps(wraps: Bytes): Wraps {
    const count = wraps.length / WRAP_ENTRY_LENGTH;
    if (!Number.isInteger(count) || count < 1 || count > LIMITS.wrapEntries || !isAscending(wraps)) {
        throw new Failure('envelope_malformed');
    }
    return wraps as Wraps;
}

/** The wrapped seeds whose hint is this one: hints are short, so there may be several. */
export function findWraps(wraps: Wraps, hint: RecipientHint): readonly Bytes[] {
    const found: Bytes[] = [];
    for (let start = firstNotBelow(wraps, hint); start < wraps.length; start += WRAP_ENTRY_LENGTH) {
        const end = start + HINT_LENGTH;
        if (!equalBytes(wraps.subarray(start, end), hint)) {
            break;
        }
        found.push(wraps.slice(end, start + WRAP_ENTRY_LENGTH));
    }
    return found;
}

/** For how many an envelope was sealed, and the hints of all of them. */
export function listHints(wraps: Wraps): readonly RecipientHint[] {
    const hints: RecipientHint[] = [];
    for (let start = 0; start < wraps.length; start += WRAP_ENTRY_LENGTH) {
        hints.push(wraps.slice(start, start + HINT_LENGTH) as RecipientHint);
    }
    return hints;
}

/** Offset of the first entry whose hint isn't below: the order makes it a search by halves. */
function firstNotBelow(wraps: Wraps, hint: RecipientHint): number {
    let low = 0;
    let high = wraps.length / WRAP_ENTRY_LENGTH;
    while (low < high) {
        const middle = (low + high) >>> 1;
        const start = middle * WRAP_ENTRY_LENGTH;
        if (compareBytes(wraps.subarray(start, start + HINT_LENGTH), hint) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low * WRAP_ENTRY_LENGTH;
}

/** The hints' first words decide for nearly all: a thousand entries are looked at in each of sixty posts. */
function isAscending(wraps: Bytes): boolean {
    const words = new DataView(wraps.buffer, wraps.byteOffset, wraps.length);
    for (let start = WRAP_ENTRY_LENGTH; start < wraps.length; start += WRAP_ENTRY_LENGTH) {
        const difference = words.getUint32(start) - words.getUint32(start - WRAP_ENTRY_LENGTH);
        if (difference < 0 || (difference === 0 && !isEntryBelow(wraps, start))) {
            return false;
        }
    }
    return true;
}

/** Whether the entry before `start` is below the one there. */
function isEntryBelow(wraps: Bytes, start: number): boolean {
    const previous = wraps.subarray(start - WRAP_ENTRY_LENGTH, start);
    return compareBytes(previous, wraps.subarray(start, start + WRAP_ENTRY_LENGTH)) < 0;
}
