/**
 * The probe: a plugin that watches what its host does to it, and tells the test. It draws as little as possible.
 *
 * @packageDocumentation
 */
import {modes} from './modes';
import {report} from './report';
import {wrapRequests} from './requests';

const ID = 'test.probe';
const POST_TYPE = 'custom_probe';

/** Set at build time, so that one source makes both versions of the update journey. */
declare const PROBE_VERSION: string;

interface Post {
    message: string;
    props: Record<string, unknown>;
    [field: string]: unknown;
}

interface SocketMessage {
    event: string;
    data: Record<string, unknown>;
    broadcast: Record<string, unknown>;
}

type Handler = (...args: never[]) => unknown;

interface Registry {
    registerMessageWillBePostedHook: (hook: (post: Post) => unknown) => void;
    registerSlashCommandWillBePostedHook: (hook: (message: string, args: unknown) => unknown) => void;
    registerDesktopNotificationHook: (hook: (...args: unknown[]) => unknown) => void;
    registerWebSocketEventHandler: (event: string, handler: (message: SocketMessage) => void) => void;
    registerReconnectHandler: (handler: () => void) => void;
    registerPostTypeComponent: (type: string, component: Handler) => void;
}

interface State {
    entities: {users: {currentUserId: string}; posts: {posts: Record<string, unknown>}};
}

interface Store {
    getState: () => State;
}

/** Of what the host puts on `window`. */
interface HostWindow {
    registerPlugin: (id: string, plugin: object) => void;
    React: {createElement: (type: string, props: object, text: string) => unknown};
}

const host = window as unknown as HostWindow;

const WATCHED_EVENTS = [
    'hello',
    'posted',
    'post_edited',
    'post_deleted',
    'preferences_changed',
    'thread_updated',
    'plugin_enabled',
    'plugin_disabled',
];

function lifecycle(name: string, details: Record<string, unknown> = {}): void {
    report({kind: 'lifecycle', name, pluginVersion: PROBE_VERSION, ...details});
}

/** The recording has the first of a channel's fields only. */
const KEPT_KEYS = 20;

/** Hooks get large host objects; of a channel only what tells it apart is kept. */
function abbreviated(value: unknown): unknown {
    if (typeof value === 'object' && value !== null && 'display_name' in value && 'creator_id' in value) {
        const channel = value as Record<string, unknown>;
        return {id: channel.id, type: channel.type, '…keys': Object.keys(channel).slice(0, KEPT_KEYS)};
    }
    return value;
}

function hook(name: string, args: unknown[], details: Record<string, unknown> = {}): void {
    report({kind: 'hook', name, args: JSON.parse(JSON.stringify(args.map(abbreviated))) as unknown, ...details});
}

function messageWillBePosted(post: Post): unknown {
    hook('MessageWillBePosted', [post]);
    const asked = modes();
    if (asked.reject !== undefined && post.message === asked.reject) {
        return {error: {message: 'refused by the probe'}};
    }
    if (asked.mutate) {
        return {post: {...post, type: POST_TYPE, message: 'PLACEHOLDER', props: {...post.props, envelope: `ENV[${post.message}]`}}};
    }
    return {post};
}

function watchSocket(registry: Registry, store: Store): void {
    for (const event of WATCHED_EVENTS) {
        registry.registerWebSocketEventHandler(event, ({data, broadcast}) => {
            const post = typeof data.post === 'string' ? (JSON.parse(data.post) as {id: string}) : undefined;
            const seen = post && event !== 'post_deleted' ? {postAlreadyInStore: post.id in store.getState().entities.posts.posts} : {};
            hook(`ws:${event}`, [{event, data: Object.keys(data), broadcast: Object.keys(broadcast)}], seen);
        });
    }
    registry.registerReconnectHandler(() => hook('reconnect', []));
}

class Probe {
    initialize(registry: Registry, store: Store): void {
        lifecycle('initialize', {path: window.location.pathname, hasUser: store.getState().entities.users.currentUserId !== ''});
        wrapRequests();
        registry.registerMessageWillBePostedHook(messageWillBePosted);
        registry.registerSlashCommandWillBePostedHook((message, args) => {
            hook('SlashCommandWillBePosted', [message, args]);
            return {message, args};
        });
        registry.registerDesktopNotificationHook((...args) => {
            hook('DesktopNotification', args);
            return {args: args[4]};
        });
        watchSocket(registry, store);
        const PostComponent = ({post}: {post: Post}) =>
            host.React.createElement('div', {className: 'probe-post'}, String(post.props.envelope));
        registry.registerPostTypeComponent(POST_TYPE, PostComponent);
        lifecycle('registered');
    }

    uninitialize(): void {
        lifecycle('uninitialize');
    }
}

lifecycle('bundleEvaluated', {path: window.location.pathname});
host.registerPlugin(ID, new Probe());
