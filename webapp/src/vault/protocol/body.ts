/**
 * What an envelope keeps secret: the text (protocol.md §5.2).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {MAX_MENTIONS, areMentions} from '../../lib/mention_names';
import {MAX_TEXT_CODE_POINTS} from '../../lib/sealed_post';
import {hasNul} from '../../lib/text';
import {arrayOf, choice, malformed, text} from './kinds';
import type {Kind} from './kinds';
import {LIMITS} from './limits';
import {field, mapSchema} from './schema';

export interface Body {
    readonly text: string;

    /** Names without `@`, as `lib/mention_names.ts` orders them. */
    readonly mentions: readonly string[];
    readonly format: 'markdown';
}

const plainText = text({max: MAX_TEXT_CODE_POINTS});
const postText: Kind<string> = {
    ...plainText,
    read(value) {
        const read = plainText.read(value);
        return hasNul(read) ? malformed() : read;
    },
};

const names = arrayOf(text(), MAX_MENTIONS);
const mentionNames: Kind<readonly string[]> = {
    ...names,
    read(value) {
        const read = names.read(value);
        return areMentions(read) ? read : malformed();
    },
};

// Files have no structure yet: the key is reserved, its array empty.
const noFiles: Kind<readonly never[]> = arrayOf({read: malformed, write: malformed}, 0);

const SCHEMA = mapSchema('none', {
    text: field(0, postText),
    mentions: field(1, mentionNames),
    files: field(2, noFiles),
    format: field(3, choice({markdown: 0})),
});

/** @throws Failure `text_invalid` where the text or the mentions can't be sealed */
export function encodeBody(body: Body): Bytes {
    try {
        const bodyBytes = SCHEMA.encode({...body, files: []});
        return bodyBytes.length <= LIMITS.bodyBytes ? bodyBytes : malformed();
    } catch (cause) {
        throw new Failure('text_invalid', {cause});
    }
}

/** @throws Failure `decrypt_failed`: one code for whatever is wrong behind the encryption */
export function decodeBody(bodyBytes: Bytes): Body {
    try {
        const {files, ...body} = bodyBytes.length <= LIMITS.bodyBytes ? SCHEMA.decode(bodyBytes) : malformed();
        return body;
    } catch (cause) {
        throw new Failure('decrypt_failed', {cause});
    }
}
