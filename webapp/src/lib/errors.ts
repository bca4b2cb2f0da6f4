/**
 * The closed set of failures (protocol.md §10 and the states of the host and the browser).
 *
 * Messages and logs never hold text, keys or names; the page maps a code to words in one exhaustive switch.
 */

/** Failures of the protocol: the same strings in the Go half and in `docs/vectors`. */
export const PROTOCOL_CODES = [
    'too_large',
    'cbor_malformed',
    'envelope_malformed',
    'version_unsupported',
    'suite_unsupported',
    'point_invalid',
    'record_invalid',
    'chain_invalid',
    'statement_invalid',
    'server_changed',
    'channel_mismatch',
    'author_mismatch',
    'thread_mismatch',
    'type_mismatch',
    'props_forbidden',
    'sender_unknown',
    'signature_invalid',
    'revision_superseded',
    'not_a_recipient',
    'key_missing',
    'commitment_mismatch',
    'decrypt_failed',
    'text_invalid',
    'code_length',
    'code_character',
    'code_group',
    'code_wrong',
    'bundle_invalid',
] as const;

/** Failures of the place it runs in: browser, storage, network, server half, host. */
export const ENVIRONMENT_CODES = [
    /** Plain http: `crypto.subtle` doesn't exist. */
    'insecure_context',
    'unsupported_browser',

    /** IndexedDB refuses, as in a private mode or by the member's own choice. */
    'storage_blocked',

    /** Another tab holds an older version of the database open. */
    'storage_in_use',
    'storage_full',

    /** The database was written by a newer version of the plugin. */
    'storage_newer',

    /** The database was closed or deleted under us. */
    'storage_lost',

    /** The worker doesn't answer or is gone, as after an update: reload the page. */
    'vault_gone',
    'offline',

    /** The server half isn't there: plugin disabled, restarting or not installed. */
    'server_unavailable',
    'forbidden',

    /** Somebody else's write came first. */
    'conflict',
    'rate_limited',
    'channel_too_large',
    'members_unavailable',

    /** A direct message has exactly the two people that it names. */
    'direct_not_two',

    /** The other person has no key, so there is nothing to compare. */
    'peer_without_key',

    /** This browser's key is older than the published one. */
    'behind',

    /** No identity in this browser yet. */
    'not_set_up',

    /** What the server half says contradicts what is pinned here. */
    'policy_contradicts',
    'not_loaded',

    /** Not for encrypted channels yet: files, edits, scheduling, burn-on-read, other slash commands. */
    'not_supported_here',

    /** No backup file stands in that text, or a damaged one. */
    'backup_malformed',

    /** The server sends no mail. */
    'mail_off',

    /** The mail server refused; `detail` is its answer. */
    'mail_failed',

    /** Revoked, expired, too weak or unable to encrypt. */
    'mail_key_unusable',

    /** Another OpenPGP key than the one that was asked for. */
    'mail_key_mismatch',

    /** No OpenPGP key can be read from it. */
    'mail_key_malformed',

    /** The admin has set no key server. */
    'key_server_off',
    'key_not_found',

    /** `detail` says how: `timeout`, `too_large`, `redirected`, `not_a_key`, `refused`, `unreachable`, `status`. */
    'key_server_failed',

    /** A bug. */
    'invariant',
] as const;

export type ProtocolCode = (typeof PROTOCOL_CODES)[number];
export type EnvironmentCode = (typeof ENVIRONMENT_CODES)[number];
export type FailureCode = ProtocolCode | EnvironmentCode;

/** The one error class. Thrown inside a side; it never crosses `vault/api.ts`, where failures are values. */
export class Failure extends Error {
    readonly code: FailureCode;

    /** With `code_group`: 1-based. */
    readonly group: number | undefined;

    /** With `mail_failed` and `key_server_failed`: what another machine said, as it is. */
    readonly detail: string | undefined;

    constructor(code: FailureCode, options?: {cause?: unknown; group?: number; detail?: string | undefined}) {
        super(code, {cause: options?.cause});
        this.name = 'Failure';
        this.code = code;
        this.group = options?.group;
        this.detail = options?.detail;
    }
}
