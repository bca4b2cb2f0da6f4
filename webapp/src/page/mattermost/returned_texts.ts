/**
 * Texts of posts that were refused after the host had emptied its composer. The host keeps such a text nowhere a member
 * could see it, so it is put back where it was written; where another text stands there by now, it is offered.
 *
 * @packageDocumentation
 */
import type {FailureCode} from '../../lib/errors';
import type {Place} from './host/composers';
import {Subject} from './observable';

export interface ReturnedText extends Place {
    readonly uid: string;
    readonly text: string;
}

/** Why the last text of a place came back; shown at its composer until the next try. */
export interface Setback extends Place {
    readonly code: FailureCode;
}

export interface ReturnedTextsParts {
    /** False where another text is in the way. */
    readonly putBack: (place: Place, text: string) => boolean;
}

export class ReturnedTexts {
    readonly texts = new Subject<readonly ReturnedText[]>([]);
    readonly setback = new Subject<Setback | undefined>(undefined);
    private count = 0;

    constructor(private readonly parts: ReturnedTextsParts) {}

    /** Called while the host still believes that the post is on its way: it empties its composer first. */
    takeBack(place: Place, text: string, code: FailureCode): void {
        setTimeout(() => {
            this.setback.set({...place, code});
            if (!this.parts.putBack(place, text)) {
                this.count++;
                this.texts.set([...this.texts.get(), {...place, uid: String(this.count), text}]);
            }
        });
    }

    /** The member asks for it; it stays on offer where there is still another text in the way. */
    putBack(returned: ReturnedText): void {
        if (this.parts.putBack(returned, returned.text)) {
            this.discard(returned.uid);
        }
    }

    discard(uid: string): void {
        this.texts.set(this.texts.get().filter((text) => text.uid !== uid));
    }

    discardAll(): void {
        this.texts.set([]);
    }

    /** A new try in that place. */
    forgetSetback({channelId, rootId}: Place): void {
        const setback = this.setback.get();
        if (setback?.channelId === channelId && setback.rootId === rootId) {
            this.setback.set(undefined);
        }
    }

    clear(): void {
        this.discardAll();
        this.setback.set(undefined);
    }
}
