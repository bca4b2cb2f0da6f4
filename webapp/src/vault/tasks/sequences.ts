import {encodeBase64url} from '../../lib/base64url';
import {Lru} from '../identity/lru';
import type {EnvelopeHeader} from '../protocol/header';

/** The lowest sequence number seen by this worker of each session in each channel: what lies before it just isn't loaded. */
export class Sequences {
    readonly #lowest = new Lru<number>(4096);

    note(header: EnvelopeHeader): void {
        const key = keyOf(header);
        this.#lowest.set(key, Math.min(header.sequence, this.#lowest.get(key) ?? header.sequence));
    }

    hasEarlier(header: EnvelopeHeader): boolean {
        return (this.#lowest.get(keyOf(header)) ?? header.sequence) < header.sequence;
    }
}

function keyOf({sessionKey, channelId}: EnvelopeHeader): string {
    return `${encodeBase64url(sessionKey)} ${channelId}`;
}
