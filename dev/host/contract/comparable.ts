import {withoutNoise} from './noise';
import type {RecordedEvent} from './recording';

/** Without noise, and with the calls of one address numbered, so that each answer belongs to its request. */
export function comparable(events: RecordedEvent[], journey: string, named: (events: RecordedEvent[]) => RecordedEvent[]): RecordedEvent[] {
    const counts = new Map<string, number>();
    return named(withoutNoise(events, journey)).map((event) => {
        if (event.kind !== 'http' && event.kind !== 'httpResponse') {
            return event;
        }
        const address = `${event.kind} ${event.method} ${event.path}`;
        const call = (counts.get(address) ?? 0) + 1;
        counts.set(address, call);
        return {...event, call};
    });
}
