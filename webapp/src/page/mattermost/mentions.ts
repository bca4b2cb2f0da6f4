/**
 * Whom a text mentions, the way the server's own parser would have found them (docs/platform-notes.md §5.1): `@name` outside of code.
 *
 * Only members and the three names for everybody: any other name beside a sealed post would tell more than it
 * notifies, and would bring a "not in this channel" message.
 *
 * @packageDocumentation
 */
import {MAX_MENTIONS} from '../../lib/mention_names';
import type {Member} from '../../vault/api';

const EVERYBODY: readonly string[] = ['all', 'channel', 'here'];

/** Fenced blocks (also unclosed ones), indented blocks and code spans. */
const CODE = /^ {0,3}(```|~~~)[\s\S]*?(?:^ {0,3}\1[^\n]*$|(?![\s\S]))|^(?: {4}|\t)[^\n]*$|(`+)(?!`)[\s\S]*?(?<!`)\2(?!`)/gm;
const AT_NAME = /(?<![\w@])@([a-z0-9._-]{1,64})/gi;

/** Names without `@`, ascending, none twice (protocol.md §5.2). */
export function mentionsIn(text: string, members: readonly Member[]): readonly string[] {
    const known = new Set([...EVERYBODY, ...members.map(({username}) => username)]);
    const found = new Set<string>();
    for (const [, written = ''] of text.replace(CODE, ' ').matchAll(AT_NAME)) {
        const name = knownName(written.toLowerCase(), known);
        if (name !== undefined) {
            found.add(name);
        }
    }
    return [...found].sort().slice(0, MAX_MENTIONS);
}

/** `@bob.` at the end of a sentence means bob, unless somebody is called `bob.` */
function knownName(written: string, known: ReadonlySet<string>): string | undefined {
    for (let name = written; name !== ''; name = name.slice(0, -1)) {
        if (known.has(name)) {
            return name;
        }
        if (!/[._-]$/.test(name)) {
            return undefined;
        }
    }
    return undefined;
}
