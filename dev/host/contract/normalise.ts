import type {RecordedEvent} from './recording';

/** What stands for what: the real id or name, and the recording's. */
export type Names = ReadonlyMap<string, string>;

const POST_ID = /\b[a-z0-9]{26}\b/g;
const MILLISECONDS = /\b1[0-9]{12}\b/g;
/** The published client library is newer than the recorded client, and adds this to the list of teams. */
const NEWER_LIBRARY = '&for_directory=false';
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const SEQUENCE_NUMBER = /sequence_number=[1-9][0-9]*/g;

/**
 * Writes events as the recording does. Unknown ids are posts, numbered in the order in which they appear; those that a
 * journey's steps speak of are given first.
 */
export function normalise(events: readonly RecordedEvent[], names: Names, firstPosts: readonly string[]): RecordedEvent[] {
    const posts = new Map<string, string>(firstPosts.map((id, index) => [id, `<postId:${index + 1}>`]));
    const postName = (id: string) => {
        const known = posts.get(id) ?? `<postId:${posts.size + 1}>`;
        posts.set(id, known);
        return known;
    };
    const longestFirst = [...names].sort(([a], [b]) => b.length - a.length);
    const rename = (text: string) => {
        const named = longestFirst.reduce((result, [real, name]) => result.replaceAll(real, name), text);
        return named
            .replaceAll(/(connection_id|before)=[a-z0-9]{26}/g, '$1=<id>')
            .replace(NEWER_LIBRARY, '')
            .replace(POST_ID, postName)
            .replace(UUID, '<uuid>')
            .replace(SEQUENCE_NUMBER, 'sequence_number=<n>')
            .replace(MILLISECONDS, '<ms>');
    };
    return events.map((event) => withoutThreadState(mapped(event, rename) as RecordedEvent));
}

/**
 * An edit sends the stored post back. The published library keeps a root's thread fields where an event leaves them
 * out, the older one that was recorded did not; so their values are not compared, their presence is.
 */
function withoutThreadState(event: RecordedEvent): RecordedEvent {
    if (event.kind !== 'http' || !/\/patch$/.test(event.path ?? '') || typeof event.body !== 'object') {
        return event;
    }
    const body = {...event.body} as Record<string, unknown>;
    for (const field of ['participants', 'last_reply_at']) {
        if (field in body) {
            body[field] = '<thread>';
        }
    }
    return {...event, body};
}

function isMilliseconds(value: unknown): boolean {
    return typeof value === 'number' && value > 1e12 && value < 2e12;
}

function mapped(value: unknown, rename: (text: string) => string): unknown {
    if (typeof value === 'string') {
        return rename(value);
    }
    if (Array.isArray(value)) {
        return value.map((item) => mapped(item, rename));
    }
    if (typeof value === 'object' && value !== null) {
        const entries = Object.entries(value).map(([key, field]) => [key, key === 'password' ? '<password>' : mapped(field, rename)]);
        return Object.fromEntries(entries) as object;
    }
    return isMilliseconds(value) ? '<ms>' : value;
}
