/**
 * A stage whose server cheats: beside what the database can be made to hold, one browser's view of it.
 *
 * @packageDocumentation
 */
import {CanarySearch} from './canary';
import {ENVELOPE_PROP} from './plugin';
import type {StoredPost} from './database';
import {EvilProxy} from './evil_proxy';
import {test as base} from './stage';
import type {Member} from './stage';

export const test = base.extend<{evil: EvilProxy}>({
    evil: async ({}, use) => {
        const evil = await EvilProxy.start();
        await use(evil);
        await evil.stop();
    },
});

export {expect} from './stage';

/** Where `words` are found in anything that a browser sent: by what it says itself, and by what the proxy saw. */
export function leaks(words: readonly string[], member: Member, evil: EvilProxy): string[] {
    const search = new CanarySearch(words);
    return [...member.sent.all(), ...evil.sent()].flatMap((bytes) => search.find(bytes));
}

/** Posts that a browser sent, as they left it. */
export function postsSent(evil: EvilProxy): ReadonlyArray<Record<string, unknown>> {
    return evil
        .to('POST', '/api/v4/posts')
        .filter(({url}) => url.pathname === '/api/v4/posts')
        .map(({body}) => JSON.parse(body.toString('utf8')) as Record<string, unknown>);
}

export function envelopeOf({id, props}: Pick<StoredPost, 'id' | 'props'>): string {
    const envelope = props[ENVELOPE_PROP];
    if (typeof envelope !== 'string') {
        throw new Error(`${id} is not sealed`);
    }
    return envelope;
}
