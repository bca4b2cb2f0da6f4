import type {RecordedEvent} from './recording';

interface Rule {
    reason: string;
    matches: (event: RecordedEvent, journey: string) => boolean;
}

function isRequest({kind}: RecordedEvent): boolean {
    return kind === 'http' || kind === 'httpResponse';
}

/** The GETs that the recording keeps in every journey; of the page load after log-in it keeps them all. */
const KEPT_GETS = [
    /\/posts\/unread\?/,
    /\/channels\/[^/]+\/posts\?/,
    /\/posts\/[^/]+\/thread\?/,
    /\/teams\/[^/]+\/threads(\/|\?)/,
    /\/teams\/[^/]+\/drafts$/,
    /autocomplete/,
    /\/plugins\/webapp$/,
];

/** Journeys in which the page is loaded with a session. */
const LOADING = ['load-after-login', 'draft-reload', 'logout-login'];

/** Left out on both sides, before anything is compared. Each rule says why. */
const rules: Rule[] = [
    {
        reason: 'the recording dropped pings, statuses, roles, telemetry and most GETs',
        matches: (event, journey) => {
            if (event.kind === 'ws') {
                return event.name === 'status_change' || event.name === 'ping';
            }
            if (event.kind === 'serverHook') {
                return (event.args as {action?: string}).action === 'ping';
            }
            if (!isRequest(event)) {
                return false;
            }
            const path = event.path ?? '';
            const isDroppedGet = event.method === 'GET' && !KEPT_GETS.some((kept) => kept.test(path));
            return /\/roles\/names|client_perf/.test(path) || (isDroppedGet && journey !== 'load-after-login');
        },
    },
    {
        reason: 'files of the client itself',
        matches: (event) => isRequest(event) && (event.path ?? '').startsWith('/static/'),
    },
    {
        reason: 'whose profile and status is asked for depends on all accounts of the server, not on the host alone',
        matches: (event) => isRequest(event) && /\/users\/(status\/)?ids(\?|$)/.test(event.path ?? ''),
    },
    {
        reason: 'a page load announces team and channel only if its socket happens to be open by then, and hears of its own profile only then',
        matches: ({name, args}, journey) => {
            const isPresence = name === 'presence' || (args as {action?: string} | undefined)?.action === 'presence';
            return LOADING.includes(journey) && (isPresence || name === 'user_updated');
        },
    },
    {
        reason: 'the answer to what a page sends while it unloads may be lost with the page',
        matches: ({kind, method, path = ''}, journey) => {
            const isAtReload = journey === 'draft-reload' && method !== 'GET' && /\/(preferences|drafts)$/.test(path);
            return kind === 'httpResponse' && (isAtReload || path === '/api/v4/users/logout');
        },
    },
    {
        reason: 'the development host shows the last pages of a channel; it never asks for older ones',
        matches: (event) => isRequest(event) && /\/posts\?before=/.test(event.path ?? ''),
    },
    {
        reason: 'these server hooks run only with push and mail notifications configured; the stack has both off',
        matches: ({kind, name}) => kind === 'serverHook' && (name === 'NotificationWillBePushed' || name === 'EmailNotificationWillBeSent'),
    },
];

export function withoutNoise(events: readonly RecordedEvent[], journey: string): RecordedEvent[] {
    return events.filter((event) => !rules.some(({matches}) => matches(event, journey)));
}
