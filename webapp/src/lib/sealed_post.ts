/**
 * How a sealed post looks from outside (protocol.md §5.5): what the page sends, what the guard asserts and what the vault
 * reads must be the same.
 *
 * @packageDocumentation
 */

/** `type` of a post that carries an envelope. */
export const SEALED_POST_TYPE = 'custom_e2ee';

/** Props by which a post passes for somebody else's, or shows content of its own beside the sealed text. */
export const FORBIDDEN_PROPS: readonly string[] = [
    'override_username',
    'override_icon_url',
    'override_icon_emoji',
    'from_webhook',
    'webhook_display_name',
    'attachments',
];

/** Most code points that the host takes as `message`, and that a text may have. */
export const MAX_TEXT_CODE_POINTS = 16_383;
