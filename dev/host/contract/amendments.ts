import type {RecordedEvent} from './recording';

/** Where the recording itself is known to be wrong, and why. */
interface Amendment {
    journey: string;
    reason: string;
    apply: (events: RecordedEvent[]) => RecordedEvent[];
}

function isUnseen(event: RecordedEvent): boolean {
    return event.seenByWrapper === false && /\/(config|license)\/client/.test(event.path ?? '');
}

const amendments: Amendment[] = [
    {
        journey: 'load-after-login',
        reason: 'the page is loaded three times and asks for its configuration each time; only the last was seen by the wrapper, but the recorder matched that with the first',
        apply: (events) => {
            const late = events.filter((event) => isUnseen(event) && event.afterStep === 5);
            return [...late, ...events.filter((event) => !late.includes(event))];
        },
    },
    {
        journey: 'plugin-update-while-open',
        reason: 'registerPlugin calls uninitialize of the old instance, and only then is the new one initialised; the recorder merged the lists of two instances that fell into one millisecond',
        apply: (events) => {
            const old = events.filter(({name, pluginVersion}) => name === 'uninitialize' && pluginVersion === '0.0.1');
            return events
                .filter((event) => !old.includes(event))
                .flatMap((event) => (event.name === 'initialize' ? [...old, event] : [event]));
        },
    },
];

export function amended(journey: string, events: RecordedEvent[]): RecordedEvent[] {
    return amendments.filter((amendment) => amendment.journey === journey).reduce((all, {apply}) => apply(all), events);
}
