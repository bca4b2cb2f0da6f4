import type {FileInfo} from '@mattermost/types/files';
import type {ClientPluginManifest} from '@mattermost/types/plugins';
import type {PostMetadata} from '@mattermost/types/posts';
import type {GlobalState} from '@mattermost/types/store';
import type {AnyAction} from 'redux';
import type {ThunkAction, ThunkDispatch} from 'redux-thunk';

import type {ModalState} from './state/modals_reducer';
import type {PluginsState} from './state/plugins_reducer';
import type {ViewsState} from './state/views_reducer';

/** One entry of the persisted key-value store; the newer timestamp wins, as in the real client. */
export interface StorageItem<T = unknown> {
    timestamp: Date;
    value: T;
}

/** An unsent text as the real client keeps it under `draft_<channel>`, `comment_draft_<root>` or `edit_draft_<post>`. */
export interface PostDraft {
    message: string;
    fileInfos: FileInfo[];
    uploadsInProgress: string[];
    channelId: string;
    rootId: string;
    createAt: number;
    updateAt: number;
    props?: Record<string, unknown>;
    metadata?: Partial<PostMetadata>;
    show?: boolean;
}

export type HostState = GlobalState & {
    plugins: PluginsState;
    storage: {storage: Record<string, StorageItem>; initialized: boolean};
    views: ViewsState & {modals: ModalState};
};

export type Thunk<R = void> = ThunkAction<R, HostState, unknown, AnyAction>;
export type HostDispatch = ThunkDispatch<HostState, unknown, AnyAction>;
export type PluginManifest = ClientPluginManifest;

export interface ServerError {
    message: string;
    server_error_id?: string;
    status_code?: number;
    url?: string;
    submittedMessage?: string;
}
