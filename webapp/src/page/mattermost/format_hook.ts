/**
 * Marks clear posts of encrypted channels in their text, wherever the host formats one: channel, thread, search, pinned posts,
 * previews of links. The line is words only. Its author can't take it away and has nothing to gain by imitating it; the frame
 * around it, which no markup can make or unmake, is drawn by `containers/clear_post.tsx`.
 *
 * @packageDocumentation
 */
import type {Post} from '@mattermost/types/posts';

import type {Words} from '../ui';
import type {ClearPostVerdict, ClearPosts} from './clear_posts';
import type {MessageWillFormatHook, PluginRegistry} from './host/registry';

export interface FormatHookParts {
    readonly clearPosts: Pick<ClearPosts, 'judge'>;
    readonly words: () => Words;
}

/** Never throws: the host would draw nothing at all. What can't be judged is marked. */
export function messageWillFormat({clearPosts, words}: FormatHookParts): MessageWillFormatHook {
    return (post, message) => {
        const verdict = judged(clearPosts, post);
        switch (verdict.kind) {
            case 'ordinary':
                return message;
            case 'was_sealed':
                return `**${words().clearPost(verdict)}**`;
            case 'exempt_bot':
                return before(message, `*${words().clearPost(verdict)}*`);
            case 'not_encrypted':
                return before(message, `**${words().clearPost(verdict)}**`);
        }
    };
}

/** A paragraph of its own: what follows is parsed as if it stood alone. */
function before(message: string, line: string): string {
    return `${line}\n\n${message}`;
}

function judged(clearPosts: Pick<ClearPosts, 'judge'>, post: Post): ClearPostVerdict {
    try {
        return clearPosts.judge(post);
    } catch {
        return {kind: 'not_encrypted'};
    }
}

/**
 * Registers the hook, and returns what makes the host format every post on screen anew: it does so whenever the list of hooks
 * changes, and has no other way (docs/platform-notes.md §4.6).
 */
export function registerFormatHook(
    registry: Pick<PluginRegistry, 'registerMessageWillFormatHook' | 'unregisterComponent'>,
    hook: MessageWillFormatHook,
): () => void {
    let id = registry.registerMessageWillFormatHook(hook);
    return () => {
        registry.unregisterComponent(id);
        id = registry.registerMessageWillFormatHook(hook);
    };
}
