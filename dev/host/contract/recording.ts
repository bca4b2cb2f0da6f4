import {readFileSync} from 'node:fs';

/** One event of a journey, normalised. Which fields are there depends on `kind`; see the recording's own description. */
export interface RecordedEvent {
    kind: 'hook' | 'http' | 'httpResponse' | 'ws' | 'serverHook' | 'lifecycle' | 'console';
    name?: string;
    method?: string;
    path?: string;
    dir?: 'in' | 'out' | 'open' | 'close';
    afterStep?: number;
    [field: string]: unknown;
}

export interface Step {
    action: string;
    selector: string;
    value?: string;
}

export interface Journey {
    name: string;
    outcome?: string | null;
    steps: Step[];
    events: RecordedEvent[];
}

/** What was recorded from the real client; never edited by hand. */
export function readRecording(): Journey[] {
    return JSON.parse(readFileSync(new URL('./journeys.json', import.meta.url), 'utf8')) as Journey[];
}
