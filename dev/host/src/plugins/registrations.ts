import type {Channel, ChannelMembership} from '@mattermost/types/channels';
import type {FileInfo} from '@mattermost/types/files';
import type {CommandArgs} from '@mattermost/types/integrations';
import type {Post} from '@mattermost/types/posts';
import type {GlobalState} from '@mattermost/types/store';
import type {ComponentType, ReactNode} from 'react';

/** What a plugin registered, as it stands in `state.plugins.components[<slot>]`. Which fields are set depends on the slot. */
export interface PluginComponent {
    id: string;
    pluginId: string;
    component?: ComponentType<Record<string, unknown>>;
    icon?: ReactNode;
    iconUrl?: string;
    text?: ReactNode;
    dropdownText?: ReactNode;
    tooltipText?: ReactNode;
    title?: ReactNode;
    action?: (...args: never[]) => unknown;
    hook?: (...args: never[]) => unknown;
    filter?: (postId: string) => boolean;
    shouldRender?: (state: GlobalState) => boolean;
    override?: (fileInfo: FileInfo, post: Post) => boolean;
    match?: (...args: never[]) => boolean;
    rhsComponentId?: string;
}

export interface PostTypeRegistration {
    id: string;
    pluginId: string;
    type: string;
    component: ComponentType<Record<string, unknown>>;
}

export interface UserSetting {
    name: string;
    type: 'radio';
    default: string;
    title?: string;
    helpText?: string;
    options: Array<{text: string; value: string; helpText?: string}>;
}

export interface UserSettingsSection {
    title: string;
    settings?: UserSetting[];
    component?: ComponentType;
    onSubmit?: (changes: Record<string, string>) => void;
}

export interface UserSettingsRegistration {
    id: string;
    uiName: string;
    icon?: string;
    action?: {title: string; text: string; buttonText: string; onClick: () => void};
    sections: UserSettingsSection[];
}

interface HookError {
    message: string;
    server_error_id?: string;
}

export type PostHook = (post: Post) => Promise<{post: Post} | {error: HookError} | null | undefined>;
export type SlashHook = (
    message: string,
    args: CommandArgs,
) => Promise<{message?: string; args?: CommandArgs; error?: HookError} | null | undefined>;
export type FilesHook = (
    files: File[],
    upload: (files: File[]) => void,
) => {message?: string | null; files?: File[] | null} | null | undefined;
export type FormatHook = (post: Post, message: string) => string;
export type ChannelAction = (channel: Channel, member: ChannelMembership) => void;

export interface NotificationArgs {
    title: string;
    body: string;
    silent: boolean;
    soundName: string;
    url: string;
    notify: boolean;
}

export type NotificationHook = (
    post: Post,
    messageProps: Record<string, unknown>,
    channel: Channel,
    teamId: string,
    args: NotificationArgs,
) => Promise<{args?: NotificationArgs; error?: string} | null | undefined>;
