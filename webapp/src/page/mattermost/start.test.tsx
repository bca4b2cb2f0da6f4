/**
 * @jest-environment jsdom
 */
import {render, screen, act} from '@testing-library/react';
import {IntlProvider} from 'react-intl';
import {Provider} from 'react-redux';
import {legacy_createStore as createStore} from 'redux';
import type {Reducer} from 'redux';
import type {ComponentType, ReactNode} from 'react';

import type {Opened, Vault, VaultEvent} from '../../vault/api';
import {PLACEHOLDER} from '../../lib/placeholder';
import type {MessageWillBePostedHook, PluginRegistry, PostTypeProps} from './host/registry';
import type {HostState, HostStore} from './host/state';
import {startPlugin} from './start';
import type {VaultConnection} from './start';

const ENVELOPE = `hVkBLL${'A'.repeat(600)}`;

const sealedPost = {
    id: 'post',
    pending_post_id: '',
    channel_id: 'sealed-channel',
    user_id: 'bob',
    root_id: '',
    type: 'custom_e2ee',
    message: PLACEHOLDER,
    create_at: 1,
    props: {e2ee: ENVELOPE},
};

function hostState(posts: Record<string, unknown> = {}): HostState {
    return {
        entities: {
            general: {config: {}},
            users: {currentUserId: 'alice', profiles: {alice: {id: 'alice', username: 'alice', locale: 'en'}}},
            channels: {
                currentChannelId: 'sealed-channel',
                channels: {'sealed-channel': {id: 'sealed-channel', type: 'P', display_name: 'Sealed'}},
                channelsInTeam: {},
                myMembers: {},
            },
            posts: {posts},
            teams: {currentTeamId: 'team', teams: {}},
            preferences: {myPreferences: {}},
        },
    } as unknown as HostState;
}

interface FakeVault {
    readonly connection: VaultConnection;
    readonly opened: number[];
    readonly isClosed: () => boolean;
    readonly tell: (event: VaultEvent) => void;

    /** What every post is opened with from now on; undefined for its text. */
    readonly failWith: (failure: Opened | undefined) => void;
}

function fakeVault(): FakeVault {
    const opened: number[] = [];
    let isClosed = false;
    let failure: Opened | undefined;
    let tell: (event: VaultEvent) => void = () => undefined;
    const vault = {
        start: () => Promise.resolve({kind: 'own', own: {kind: 'active', generation: 0, recordHash: 'h'}}),
        channels: () =>
            Promise.resolve({
                kind: 'channels',
                channels: {'sealed-channel': {kind: 'on', sequence: 1, changedBy: 'bob', changedAtMs: 1}, 'clear-channel': {kind: 'off'}},
            }),
        channel: () => Promise.resolve({kind: 'failed', code: 'offline'}),
        people: () => Promise.resolve({kind: 'people', isFirstUse: false, departed: [], people: []}),
        prepare: () => Promise.resolve({kind: 'done'}),
        seal: () => Promise.resolve({kind: 'sealed', envelope: ENVELOPE, uid: 'uid', recipients: 1, withoutKey: []}),
        acknowledged: () => Promise.resolve({kind: 'done'}),
        open: (posts: readonly unknown[]) => {
            opened.push(posts.length);
            const message: Opened = {
                kind: 'message',
                postId: 'post',
                text: 'opened words',
                mentions: [],
                uid: 'uid',
                sequence: 0,
                signedAtMs: 1,
                revision: 0,
                marks: [],
            };
            return Promise.resolve({kind: 'opened', results: posts.map(() => failure ?? message)});
        },
    } as unknown as Vault;
    return {
        connection: {
            vault,
            onEvent: (listen: (event: VaultEvent) => void) => {
                tell = listen;
            },
            close: () => {
                isClosed = true;
            },
        },
        opened,
        isClosed: () => isClosed,
        tell: (event: VaultEvent) => tell(event),
        failWith: (next: Opened | undefined) => {
            failure = next;
        },
    };
}

function start({missing}: {missing?: string} = {}) {
    const order: string[] = [];
    const given: Record<string, unknown[]> = {};
    const registry = new Proxy({} as PluginRegistry, {
        get:
            (_, name: string) =>
            (...args: unknown[]) => {
                if (name === missing) {
                    throw new TypeError(`${name} is not a function`);
                }
                order.push(`${name}${window.fetch === networkFetch ? ' before the guard' : ''}`);
                given[name] ??= args;
                return {};
            },
    });
    const store = createStore((state: HostState = hostState(), action: {type: string; posts?: Record<string, unknown>}) =>
        action.type === 'POSTS' ? hostState(action.posts) : state,
    ) as unknown as HostStore;
    const vault = fakeVault();
    const running = startPlugin({registry, store, connectVault: () => vault.connection});
    return {order, given, store, running, ...vault};
}

let networkFetch: typeof fetch;
let sent: string[];

beforeEach(() => {
    sent = [];
    networkFetch = ((url: string) => {
        sent.push(url);
        return Promise.resolve({
            ok: true,
            status: 200,
            json: () => Promise.resolve(url.includes('in_channel') ? [] : {mentionsInPlaceholder: true}),
        });
    }) as unknown as typeof fetch;
    Reflect.deleteProperty(window, Symbol.for('app.e2ee.request-guard'));
    window.fetch = networkFetch;
    Object.assign(globalThis, {
        Request: class {},
        Response: class {
            constructor(
                readonly body: string,
                readonly init: {status: number},
            ) {}

            get status(): number {
                return this.init.status;
            }
        },
    });
});

async function settled(): Promise<void> {
    await act(() => new Promise((resolve) => setTimeout(resolve, 1)));
}

function inHost(store: HostStore, children: ReactNode): ReactNode {
    return (
        <Provider store={store}>
            <IntlProvider locale="en">{children}</IntlProvider>
        </Provider>
    );
}

it('has the guard in place before anything is registered, and the hooks before anything is drawn', () => {
    const {order} = start();
    expect(order.some((name) => name.includes('before the guard'))).toBe(false);
    expect(order.slice(0, 4)).toEqual([
        'registerMessageWillBePostedHook',
        'registerSlashCommandWillBePostedHook',
        'registerFilesWillUploadHook',
        'registerDesktopNotificationHook',
    ]);
});

it.each(['registerReducer', 'registerMessageWillFormatHook', 'registerPostTypeComponent', 'registerPopoverUserActionsComponent'])(
    'knows the channels in a host without %s as well',
    async (missing) => {
        const {order, running} = start({missing});
        expect(order).toContain('registerReconnectHandler');
        await settled();
        await window.fetch('/api/v4/posts', {method: 'POST', body: JSON.stringify({channel_id: 'clear-channel', message: 'words'})});
        expect(sent).toContain('/api/v4/posts');
        running.retire();
    },
);

it('seals by the hook what the guard then lets pass', async () => {
    const {given} = start();
    await settled();
    const hook = given['registerMessageWillBePostedHook']?.[0] as MessageWillBePostedHook;
    const result = await hook({channel_id: 'sealed-channel', root_id: '', message: 'words', props: {}, file_ids: []} as never);
    expect(result).toMatchObject({post: {message: PLACEHOLDER, type: 'custom_e2ee'}});

    sent = [];
    const body = JSON.stringify((result as {post: unknown}).post);
    await window.fetch('/api/v4/posts', {method: 'POST', body});
    expect(sent).toEqual(['/api/v4/posts']);
});

it('lets no clear text pass, before it knows the channels, while it runs and after it was retired', async () => {
    const {running, isClosed} = start();
    const clear = async (channelId: string): Promise<boolean> => {
        sent = [];
        await window.fetch('/api/v4/posts', {method: 'POST', body: JSON.stringify({channel_id: channelId, message: 'words'})});
        return sent.includes('/api/v4/posts');
    };
    expect(await clear('sealed-channel')).toBe(false);
    await settled();
    expect(await clear('clear-channel')).toBe(true);
    expect(await clear('sealed-channel')).toBe(false);

    running.retire();
    expect(isClosed()).toBe(true);
    expect(await clear('clear-channel')).toBe(true);
    expect(await clear('sealed-channel')).toBe(false);
    expect(await clear('channel-of-which-nothing-is-known')).toBe(false);
});

it('opens posts when they reach the store, and draws them opened from the first moment on', async () => {
    const {given, store, opened} = start();
    await settled();
    act(() => {
        store.dispatch({type: 'POSTS', posts: {post: sealedPost}});
    });
    await settled();
    expect(opened).toEqual([1]);

    const Component = given['registerPostTypeComponent']?.[1] as ComponentType<PostTypeProps>;
    const {container} = render(inHost(store, <Component post={sealedPost as never} />));
    expect(container.querySelector('[data-state="opening"]')).toBeNull();
    expect(screen.getByTestId('e2ee-post-text').textContent).toBe('opened words');
    expect(opened).toEqual([1]);
});

it('asks for a post before the host draws it, and for no other than a sealed one; and for none once retired', async () => {
    const {given, opened, running} = start();
    await settled();
    const reducer = given['registerReducer']?.[0] as Reducer<null>;
    reducer(null, {type: 'RECEIVED_NEW_POST', data: {...sealedPost, type: ''}});
    expect(opened).toEqual([]);
    reducer(null, {type: 'RECEIVED_NEW_POST', data: sealedPost});
    expect(opened).toEqual([1]);
    running.retire();
    reducer(null, {type: 'RECEIVED_NEW_POST', data: {...sealedPost, id: 'another'}});
    expect(opened).toEqual([1]);
});

it('the host hears of a sealed post once it is open; of anything else, and of anything once retired, at once', async () => {
    const {opened, running} = start();
    await settled();
    const socket = new WebSocket('ws://localhost/api/v4/websocket');
    let heard = 0;
    socket.onmessage = () => {
        heard++;
    };
    const bring = (post: object): void => {
        socket.dispatchEvent(new MessageEvent('message', {data: JSON.stringify({event: 'posted', data: {post: JSON.stringify(post)}})}));
    };
    bring({...sealedPost, type: ''});
    expect([heard, opened]).toEqual([1, []]);
    bring(sealedPost);
    expect([heard, opened]).toEqual([1, [1]]);
    await settled();
    expect(heard).toBe(2);

    running.retire();
    bring({...sealedPost, id: 'another'});
    expect([heard, opened]).toEqual([3, [1]]);
    socket.close();
});

it('opens what was shut, once the keys of its author are accepted', async () => {
    const {given, store, failWith, tell} = start();
    failWith({kind: 'unreadable', postId: 'post', code: 'sender_unknown'});
    await settled();
    const Component = given['registerPostTypeComponent']?.[1] as ComponentType<PostTypeProps>;
    render(inHost(store, <Component post={sealedPost as never} />));
    await settled();
    expect(screen.queryByTestId('e2ee-post-text')).toBeNull();

    failWith(undefined);
    act(() => tell({kind: 'person_changed', userId: 'carl'}));
    await settled();
    expect(screen.queryByTestId('e2ee-post-text')).toBeNull();
    act(() => tell({kind: 'person_changed', userId: 'bob'}));
    await settled();
    expect(screen.getByTestId('e2ee-post-text').textContent).toBe('opened words');
});

it('draws a lock that knows the channel', async () => {
    const {given, store} = start();
    await settled();
    const Lock = given['registerPostEditorActionComponent']?.[0] as ComponentType<{draft: unknown}>;
    render(inHost(store, <Lock draft={{channelId: 'sealed-channel', rootId: '', message: ''}} />));
    expect(screen.getByTestId('e2ee-composer-lock').dataset['state']).toBe('on');
    await settled();
});
