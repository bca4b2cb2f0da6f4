import {MattermostError, type MattermostApi} from '../../stack/src/api';

/** What a client without the webapp half tries, and what it is told: `ok`, or the server's words. */
export async function attempt(request: Promise<unknown>): Promise<string> {
    try {
        await request;
        return 'ok';
    } catch (error) {
        if (error instanceof MattermostError) {
            return error.message;
        }
        throw error;
    }
}

export async function uploadFile(api: MattermostApi, channelId: string, name: string, content: string): Promise<string> {
    const response = await upload(api, channelId, name, content);
    return response.ok ? 'ok' : `POST /files: ${response.status} ${((await response.json()) as {message: string}).message}`;
}

/** The id of a file that the server took, in no post yet. */
export async function uploadedFile(api: MattermostApi, channelId: string, name: string): Promise<string> {
    const response = await upload(api, channelId, name, name);
    const {file_infos: files} = (await response.json()) as {file_infos: ReadonlyArray<{id: string}>};
    return files[0]?.id ?? '';
}

function upload(api: MattermostApi, channelId: string, name: string, content: string): Promise<Response> {
    const form = new FormData();
    form.set('channel_id', channelId);
    form.set('files', new Blob([content]), name);
    return fetch(`${api.siteUrl}/api/v4/files`, {method: 'POST', headers: {Authorization: `Bearer ${api.token}`}, body: form});
}
