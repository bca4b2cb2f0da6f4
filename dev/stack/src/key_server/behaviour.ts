import {setTimeout as sleep} from 'node:timers/promises';

import {htmlPage, textAnswer} from '../web/pages';
import type {Answer} from '../web/pages';

/** How a key server may treat those who look something up. */
export const BEHAVIOURS = ['honest', 'huge', 'slow', 'redirecting', 'html', 'failing', 'other_key'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** Longer than anybody should wait, and more than anybody should read. */
const SLOW_MS = 45_000;
const HUGE_BYTES = 24 * 1024 * 1024;

/** In the address that a redirection leads to, where the answer is honest: who follows it gets the true key. */
const REDIRECTED = 'redirected';

/** What is answered in the place of the truth; undefined where the truth is told, or another key (which takes keys). */
export async function misbehave(behaviour: Behaviour, url: URL): Promise<Answer | undefined> {
    switch (behaviour) {
        case 'honest':
        case 'other_key':
            return undefined;
        case 'huge':
            return textAnswer('A'.repeat(HUGE_BYTES));
        case 'slow':
            await sleep(SLOW_MS, undefined, {ref: false});
            return undefined;
        case 'redirecting':
            return url.searchParams.has(REDIRECTED) ? undefined : {status: 302, headers: {Location: elsewhere(url)}, body: ''};
        case 'html':
            return htmlPage('Search results', '<p>Log in to see them.</p>');
        case 'failing':
            return textAnswer('Out of order\n', 500);
    }
}

/** The same server under another name. */
function elsewhere(url: URL): string {
    const target = new URL(url);
    target.hostname = 'localhost';
    target.searchParams.set(REDIRECTED, '');
    return target.href;
}
