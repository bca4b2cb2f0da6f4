/**
 * Failure codes in words. That each code has a title and an advice is proved by the compiler: the ids are built from
 * the code, and an id without a message is a type error. What to do, and how a post with that failure looks, are
 * switches without a default, so that a new code can't be forgotten.
 *
 * @packageDocumentation
 */
import type {FailureCode} from '../../../lib/errors';
import type {FailureView, NoticeAction} from '../props';
import type {Say} from './messages';

export interface FailureWords {
    readonly title: string;
    readonly advice: string;
}

export function failureWords(say: Say, failure: FailureView): FailureWords {
    const values = {group: failure.group ?? 0};
    return {title: say(`e2ee.failure.${failure.code}.title`, values), advice: say(`e2ee.failure.${failure.code}.advice`, values)};
}

/** In which way a key server failed (server-api.md); anything else is a server's own words, shown as they are. */
const KEY_SERVER_DETAILS = ['timeout', 'too_large', 'redirected', 'not_a_key', 'refused', 'unreachable', 'status'] as const;

export function failureDetail(say: Say, detail: string): string {
    const known = KEY_SERVER_DETAILS.find((way) => way === detail);
    return known === undefined ? detail : say(`e2ee.key_server.${known}`);
}

/** The one thing the member can do about it here and now; undefined where only other people, or other words, help. */
export function failureAction(code: FailureCode): NoticeAction | undefined {
    switch (code) {
        case 'version_unsupported':
        case 'suite_unsupported':
        case 'storage_blocked':
        case 'storage_in_use':
        case 'storage_newer':
        case 'storage_lost':
        case 'vault_gone':
        case 'invariant':
            return 'reload';
        case 'key_missing':
        case 'behind':
        case 'not_set_up':
            return 'set_up';
        case 'cbor_malformed':
        case 'sender_unknown':
        case 'bundle_invalid':
        case 'storage_full':
        case 'offline':
        case 'server_unavailable':
        case 'conflict':
        case 'rate_limited':
        case 'members_unavailable':
        case 'not_loaded':
        case 'mail_failed':
        case 'key_server_failed':
            return 'retry';
        case 'too_large':
        case 'envelope_malformed':
        case 'point_invalid':
        case 'record_invalid':
        case 'chain_invalid':
        case 'statement_invalid':
        case 'server_changed':
        case 'channel_mismatch':
        case 'author_mismatch':
        case 'thread_mismatch':
        case 'type_mismatch':
        case 'props_forbidden':
        case 'signature_invalid':
        case 'revision_superseded':
        case 'not_a_recipient':
        case 'commitment_mismatch':
        case 'decrypt_failed':
        case 'text_invalid':
        case 'code_length':
        case 'code_character':
        case 'code_group':
        case 'code_wrong':
        case 'insecure_context':
        case 'unsupported_browser':
        case 'forbidden':
        case 'direct_not_two':
        case 'peer_without_key':
        case 'channel_too_large':
        case 'policy_contradicts':
        case 'not_supported_here':
        case 'backup_malformed':
        case 'mail_off':
        case 'mail_key_unusable':
        case 'mail_key_mismatch':
        case 'mail_key_malformed':
        case 'key_server_off':
        case 'key_not_found':
            return undefined;
    }
}

/** The situation a reader is in with a post that can't be shown; each has its own look. */
export type PostSituation =
    /** Nothing is wrong: it simply wasn't for this member. */
    | 'not_for_you'

    /** This browser lacks a key; the member can do something. */
    | 'no_key'

    /** Somebody may be cheating about who wrote what. */
    | 'not_proved'

    /** A true message in a place it wasn't written for. */
    | 'misplaced'

    /** An earlier revision than one already seen. */
    | 'superseded'
    | 'newer_version'
    | 'damaged'

    /** It may well open later. */
    | 'not_now';

export function postSituation(code: FailureCode): PostSituation {
    switch (code) {
        case 'not_a_recipient':
            return 'not_for_you';
        case 'key_missing':
        case 'not_set_up':
        case 'behind':
            return 'no_key';
        case 'signature_invalid':
        case 'author_mismatch':
        case 'type_mismatch':
        case 'props_forbidden':
        case 'sender_unknown':
        case 'record_invalid':
        case 'chain_invalid':
        case 'commitment_mismatch':
        case 'statement_invalid':
        case 'policy_contradicts':
            return 'not_proved';
        case 'channel_mismatch':
        case 'thread_mismatch':
        case 'server_changed':
            return 'misplaced';
        case 'revision_superseded':
            return 'superseded';
        case 'version_unsupported':
        case 'suite_unsupported':
        case 'storage_newer':
            return 'newer_version';
        case 'too_large':
        case 'cbor_malformed':
        case 'envelope_malformed':
        case 'point_invalid':
        case 'decrypt_failed':
        case 'text_invalid':
        case 'bundle_invalid':
        case 'code_length':
        case 'code_character':
        case 'code_group':
        case 'code_wrong':
            return 'damaged';
        case 'insecure_context':
        case 'unsupported_browser':
        case 'storage_blocked':
        case 'storage_in_use':
        case 'storage_full':
        case 'storage_lost':
        case 'vault_gone':
        case 'offline':
        case 'server_unavailable':
        case 'forbidden':
        case 'conflict':
        case 'rate_limited':
        case 'channel_too_large':
        case 'members_unavailable':
        case 'direct_not_two':
        case 'peer_without_key':
        case 'not_loaded':
        case 'not_supported_here':
        case 'backup_malformed':
        case 'mail_off':
        case 'mail_failed':
        case 'mail_key_unusable':
        case 'mail_key_mismatch':
        case 'mail_key_malformed':
        case 'key_server_off':
        case 'key_not_found':
        case 'key_server_failed':
        case 'invariant':
            return 'not_now';
    }
}
