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
    const form = new FormData();
    form.set('channel_id', channelId);
    form.set('files', new Blob([content]), name);
    const response = await fetch(`${api.siteUrl}/api/v4/files`, {
        method: 'POST',
        headers: {Authorization: `Bearer ${api.token}`},
        body: form,
    });
    return response.ok ? 'ok' : `POST /files: ${response.status} ${((await response.json()) as {message: string}).message}`;
}
