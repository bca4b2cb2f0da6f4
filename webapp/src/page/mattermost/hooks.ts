/**
 * The host's hooks. Every refusal of something new comes from here and not from the guard: only a hook's
 * `{error}` keeps the text in the composer (docs/platform-notes.md §2.3).
 *
 * A hook that returns nothing sends what was typed, in clear. So no path does: whatever goes wrong inside is an error with words.
 *
 * @packageDocumentation
 */
import type {Post} from '@mattermost/types/posts';

import {Failure} from '../../lib/errors';
import type {FailureCode} from '../../lib/errors';
import {PLACEHOLDER} from '../../lib/placeholder';
import {FORBIDDEN_PROPS, SEALED_POST_TYPE} from '../../lib/sealed_post';
import type {ChannelState} from '../../vault/api';
import type {KnownState} from '../egress/request';
import type {UnsupportedFeature, Words} from '../ui';
import type {ClearPostVerdict} from './clear_posts';
import type {Opening} from './openings';
import type {
    DesktopNotificationHook,
    FilesWillUploadHook,
    HookError,
    MessageWillBePostedHook,
    SlashCommandWillBePostedHook,
} from './host/registry';
import {isSealed, isSealedAlready} from './sealed_posts';

export interface HookParts {
    readonly words: () => Words;
    readonly resolveState: (channelId: string) => Promise<ChannelState>;
    readonly stateOf: (channelId: string) => KnownState;

    /** The sealed post; `undefined` where the member cancelled; throws a {@link Failure}. */
    readonly seal: (post: Post) => Promise<Post | undefined>;

    /** Whether files wait beside the text; a hook isn't told (docs/platform-notes.md §2.5). */
    readonly hasFiles: (channelId: string, rootId: string) => boolean;

    /** Channels whose composer a file may have been dropped on; a hook isn't told. */
    readonly uploadTargets: () => readonly string[];

    /** The member has to do something first: set up or restore keys, agree to a switch. */
    readonly showChannel: (channelId: string) => void;
    readonly onCancelled: (channelId: string, rootId: string) => void;

    /** Runs `/e2ee …`; the answer is shown by it. */
    readonly runOwnCommand: (line: string, channelId: string, rootId: string) => Promise<void>;
    readonly open: (post: Post) => Promise<Opening>;
    readonly judgeClear: (post: Post) => ClearPostVerdict;
    readonly showsTextInNotifications: () => boolean;
}

/** Refused for what it is, not for a failure. */
class Unsupported extends Error {
    constructor(readonly feature: UnsupportedFeature) {
        super(feature);
    }
}

const OWN_COMMAND = /^\/e2ee(?:\s|$)/i;

/** A word that no command is called: a path, or not a name at all. */
const COMMAND = /^\/[a-z0-9._-]+$/i;

/** With this the host itself offers to send the line as a message, without asking the server (docs/platform-notes.md §3.3). */
const COMMAND_NOT_FOUND = 'api.command.execute_command.not_found.app_error';

const TAKES_NO_FILE: ReadonlySet<KnownState> = new Set<KnownState>(['on', 'off_unconfirmed']);

/** Codes after which the dialog of the channel shows the way on. */
const DIALOG_HELPS: ReadonlySet<FailureCode> = new Set<FailureCode>(['not_set_up', 'key_missing', 'behind']);

export function messageWillBePosted(parts: HookParts): MessageWillBePostedHook {
    return async (post) => {
        try {
            return await judgePost(post, parts);
        } catch (error) {
            return inWords(error, parts.words());
        }
    };
}

async function judgePost(post: Post, parts: HookParts): Promise<{post: Post} | HookError> {
    if (isSealedAlready(post)) {
        // *Send now* of a scheduled item: the host kept its props and dropped its type.
        return {post: {...post, type: SEALED_POST_TYPE as Post['type']}};
    }
    const state = await parts.resolveState(post.channel_id);
    switch (state.kind) {
        case 'off':
            return {post};
        case 'unknown':
            throw new Failure(state.code);
        case 'off_unconfirmed':
            parts.showChannel(post.channel_id);
            return {error: {message: parts.words().lock('off_unconfirmed')}};
        case 'on':
            return sealInto(post, parts);
    }
}

async function sealInto(post: Post, parts: HookParts): Promise<{post: Post} | HookError> {
    refuseWhatCannotBeSealed(post, parts);
    try {
        const sealed = await parts.seal(post);
        if (sealed !== undefined) {
            return {post: sealed};
        }
        parts.onCancelled(post.channel_id, post.root_id);
        return {error: {message: ''}};
    } catch (error) {
        if (error instanceof Failure && DIALOG_HELPS.has(error.code)) {
            parts.showChannel(post.channel_id);
        }
        throw error;
    }
}

function refuseWhatCannotBeSealed(post: Post, parts: HookParts): void {
    const type = post.type as string | undefined;
    if (type === 'burn_on_read') {
        throw new Unsupported('burn_on_read');
    }
    const hasForeignType = type !== undefined && type !== '' && type !== SEALED_POST_TYPE;
    if (hasForeignType || FORBIDDEN_PROPS.some((name) => name in (post.props ?? {}))) {
        throw new Failure('not_supported_here');
    }
    if ((post.file_ids ?? []).length > 0 || parts.hasFiles(post.channel_id, post.root_id)) {
        throw new Unsupported('file');
    }
}

export function slashCommandWillBePosted(parts: HookParts): SlashCommandWillBePostedHook {
    return async (message, args) => {
        try {
            if (OWN_COMMAND.test(message)) {
                await parts.runOwnCommand(message, args.channel_id, args.root_id ?? '');
                return {};
            }
            const state = await parts.resolveState(args.channel_id);
            if (state.kind === 'off') {
                return {message, args};
            }
            if (state.kind === 'unknown') {
                throw new Failure(state.code);
            }
            const unsupported = parts.words().unsupported('command');
            const [word = ''] = message.split(/\s/, 1);
            return {error: COMMAND.test(word) ? {message: unsupported} : {message: unsupported, server_error_id: COMMAND_NOT_FOUND}};
        } catch (error) {
            return inWords(error, parts.words());
        }
    };
}

/**
 * Refuses only where every channel that the file can have been meant for is known to take none. The guard sees the request, knows the
 * channel, and can wait until something is known of it.
 */
export function filesWillUpload(parts: HookParts): FilesWillUploadHook {
    return (files) => {
        try {
            const targets = parts.uploadTargets();
            const isRefused = targets.length > 0 && targets.every((channelId) => TAKES_NO_FILE.has(parts.stateOf(channelId)));
            return isRefused ? {files: null, message: parts.words().unsupported('file')} : {files};
        } catch {
            return {files: null, message: ''};
        }
    };
}

/**
 * Puts the text into the place of the placeholder, and the mark of a clear post before its text; the rest of the notification
 * stays as the host made it.
 */
export function desktopNotification(parts: HookParts): DesktopNotificationHook {
    return async (post, _messageProps, _channel, _teamId, args) => {
        try {
            const body = isSealed(post) ? withText(args.body, await notificationText(post, parts)) : withMark(args.body, post, parts);
            return {args: {...args, body}};
        } catch {
            // The placeholder tells nothing; a notification is not worth an error.
            return {args};
        }
    };
}

function withMark(body: string, post: Post, {judgeClear, words}: HookParts): string {
    const verdict = judgeClear(post);
    switch (verdict.kind) {
        case 'ordinary':
            return body;
        case 'was_sealed':
            return words().clearPost(verdict);
        case 'exempt_bot':
        case 'not_encrypted':
            return `${words().clearPost(verdict)}. ${body}`;
    }
}

async function notificationText(post: Post, parts: HookParts): Promise<string> {
    const opening = parts.showsTextInNotifications() ? await parts.open(post) : undefined;
    return opening?.kind === 'opened' ? plainText(opening.message.text) : parts.words().notificationWithoutText();
}

/** Mattermost writes `@name: message`, the message without its markdown. */
function withText(body: string, text: string): string {
    const at = body.indexOf(PLACEHOLDER.replaceAll('`', ''));
    return at < 0 ? body : `${body.slice(0, at)}${text}`;
}

/** As long as a notification shows, and without the marks of code and emphasis. */
function plainText(text: string): string {
    return text
        .replace(/[`*_~#>|]+/g, '')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 250);
}

function inWords(error: unknown, words: Words): HookError {
    if (error instanceof Unsupported) {
        return {error: {message: words.unsupported(error.feature)}};
    }
    return {error: {message: words.refusal({code: error instanceof Failure ? error.code : 'invariant'})}};
}
