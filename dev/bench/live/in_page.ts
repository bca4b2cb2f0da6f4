/**
 * Functions that run inside a page (`page.evaluate`): each stands alone and refers to nothing around it.
 *
 * @packageDocumentation
 */

/** What is told of one text: when Enter was pressed and when the text stood in the channel, in ms since 1970 of this machine. */
export interface Seen {
    readonly enterAtMs: number;
    readonly readableAtMs: number;
}

/** From now on: the moment at which Enter goes down, and that at which a post shows `text`. Ends by itself after half a minute. */
export function watchFor(text: string): void {
    const now = (): number => performance.timeOrigin + performance.now();
    const watched = window as unknown as {benchSeen: Promise<Seen>};
    watched.benchSeen = new Promise((resolve, reject) => {
        let enterAtMs = 0;
        const onKey = (event: KeyboardEvent): void => {
            if (event.key === 'Enter') {
                enterAtMs = now();
            }
        };
        const look = (): void => {
            const posts = [...document.querySelectorAll('[data-testid=postView]')].slice(-3);
            if (posts.some(({textContent}) => textContent.includes(text))) {
                observer.disconnect();
                document.removeEventListener('keydown', onKey, true);
                resolve({enterAtMs, readableAtMs: now()});
            }
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, {subtree: true, childList: true, characterData: true});
        document.addEventListener('keydown', onKey, true);
        setTimeout(() => reject(new Error(`never shown: ${text}`)), 30_000);
    });
    watched.benchSeen.catch(() => undefined);
}

export function seen(): Promise<Seen> {
    return (window as unknown as {benchSeen: Promise<Seen>}).benchSeen;
}

/**
 * Since the page began to load: when the last post that shows a text with this mark came to show it. A client may keep some of
 * sixty posts out of the document, so it is over once nothing was added for a while.
 */
export function allReadable(mark: string): Promise<{readonly ms: number; readonly posts: number}> {
    const QUIET_MS = 1500;
    return new Promise((resolve) => {
        let posts = 0;
        let lastMs = 0;
        const look = (): void => {
            const texts = [...document.querySelectorAll('[data-testid=postView]')].filter(({textContent}) => textContent.includes(mark));
            if (texts.length > posts) {
                posts = texts.length;
                lastMs = performance.now();
            }
        };
        new MutationObserver(look).observe(document, {subtree: true, childList: true, characterData: true});
        const timer = setInterval(() => {
            look();
            if (posts > 0 && performance.now() - lastMs > QUIET_MS) {
                clearInterval(timer);
                resolve({ms: lastMs, posts});
            }
        }, 250);
    });
}
