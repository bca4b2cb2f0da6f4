/**
 * How a sealed post looks from outside (protocol.md §5.5): enough to tell it from clear text, no more.
 *
 * Whether the envelope is good is for the vault to say, and whether its header fits the post for the server half; the
 * page may not decode one. What matters here is that nothing readable leaves beside it.
 *
 * @packageDocumentation
 */

import {readPlaceholder} from '../../lib/placeholder';
import {FORBIDDEN_PROPS, SEALED_POST_TYPE} from '../../lib/sealed_post';

/** Key of `props` under which the envelope travels. */
export const ENVELOPE_PROP = 'e2ee';

/** base64url of a CBOR array of five, whose first element is a byte string of 24…255 or 256…512 bytes: `85 58` or `85 59`. */
const ENVELOPE_FORM = /^hV[g-k][A-Za-z0-9_-]{200,399997}$/;

function isPlaceholder(message: unknown): boolean {
    return typeof message === 'string' && readPlaceholder(message) !== undefined;
}

function isEnvelopeString(value: unknown): value is string {
    return typeof value === 'string' && ENVELOPE_FORM.test(value);
}

/** Whether a post's fields are those of a sealed post, with nothing readable beside the envelope. */
export function isSealedShape(post: Readonly<Record<string, unknown>>): boolean {
    const props = post['props'];
    if (post['type'] !== SEALED_POST_TYPE || !isPlaceholder(post['message']) || !isRecord(props)) {
        return false;
    }
    return isEnvelopeString(props[ENVELOPE_PROP]) && !FORBIDDEN_PROPS.some((name) => name in props) && !hasFiles(post['file_ids']);
}

function hasFiles(fileIds: unknown): boolean {
    return Array.isArray(fileIds) ? fileIds.length > 0 : fileIds !== undefined && fileIds !== null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
