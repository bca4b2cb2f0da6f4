/** Names as an envelope's body and a placeholder hold them (protocol.md §5.2): without `@`, ascending, none twice. */

export const MAX_MENTIONS = 256;
const MAX_CHARACTERS = 64;

const NAME = /^[a-z0-9._-]+$/;

function isName(name: string): boolean {
    return NAME.test(name) && name.length <= MAX_CHARACTERS;
}

/** Orders, leaves out doubles and what is no name. */
export function normalizeMentions(mentioned: Iterable<string>): readonly string[] {
    return [...new Set(mentioned)].filter(isName).sort();
}

/** The characters are ASCII, so the order of the language is that of the bytes. */
export function areMentions(mentions: readonly string[]): boolean {
    const isAscending = mentions.every((name, index) => index === 0 || (mentions[index - 1] ?? '') < name);
    return isAscending && mentions.length <= MAX_MENTIONS && mentions.every(isName);
}
