import {describe, keyOf} from './event_key';
import {commutingRule} from './order_rules';
import type {RecordedEvent} from './recording';

/**
 * What tells an observed journey from the recorded one; empty if nothing does. Both must hold the same events, and any
 * two events that no order rule names must come in the recorded order.
 */
export function differences(recorded: readonly RecordedEvent[], observed: readonly RecordedEvent[]): string[] {
    const positions = positionsByKey(observed);
    const found: string[] = [];
    const places: Array<{event: RecordedEvent; at: number}> = [];
    for (const event of recorded) {
        const at = positions.get(keyOf(event))?.shift();
        if (at === undefined) {
            found.push(`missing: ${describe(event)} ${keyOf(event)}`);
        } else {
            places.push({event, at});
        }
    }
    for (const [key, left] of positions) {
        left.forEach((at) => found.push(`not recorded: ${describe(observed[at] as RecordedEvent)} ${key}`));
    }
    places.forEach((later, index) => {
        for (const earlier of places.slice(0, index)) {
            if (earlier.at > later.at && !commutingRule(earlier.event, later.event)) {
                found.push(`out of order: ${describe(later.event)} came before ${describe(earlier.event)}`);
            }
        }
    });
    return found;
}

function positionsByKey(events: readonly RecordedEvent[]): Map<string, number[]> {
    const positions = new Map<string, number[]>();
    events.forEach((event, index) => {
        const key = keyOf(event);
        positions.set(key, [...(positions.get(key) ?? []), index]);
    });
    return positions;
}
