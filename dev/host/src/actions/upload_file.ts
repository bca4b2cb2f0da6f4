import type {FileInfo, FileUploadResponse} from '@mattermost/types/files';
import {FileTypes} from 'mattermost-redux/action_types';
import {Client4} from 'mattermost-redux/client';

import type {Thunk} from '../types';

const GENERIC_ERROR = 'There was a problem uploading your files.';

export interface Upload {
    file: File;
    channelId: string;
    rootId: string;
    clientId: string;
    onProgress: (percent: number) => void;
    onDone: (files: FileInfo[]) => void;
    onError: (message: string) => void;
}

/** By XHR, so that a plugin may replace what is sent, and with handlers as properties, so that it may call them. */
export function uploadFile({file, channelId, rootId, clientId, onProgress, onDone, onError}: Upload): Thunk<XMLHttpRequest> {
    return (dispatch) => {
        const request = new XMLHttpRequest();
        request.open('POST', Client4.getFilesRoute(), true);
        for (const [name, value] of Object.entries(Client4.getOptions({method: 'POST'}).headers as Record<string, string>)) {
            if (value) {
                request.setRequestHeader(name, value);
            }
        }
        request.setRequestHeader('Accept', 'application/json');

        const form = new FormData();
        form.append('channel_id', channelId);
        form.append('client_ids', clientId);
        form.append('files', file, file.name);

        request.upload.onprogress = (event) => onProgress(Math.floor((event.loaded / event.total) * 100));
        request.onload = () => {
            if (request.status !== 201) {
                onError(errorMessage(request.responseText));
                return;
            }
            const response = JSON.parse(request.responseText) as FileUploadResponse;
            const files = response.file_infos.map((info, index) => ({...info, clientId: response.client_ids[index] ?? clientId}));
            dispatch({type: FileTypes.RECEIVED_UPLOAD_FILES, data: files, channelId, rootId});
            onDone(files);
        };
        request.onerror = () => onError(GENERIC_ERROR);
        request.send(form);
        return request;
    };
}

function errorMessage(body: string): string {
    try {
        return (JSON.parse(body) as {message?: string}).message ?? GENERIC_ERROR;
    } catch {
        return GENERIC_ERROR;
    }
}
