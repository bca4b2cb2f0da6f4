/**
 * Posts on their way by the host's socket, as its messages are documented: `{event: 'posted', data: {post: '<JSON>'}}`.
 *
 * @packageDocumentation
 */
import type {Post} from '@mattermost/types/posts';

import {SEALED_POST_TYPE} from '../../../lib/sealed_post';

/** The sealed post that this message brings; undefined for any other message. Hostile data, like all that the server tells. */
export function arrivingPost(text: string): Post | undefined {
    // Almost nothing that comes by the socket is a post, and reading one takes time that the host then lacks.
    if (!text.includes(SEALED_POST_TYPE)) {
        return undefined;
    }
    const {event, data} = fieldsOf(text);
    if (event !== 'posted' || typeof data !== 'object' || data === null || !('post' in data) || typeof data.post !== 'string') {
        return undefined;
    }
    const post = fieldsOf(data.post);
    return post['type'] === SEALED_POST_TYPE ? (post as unknown as Post) : undefined;
}

function fieldsOf(json: string): Readonly<Record<string, unknown>> {
    try {
        const value: unknown = JSON.parse(json);
        return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
    } catch {
        return {};
    }
}
