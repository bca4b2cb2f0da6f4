import {decodeBase64urlInto} from '../../lib/base64url';
import type {Bytes} from '../../lib/bytes';
import {LIMITS} from './limits';
import type {RecipientHint} from './recipient_hint';
import {decodeWraps, findWraps, listHints} from './wraps';
import type {Wraps} from './wraps';

/** Every envelope of the allowed size fits. */
const PLACE = new Uint8Array((LIMITS.envelopeCharacters * 3) / 4);

/**
 * The bytes of a carried envelope, good until the next one is decoded; `undefined` where the text is no base64url.
 *
 * New memory for each costs ten times what decoding does, once sixty of them are 48 kB each.
 */
export function decodeInPlace(carried: string): Bytes | undefined {
    return decodeBase64urlInto(PLACE, carried);
}

/**
 * The wraps of an envelope that is being opened. They stay in its text, which the post holds anyway, and are decoded whenever they are
 * looked at; nobody keeps a view of the place where that is done.
 */
export class CarriedWraps {
    readonly #carried: string;
    readonly #start: number;
    readonly #end: number;

    /** @throws Failure `envelope_malformed` */
    constructor(carried: string, wraps: Bytes) {
        decodeWraps(wraps);
        this.#carried = carried;
        this.#start = wraps.byteOffset;
        this.#end = wraps.byteOffset + wraps.length;
    }

    /** What `look` is given is good until it returns. */
    look<Seen>(look: (wraps: Wraps) => Seen): Seen {
        return look(this.#decode());
    }

    find(hint: RecipientHint): readonly Bytes[] {
        return findWraps(this.#decode(), hint);
    }

    hints(): readonly RecipientHint[] {
        return listHints(this.#decode());
    }

    copy(): Wraps {
        return this.#decode().slice() as Wraps;
    }

    #decode(): Wraps {
        decodeInPlace(this.#carried);
        return PLACE.subarray(this.#start, this.#end) as Wraps;
    }
}
