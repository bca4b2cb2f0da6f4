import type {RecordedEvent} from './recording';

/** Two events that may come in either order, and why. Whatever no rule names must come as recorded. */
export interface OrderRule {
    reason: string;
    first: (event: RecordedEvent) => boolean;
    second: (event: RecordedEvent, first: RecordedEvent) => boolean;
}

const isResponse = ({kind}: RecordedEvent) => kind === 'httpResponse';
const isRequest = ({kind}: RecordedEvent) => kind === 'http';
const isSocketIn = ({kind, dir}: RecordedEvent) => kind === 'ws' && dir === 'in';
const isHandler = ({kind, name}: RecordedEvent) => kind === 'hook' && (name?.startsWith('ws:') ?? false);
const isServerHook = ({kind}: RecordedEvent) => kind === 'serverHook';
const isConsole = ({kind}: RecordedEvent) => kind === 'console';
const isConfiguration = (event: RecordedEvent) => event.seenByWrapper === false && /\/(config|license)\/client/.test(event.path ?? '');
const isTyping = (event: RecordedEvent) => event.kind === 'ws' && event.name === 'user_typing';
const isPage = ({kind}: RecordedEvent) =>
    kind === 'http' || kind === 'httpResponse' || kind === 'hook' || kind === 'lifecycle' || kind === 'ws';

function isPath(event: RecordedEvent, pattern: RegExp): boolean {
    return pattern.test(`${event.method} ${event.path}`);
}

/** Not the first page: that may be loaded ahead, and then nobody waits for it. */
const POSTS = /^GET \S*\/channels\/[^/]+\/posts\?/;
const VIEW = /\/channels\/members\/me\/view$/;

/**
 * Requests upon whose answer the host acts: what it does next comes after the answer, and what it was recorded to do
 * without waiting comes before it.
 */
const AWAITED: Array<{request: RegExp; next?: RegExp}> = [
    {request: /^POST \/api\/v4\/posts$/, next: /\/drafts|^POST \/api\/v4\/posts$/},
    {request: /^PUT \/api\/v4\/posts\/[^/]+\/patch$/, next: /\/drafts/},
    {request: /^POST \/api\/v4\/commands\/execute$/, next: /\/drafts|^POST \/api\/v4\/posts$/},
    {request: /^POST \/api\/v4\/channels\/direct$/},
    {request: /^POST \/api\/v4\/users\/(login|logout)$/},
    {request: POSTS, next: VIEW},
    {request: /^GET \S*\/users\/me\/(teams|preferences)$/, next: /\/users\/me\/teams\/unread/},
    {request: /^GET \S*\/users\/me\/teams\/members$/, next: /\/users\/me\/teams\/unread/},
    {request: /^GET \S*\/users\/me\/teams\/unread/},
    {request: /^GET \S*\/users\/me\/teams\/[^/]+\/channels/, next: /\/users\/me\/channels$/},
];

/** Whether the host waits for this answer before it does that. */
function isAwaitedBy(response: RecordedEvent, event: RecordedEvent): boolean {
    const {channel_id: viewed} = (event.body ?? {}) as {channel_id?: string};
    const isOfAnotherChannel = isPath(event, VIEW) && isPath(response, POSTS) && !response.path?.includes(viewed || '-');
    return !isOfAnotherChannel && AWAITED.some(({request, next}) => isPath(response, request) && (!next || isPath(event, next)));
}

function isOwnRequest(event: RecordedEvent, response: RecordedEvent): boolean {
    const isSameCall = event.path === response.path && event.method === response.method && event.call === response.call;
    return isRequest(event) && isSameCall;
}

/** The hook's data are the message's, but for what is empty. */
function carries(sent: unknown, seen: Record<string, unknown> = {}): boolean {
    const fields = (sent ?? {}) as Record<string, unknown>;
    return Object.entries(seen).every(([key, value]) => fields[key] === value);
}

/** A server hook and the request, or the socket's message, that makes the server run it. */
export function causes(cause: RecordedEvent, effect: RecordedEvent): boolean {
    if (effect.kind !== 'serverHook') {
        return false;
    }
    const args = effect.args as {action?: string; data?: Record<string, unknown>};
    switch (effect.name) {
        case 'MessageWillBePosted':
        case 'MessageHasBeenPosted':
            return isPath(cause, /^POST \/api\/v4\/(posts|commands\/execute)$/);
        case 'MessageWillBeUpdated':
        case 'MessageHasBeenUpdated':
            return isPath(cause, /^PUT \/api\/v4\/posts\/[^/]+\/patch$/);
        case 'WebSocketMessageHasBeenPosted':
            return cause.kind === 'ws' && cause.dir === 'out' && cause.name === args.action && carries(cause.data, args.data);
        case 'UserWillLogIn':
        case 'UserHasLoggedIn':
            return isPath(cause, /^POST \/api\/v4\/users\/login$/);
        case 'PreferencesHaveChanged':
            return isPath(cause, /^PUT \S*\/preferences$/);
        case 'ChannelHasBeenCreated':
            return isPath(cause, /^POST \/api\/v4\/channels\/direct$/);
        default:
            return false;
    }
}

/** Requests and the socket's frames that they lead to. */
const FRAME_CAUSES: Record<string, RegExp> = {
    posted: /^POST \/api\/v4\/(posts|commands\/execute)$/,
    thread_updated: /^POST \/api\/v4\/posts$/,
    post_edited: /^PUT \S*\/patch$/,
    thread_read_changed: /^PUT \S*\/read\//,
    preferences_changed: /^PUT \S*\/preferences$/,
    direct_added: /^POST \/api\/v4\/channels\/direct$/,
    multiple_channels_viewed: /^POST \/api\/v4\/(posts|channels\/members\/me\/view)$/,
};

function causesFrame(cause: RecordedEvent, frame: RecordedEvent): boolean {
    const pattern = FRAME_CAUSES[frame.name ?? ''];
    return isRequest(cause) && pattern !== undefined && isPath(cause, pattern);
}

/** The frame that a plugin's handler was called with. */
function eventOf(handler: RecordedEvent): RecordedEvent {
    return {kind: 'ws', dir: 'in', name: handler.name?.replace('ws:', '') ?? ''};
}

/** What the host asks for when it handles an event. */
const DONE_UPON: Record<string, RegExp> = {
    'ws:posted': /\/members\/me\/view$|\/posts\?since=/,
    'ws:thread_updated': /\/threads\/[^/]+\/read\//,
    'ws:preferences_changed': /\/users\/group_channels$/,
};

function isDoneUpon(event: RecordedEvent, handler: RecordedEvent): boolean {
    const pattern = DONE_UPON[handler.name ?? ''];
    return pattern !== undefined && isPath(event, pattern);
}

/** Hooks of one family are triggered by one kind of request. */
function familyOf({name = ''}: RecordedEvent): string {
    return /^(On)?(Message|Preferences|WebSocket|User|Channel|Configuration)/.exec(name)?.[2] ?? name;
}

/** "WillBe" runs before the answer and before anybody is told; "HasBeen" beside them. */
function isBefore({name}: RecordedEvent): boolean {
    return /^(MessageWillBe|UserWillLogIn)/.test(name ?? '');
}

function triggers(event: RecordedEvent, hook: RecordedEvent): boolean {
    return causes(event, hook) && (!isResponse(event) || isBefore(hook));
}

function announces(event: RecordedEvent, hook: RecordedEvent): boolean {
    const isPostEvent = (isSocketIn(event) || isHandler(event)) && /posted|post_edited/.test(event.name ?? '');
    return isPostEvent && isBefore(hook);
}

export const orderRules: OrderRule[] = [
    {
        reason: 'the answer and the event of one request travel on two connections ("201 and posted in either order")',
        first: isResponse,
        second: (event) => isSocketIn(event) || isHandler(event),
    },
    {
        reason: 'the server tells of an event on its own time; only what led to it, and what the host does upon it, has its place',
        first: isHandler,
        second: (event, handler) => isRequest(event) && !causesFrame(event, eventOf(handler)) && !isDoneUpon(event, handler),
    },
    {
        reason: 'the members of a group are asked for when the server has told of it, whatever the page does meanwhile',
        first: (event) => isRequest(event) && isPath(event, /\/users\/group_channels$/),
        second: (event) => isRequest(event) || (event.kind === 'ws' && event.dir === 'out'),
    },
    {
        reason: 'a list asks for its threads while it is drawn, and the channel is marked as read meanwhile',
        first: (event) => isRequest(event) && isPath(event, /\/threads\/[^/]+\?extended=true$/),
        second: (event) => isRequest(event) && isPath(event, /\/members\/me\/view$/),
    },
    {
        reason: 'the server runs the hooks of two requests side by side',
        first: isServerHook,
        second: (event, hook) => isServerHook(event) && familyOf(event) !== familyOf(hook),
    },
    {
        reason: 'the server tells of a new socket in a thread of its own, beside what comes over that socket',
        first: (event) => isServerHook(event) && event.name === 'OnWebSocketConnect',
        second: (event) => isServerHook(event) && event.name === 'WebSocketMessageHasBeenPosted',
    },
    {
        reason: 'two requests in flight may be answered in either order',
        first: isResponse,
        second: isResponse,
    },
    {
        reason: 'the host does not act upon the answer of this request, so what comes next does not depend on it',
        first: isResponse,
        second: (event, response) => isPage(event) && !isOwnRequest(event, response) && !isAwaitedBy(response, event),
    },
    {
        reason: 'the recorder noted a socket when its handshake was sent, which is later than it was made',
        first: (event) => event.kind === 'ws' && event.dir === 'open',
        second: (event) => isRequest(event) || isResponse(event),
    },
    {
        reason: 'parts of the page whose code is loaded when it is needed ask in the order in which it arrives',
        first: (event) =>
            isRequest(event) &&
            isPath(event, /^GET \S*\/(trial-license\/prev|teams\?page=0|system\/notices|agents|users\/stats|threads\?before=|drafts$)/),
        second: isRequest,
    },
    {
        reason: 'the server says hello on its own time, while the page loads',
        first: (event) => (isSocketIn(event) && event.name === 'hello') || event.name === 'ws:hello',
        second: (event) => isRequest(event) || (event.kind === 'ws' && event.dir === 'out'),
    },
    {
        reason: 'frames were recorded outside of the page, so what the host does upon one may be noted before it; only its cause comes first',
        first: isSocketIn,
        second: (event, frame) => isPage(event) && !isSocketIn(event) && !causesFrame(event, frame),
    },
    {
        reason: 'the server runs its hooks on its own time; only what triggers a hook comes before it, and a "will be" hook before the answer',
        first: isServerHook,
        second: (event, hook) => isPage(event) && !triggers(event, hook) && !announces(event, hook),
    },
    {
        reason: 'the two configurations are asked for at once, and what the wrapper did not see is noted when it is answered',
        first: isConfiguration,
        second: isConfiguration,
    },
    {
        reason: 'the server tells of a plugin and of the changed configuration independently',
        first: (event) => isSocketIn(event) && event.name === 'config_changed',
        second: (event) => isSocketIn(event) && /^plugin_/.test(event.name ?? ''),
    },
    {
        reason: 'console lines reach the recorder by way of the browser',
        first: isConsole,
        second: (event) => !isConsole(event),
    },
    {
        reason: 'a typing event is sent by the first keystroke after five seconds, whichever that is',
        first: isTyping,
        second: (event) => isPath(event, /autocomplete/),
    },
];

/** The rule by which two events may come in either order, if there is one. */
export function commutingRule(a: RecordedEvent, b: RecordedEvent): OrderRule | undefined {
    return orderRules.find(({first, second}) => (first(a) && second(b, a)) || (first(b) && second(a, b)));
}
