import type {CommandArgs} from '@mattermost/types/integrations';
import type {Post} from '@mattermost/types/posts';

import type {ServerError, Thunk} from '../types';
import type {PluginComponent, PostHook, SlashHook} from './registrations';

type Outcome<T> = {data: T; error?: undefined} | {error: ServerError; data?: undefined};

function hooksOf<T>(components: PluginComponent[] | undefined): T[] {
    return (components ?? []).map((component) => component.hook as T);
}

/** Awaited one after the other, in the order of plugin ids. Nothing returned means unchanged; a throw goes to the caller. */
export function runMessageWillBePosted(original: Post): Thunk<Promise<Outcome<Post>>> {
    return async (_dispatch, getState) => {
        let post = original;
        for (const hook of hooksOf<PostHook>(getState().plugins.components.MessageWillBePosted)) {
            const result = await hook(post);
            if (!result) {
                continue;
            }
            if ('error' in result) {
                return {error: result.error};
            }
            post = result.post;
        }
        return {data: post};
    };
}

/** An empty object from a hook means that the plugin has handled the command: neither message nor args are left. */
export function runSlashCommandWillBePosted(
    original: string,
    originalArgs: CommandArgs,
): Thunk<Promise<Outcome<{message?: string; args?: CommandArgs}>>> {
    return async (_dispatch, getState) => {
        let command: {message?: string; args?: CommandArgs} = {message: original, args: originalArgs};
        for (const hook of hooksOf<SlashHook>(getState().plugins.components.SlashCommandWillBePosted)) {
            const result = await hook(command.message ?? '', command.args ?? originalArgs);
            if (!result) {
                continue;
            }
            if (result.error) {
                return {error: result.error};
            }
            command = {message: result.message, args: result.args};
            if (Object.keys(result).length === 0) {
                break;
            }
        }
        return {data: command};
    };
}
