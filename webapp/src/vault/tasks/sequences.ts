import {encodeBase64url} from '../../lib/base64url';
import {Lru} from '../identity/lru';
import type {EnvelopeHeader} from '../protocol/header';

/** Of one session in one channel; the posts that somebody sends between two reloads of their page. */
const REMEMBERED_POSTS = 512;

interface Place {
    readonly sequence: number;

    /** The server's time, by which the host orders posts. */
    readonly createAtMs: number;
}

/** In which order the posts of each session were made, and where they stand, of those that this worker has seen. */
export class Sequences {
    readonly #places = new Lru<readonly Place[]>(4096);

    /** Posts themselves: an edit stands where its post does, and a copy proves nothing about order. */
    note(header: EnvelopeHeader, createAtMs: number): void {
        const known = this.#of(header);
        if (header.type === 'post' && !known.some(({sequence}) => sequence === header.sequence)) {
            this.#places.set(keyOf(header), [...known, {sequence: header.sequence, createAtMs}].slice(-REMEMBERED_POSTS));
        }
    }

    /** Whether an earlier post of the session was seen: what lies before the oldest one just isn't loaded. */
    hasEarlier(header: EnvelopeHeader): boolean {
        return this.#of(header).some((place) => place.sequence < header.sequence);
    }

    /** Whether a post that was made later stands above this one. */
    isOutOfOrder(header: EnvelopeHeader, createAtMs: number): boolean {
        return (
            header.type === 'post' && this.#of(header).some((place) => place.sequence > header.sequence && place.createAtMs < createAtMs)
        );
    }

    #of(header: Pick<EnvelopeHeader, 'sessionKey' | 'channelId'>): readonly Place[] {
        return this.#places.get(keyOf(header)) ?? [];
    }
}

function keyOf({sessionKey, channelId}: Pick<EnvelopeHeader, 'sessionKey' | 'channelId'>): string {
    return `${encodeBase64url(sessionKey)} ${channelId}`;
}
