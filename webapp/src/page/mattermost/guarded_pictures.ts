/**
 * `<img>` under the guard: no wrapper of `fetch` sees what the browser loads by itself.
 *
 * React gives a picture its address before it puts it into the page, and from that moment the browser loads it. So an address
 * waits until the picture stands somewhere, and only then is it decided. Like the guard of requests, this one outlives the
 * plugin: an updated bundle takes the slot over.
 *
 * @packageDocumentation
 */
import {PLUGIN_ID} from './manifest';

export interface PictureSlot {
    /** Whether loading this address tells anybody anything. */
    tellsSomebody(address: string): boolean;

    /** Whether a picture that stands in the page may be loaded. */
    mayLoad(picture: HTMLImageElement): boolean;
}

const SLOT = Symbol.for(`${PLUGIN_ID}.picture-guard`);

interface GuardedWindow {
    readonly document: Document;
    readonly HTMLImageElement: typeof HTMLImageElement;
    readonly MutationObserver: typeof MutationObserver;
    [SLOT]?: {current: PictureSlot};
}

/** Puts `slot` in charge of every picture of this page from now on. The first call wraps; a later one takes over. */
export function takePictureGuard(window: GuardedWindow, slot: PictureSlot): void {
    const taken = window[SLOT];
    if (taken !== undefined) {
        taken.current = slot;
        return;
    }
    const holder = {current: slot};
    guardPictures(window, holder);
    window[SLOT] = holder;
}

function guardPictures(
    {document, HTMLImageElement: imageClass, MutationObserver: observerClass}: GuardedWindow,
    holder: {current: PictureSlot},
): void {
    const {prototype} = imageClass;
    const waiting = new Map<HTMLImageElement, string>();

    // Called with the picture it was called on.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const {setAttribute} = prototype;

    const arrivals = new observerClass(() => {
        for (const [picture, address] of [...waiting]) {
            if (picture.isConnected) {
                waiting.delete(picture);
                settle(picture, address);
            }
        }
        if (waiting.size === 0) {
            arrivals.disconnect();
        }
    });

    const settle = (picture: HTMLImageElement, address: string): void => {
        if (isAllowed(() => holder.current.mayLoad(picture))) {
            setAttribute.call(picture, 'src', address);
        } else {
            // What it showed before may be the same address, but for a letter.
            picture.removeAttribute('src');
        }
    };

    prototype.setAttribute = function (this: HTMLImageElement, name: string, value: string) {
        if (String(name).toLowerCase() !== 'src') {
            setAttribute.call(this, name, value);
            return;
        }
        const address = String(value);
        waiting.delete(this);
        if (isAllowed(() => !holder.current.tellsSomebody(address))) {
            setAttribute.call(this, name, address);
        } else if (this.isConnected) {
            settle(this, address);
        } else {
            waiting.set(this, address);
            arrivals.observe(document, {childList: true, subtree: true});
        }
    };
}

/** A mistake of ours loads nothing. */
function isAllowed(ask: () => boolean): boolean {
    try {
        return ask();
    } catch {
        return false;
    }
}
