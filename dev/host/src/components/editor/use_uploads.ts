import type {FileInfo} from '@mattermost/types/files';
import {generateId} from 'mattermost-redux/utils/helpers';
import {useCallback, useEffect, useRef, useState} from 'react';

import {uploadFile} from '../../actions/upload_file';
import {useHostDispatch} from '../../hooks';
import type {FilesHook} from '../../plugins/registrations';
import type {PostDraft} from '../../types';
import {useRegistered} from '../pluggable';
import type {ChangeDraft} from './use_editor_draft';

export interface UploadProgress {
    name: string;
    percent: number;
}

interface Options {
    draft: PostDraft;
    change: ChangeDraft;
    onError: (message: string) => void;
}

/** A card appears with the first progress event; removing it aborts the request. */
export function useUploads({draft, change, onError}: Options) {
    const dispatch = useHostDispatch();
    const hooks = useRegistered('FilesWillUploadHook');
    const [progress, setProgress] = useState<Record<string, UploadProgress>>({});
    const requests = useRef(new Map<string, XMLHttpRequest>());
    const latest = useRef(draft);
    useEffect(() => {
        latest.current = draft;
    }, [draft]);

    const update = useCallback(
        (next: PostDraft) => {
            latest.current = next;
            change(next, {instant: true});
        },
        [change],
    );

    const finish = useCallback(
        (clientId: string, infos: FileInfo[]) => {
            requests.current.delete(clientId);
            const current = latest.current;
            const uploadsInProgress = current.uploadsInProgress.filter((id) => id !== clientId);
            update({...current, uploadsInProgress, fileInfos: [...current.fileInfos, ...infos]});
        },
        [update],
    );

    const start = useCallback(
        (files: File[]) => {
            for (const file of files) {
                const clientId = generateId();
                const {channelId, rootId} = latest.current;
                update({...latest.current, uploadsInProgress: [...latest.current.uploadsInProgress, clientId]});
                const request = dispatch(
                    uploadFile({
                        file,
                        channelId,
                        rootId,
                        clientId,
                        onProgress: (percent) => setProgress((all) => ({...all, [clientId]: {name: file.name, percent}})),
                        onDone: (infos) => finish(clientId, infos),
                        onError: (message) => {
                            finish(clientId, []);
                            onError(message);
                        },
                    }),
                );
                requests.current.set(clientId, request);
            }
        },
        [dispatch, finish, onError, update],
    );

    const add = useCallback(
        (files: File[]) => {
            let accepted = files;
            for (const {hook} of hooks) {
                const result = (hook as FilesHook | undefined)?.(accepted, start);
                if (result?.message) {
                    onError(result.message);
                }
                accepted = result?.files ?? [];
            }
            start(accepted);
        },
        [hooks, onError, start],
    );

    const remove = useCallback(
        (id: string) => {
            requests.current.get(id)?.abort();
            requests.current.delete(id);
            const current = latest.current;
            update({
                ...current,
                uploadsInProgress: current.uploadsInProgress.filter((clientId) => clientId !== id),
                fileInfos: current.fileInfos.filter((info) => info.id !== id),
            });
        },
        [update],
    );

    return {progress, add, remove};
}
