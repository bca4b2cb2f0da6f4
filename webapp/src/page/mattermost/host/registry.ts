/**
 * Of the host's plugin registry, what we call. Host types, since the registry's own are in no package.
 *
 * @packageDocumentation
 */
import type {Channel} from '@mattermost/types/channels';
import type {Post} from '@mattermost/types/posts';
import type {UserProfile} from '@mattermost/types/users';
import type {ComponentType, ReactNode} from 'react';
import type {Reducer, UnknownAction} from 'redux';

/** What a hook says no with; the host shows `message` at the composer and keeps the text. */
export interface HookError {
    readonly error: {readonly message: string; readonly server_error_id?: string};
}

export type MessageWillBePostedHook = (post: Post) => Promise<{post: Post} | HookError>;

export interface CommandArgs {
    readonly channel_id: string;
    readonly team_id: string;
    readonly root_id?: string;
}

/** `{}` means: handled here, nothing to send. */
export type SlashCommandWillBePostedHook = (
    message: string,
    args: CommandArgs,
) => Promise<{message: string; args: CommandArgs} | HookError | {message?: never; args?: never}>;

export type FilesWillUploadHook = (files: File[], uploadFiles: (files: File[]) => void) => {message?: string; files?: File[] | null};

export interface NotificationArgs {
    readonly title: string;
    readonly body: string;
    readonly silent: boolean;
    readonly soundName: string;
    readonly url: string;
    readonly notify: boolean;
}

export type DesktopNotificationHook = (
    post: Post,
    messageProps: unknown,
    channel: unknown,
    teamId: string,
    args: NotificationArgs,
) => Promise<{args: NotificationArgs}>;

/** Synchronous, for every post that no type component draws; what it returns is formatted as markdown. */
export type MessageWillFormatHook = (post: Post, message: string) => string;

export interface SocketMessage {
    readonly event: string;
    readonly data: Readonly<Record<string, unknown>>;
    readonly broadcast?: {readonly channel_id?: string; readonly user_id?: string};
}

export interface PostTypeProps {
    readonly post: Post;
}

export interface PostAttachmentProps {
    readonly postId: string;
}

export interface PopoverActionProps {
    readonly user: UserProfile;

    /** Closes the profile. */
    readonly hide?: () => void;
}

/** What opens and closes a panel of the right-hand sidebar, to be dispatched. */
export interface RegisteredPanel {
    readonly showRHSPlugin: UnknownAction;
}

export interface PostEditorActionProps {
    readonly draft: {readonly message: string; readonly channelId: string; readonly rootId: string};
}

export interface UserSettings {
    readonly id: string;
    readonly uiName: string;
    readonly sections: ReadonlyArray<{readonly title: string; readonly component: ComponentType}>;
}

export interface PluginRegistry {
    registerMessageWillBePostedHook(hook: MessageWillBePostedHook): string;
    registerSlashCommandWillBePostedHook(hook: SlashCommandWillBePostedHook): string;
    registerFilesWillUploadHook(hook: FilesWillUploadHook): string;
    registerMessageWillFormatHook(hook: MessageWillFormatHook): string;
    registerDesktopNotificationHook?(hook: DesktopNotificationHook): string;
    registerPostTypeComponent(type: string, component: ComponentType<PostTypeProps>): string;

    /** Above the posts of the channel in the centre. */
    registerChannelToastComponent?(component: ComponentType): string;
    registerPostEditorActionComponent(component: ComponentType<PostEditorActionProps>): string;

    /** Below the text of every post that no type component draws. */
    registerPostMessageAttachmentComponent(component: ComponentType<PostAttachmentProps>): string;
    registerPopoverUserActionsComponent(component: ComponentType<PopoverActionProps>): string;
    registerRightHandSidebarComponent(component: ComponentType, title: ReactNode): RegisteredPanel;
    registerPostDropdownMenuAction(text: ReactNode, action: (postId: string) => void, filter: (postId: string) => boolean): unknown;
    registerChannelHeaderButtonAction(
        icon: ReactNode,
        action: (channel: Channel | undefined) => void,
        dropdownText: ReactNode,
        tooltipText: ReactNode,
    ): string;
    registerRootComponent(component: ComponentType): string;
    registerUserSettings?(settings: UserSettings): void;
    registerWebSocketEventHandler(event: string, handler: (message: SocketMessage) => void): void;
    registerReconnectHandler(handler: () => void): void;

    /** One for each plugin; it outlives a disable. */
    registerReducer(reducer: Reducer<null, UnknownAction>): void;
    unregisterComponent(id: string): void;
}

/** The object that `window.registerPlugin` takes. */
export interface HostPlugin {
    initialize(registry: PluginRegistry, store: unknown): void;
    uninitialize(): void;
}
