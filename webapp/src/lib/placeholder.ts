/**
 * What stands in `message` of a sealed post, for clients that can't open it (protocol.md §5.5).
 *
 * @packageDocumentation
 */
import {areMentions} from './mention_names';
import {MAX_TEXT_CODE_POINTS} from './sealed_post';
import {countCodePoints} from './text';

/** A code span: the host's mention parser skips it, so that its words match nobody's keywords. */
export const PLACEHOLDER = '`🔒 Encrypted message`';

const SEPARATOR = ' @';

/** With the names of those mentioned, so that badges, mails and phones tell them; without, where that would be too long. */
export function makePlaceholder(mentions: readonly string[]): string {
    const placeholder = [PLACEHOLDER, ...mentions].join(SEPARATOR);
    return countCodePoints(placeholder) <= MAX_TEXT_CODE_POINTS ? placeholder : PLACEHOLDER;
}

/** The names in a placeholder; `undefined` where it isn't one. */
export function readPlaceholder(message: string): readonly string[] | undefined {
    const [start, ...names] = message.split(SEPARATOR);
    return start === PLACEHOLDER && areMentions(names) ? names : undefined;
}

/** Whether what everybody could see is what was signed: the names of the body, or none. A difference is marked. */
export function isPlaceholderFor(message: string, mentions: readonly string[]): boolean {
    return message === PLACEHOLDER || message === makePlaceholder(mentions);
}
