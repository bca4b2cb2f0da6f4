import {differences} from './compare';
import {describe, keyOf} from './event_key';
import {commutingRule} from './order_rules';
import type {RecordedEvent} from './recording';

export interface MutationReport {
    tried: number;

    /** Mutations of the recording that the comparison did not notice. */
    missed: string[];

    /** Neighbours that a rule lets come in either order, and which are therefore not swapped. */
    commuting: number;
}

/**
 * Proves that the comparison can fail: every event of the recording is dropped once, altered once, and swapped with its
 * neighbour where no rule lets them come in either order; each time the observed journey must be found to differ.
 */
export function tryMutations(recorded: readonly RecordedEvent[], observed: readonly RecordedEvent[]): MutationReport {
    const report: MutationReport = {tried: 0, missed: [], commuting: 0};
    const mustDiffer = (what: string, mutated: readonly RecordedEvent[]) => {
        report.tried += 1;
        if (differences(mutated, observed).length === 0) {
            report.missed.push(what);
        }
    };
    recorded.forEach((event, index) => {
        mustDiffer(`dropped ${describe(event)}`, recorded.toSpliced(index, 1));
        mustDiffer(`altered ${describe(event)}`, recorded.with(index, altered(event)));
        const next = recorded[index + 1];
        if (!next || keyOf(next) === keyOf(event)) {
            return;
        }
        if (commutingRule(event, next)) {
            report.commuting += 1;
        } else {
            mustDiffer(`swapped ${describe(event)} and ${describe(next)}`, recorded.with(index, next).with(index + 1, event));
        }
    });
    return report;
}

/** Changes one value, as deep inside as there is one. */
function altered(event: RecordedEvent): RecordedEvent {
    const copy = structuredClone(event);
    const {afterStep: _afterStep, kind: _kind, ...fields} = copy;
    const [name, value] = Object.entries(fields).at(-1) ?? ['kind', ''];
    return {...copy, [name]: alteredValue(value)};
}

function alteredValue(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.length === 0 ? ['altered'] : value.with(-1, alteredValue(value.at(-1)));
    }
    if (typeof value === 'object' && value !== null) {
        const [key, inner] = Object.entries<unknown>({...value}).at(-1) ?? ['altered', ''];
        return {...value, [key]: alteredValue(inner)};
    }
    return typeof value === 'number' ? value + 1 : `${String(value)} altered`;
}
