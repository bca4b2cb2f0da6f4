import type {RecordedEvent} from './recording';

function canonical(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(canonical);
    }
    if (typeof value === 'object' && value !== null) {
        const entries = Object.entries(value).filter(([, field]) => field !== undefined);
        return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, canonical(field)]));
    }
    return value;
}

/** Everything that an event says, but for the step that it followed: that depends on how long the recorder waited. */
export function keyOf({afterStep: _afterStep, ...event}: RecordedEvent): string {
    return JSON.stringify(canonical(event));
}

/** Short, for a person. */
export function describe(event: RecordedEvent): string {
    const {kind, name, method, path, dir, status, text} = event;
    const parts = [kind, dir, name, method, path, status, text].filter((part) => part !== undefined);
    return parts.map(String).join(' ');
}
