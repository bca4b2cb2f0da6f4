import type {ListedUser} from './host/api';
import type {SocketMessage} from './host/registry';
import {registerLiveUpdates} from './live_updates';
import type {LiveParts} from './live_updates';

function setting() {
    const handlers = new Map<string, (message: SocketMessage) => void>();
    let reconnect: () => void = () => undefined;
    let isRetired = false;
    const concerned: string[] = [];
    const done: string[] = [];
    const note =
        (name: string) =>
        (...args: unknown[]): Promise<void> => {
            done.push([name, ...args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg)))].join(' '));
            return Promise.resolve();
        };
    const parts = {
        registry: {
            registerWebSocketEventHandler: (event: string, handler: (message: SocketMessage) => void) => handlers.set(event, handler),
            registerReconnectHandler: (handler: () => void) => {
                reconnect = handler;
            },
        },
        vault: {own: () => Promise.resolve({kind: 'own', own: {kind: 'active', generation: 1, recordHash: 'h'}})},
        account: {userId: 'me', own: {set: note('own')}, refresh: note('refresh')},
        states: {news: note('news'), resolve: note('resolve')},
        members: {
            changed: note('changed'),
            left: note('left'),
            updated: (user: ListedUser) => {
                void note('updated')(user.id);
                return concerned;
            },
            forgetAll: note('forgetAll'),
        },
        people: {renewSoon: note('renewSoon'), renewAllSoon: note('renewAllSoon'), personChanged: note('personChanged')},
        openings: {retry: note('retry'), retryOf: note('retryOf')},
        settings: {prefetch: jest.fn(), forget: note('forget')},
        isRetired: () => isRetired,
    } as unknown as LiveParts;
    registerLiveUpdates(parts);
    const tell = (event: string, data: Record<string, unknown> = {}, broadcast: SocketMessage['broadcast'] = {}): string[] => {
        done.length = 0;
        handlers.get(event)?.({event, data, broadcast});
        return [...done];
    };
    return {
        tell,
        concerned,
        reconnect: async () => {
            done.length = 0;
            reconnect();
            await new Promise((resolve) => setTimeout(resolve));
            return [...done];
        },
        retire: () => {
            isRetired = true;
        },
        done,
    };
}

it('asks for a channel that was switched', () => {
    expect(setting().tell('custom_app.e2ee_policy_changed', {channel_id: 'channel'})).toEqual(['news channel']);
});

it('looks again at keys, and at its own where they are meant', async () => {
    const {tell, done} = setting();
    expect(tell('custom_app.e2ee_identity_changed', {user_id: 'bob'})).toEqual(['personChanged bob', 'retryOf bob']);
    tell('custom_app.e2ee_identity_changed', {user_id: 'me'});
    await new Promise((resolve) => setTimeout(resolve));
    expect(done).toEqual(['own {"kind":"active","generation":1,"recordHash":"h"}']);
});

it('follows who comes and goes', () => {
    const {tell} = setting();
    expect(tell('user_added', {user_id: 'bob'}, {channel_id: 'channel'})).toEqual(['changed channel', 'renewSoon channel']);
    expect(tell('user_added', {user_id: 'me'}, {channel_id: 'channel'})).toContain('resolve channel');
    expect(tell('user_removed', {user_id: 'bob'}, {channel_id: 'channel'})).toEqual(['left channel bob', 'renewSoon channel']);
    expect(tell('user_removed', {channel_id: 'channel'}, {user_id: 'me'})).toEqual(['left channel me', 'renewSoon channel']);
});

it('takes over a changed profile, and drops everything where it tells too little', () => {
    const {tell, concerned} = setting();
    const user = {id: 'bob', username: 'robert', delete_at: 0};
    concerned.push('channel');
    expect(tell('user_updated', {user})).toEqual(['updated bob', 'renewSoon channel']);
    concerned.pop();
    expect(tell('user_updated', {user})).toEqual(['updated bob']);
    expect(tell('user_updated', {user: {id: 'bob'}})).toEqual(['forgetAll', 'renewAllSoon']);
    expect(tell('user_activation_status_change')).toEqual(['forgetAll', 'renewAllSoon']);
});

it('finds out about new channels', () => {
    const {tell} = setting();
    expect(tell('direct_added', {}, {channel_id: 'direct'})).toEqual(['resolve direct']);
    expect(tell('channel_created', {channel_id: 'fresh'})).toEqual(['resolve fresh']);
});

it('asks for everything again after the socket was away', async () => {
    const {reconnect} = setting();
    expect(await reconnect()).toEqual(['forget', 'forgetAll', 'renewAllSoon', 'refresh', expect.stringContaining('own '), 'retry']);
});

it('does nothing once it was retired', async () => {
    const {tell, reconnect, retire} = setting();
    retire();
    expect(tell('custom_app.e2ee_policy_changed', {channel_id: 'channel'})).toEqual([]);
    expect(await reconnect()).toEqual([]);
});

it('minds nothing that makes no sense', () => {
    const {tell} = setting();
    expect(tell('custom_app.e2ee_policy_changed', {channel_id: 7})).toEqual([]);
    expect(tell('user_removed')).toEqual([]);
    expect(tell('custom_app.e2ee_identity_changed')).toEqual([]);
});
