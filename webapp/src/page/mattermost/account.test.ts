import type {Account, ChannelsResult, OwnResult} from '../../vault/api';
import {CurrentAccount} from './account';
import {ChannelStates} from './channel_states';

const active: OwnResult = {kind: 'own', own: {kind: 'active', generation: 0, recordHash: 'hash'}};

function setting() {
    let userId = '';
    const started: string[] = [];
    const dropped: string[] = [];
    let stops = 0;
    const given = {start: [active] as OwnResult[], channels: {kind: 'channels', channels: {clear: {kind: 'off'}}} as ChannelsResult};
    const states = new ChannelStates();
    const account = new CurrentAccount({
        vault: {
            start: ({userId: id}: Account) => {
                started.push(id);
                return Promise.resolve(given.start.length > 1 ? (given.start.shift() ?? active) : (given.start[0] ?? active));
            },
            stop: () => {
                stops++;
                return Promise.resolve({kind: 'done'});
            },
            channels: () => Promise.resolve(given.channels),
            channel: () => Promise.resolve({kind: 'channel', channel: {kind: 'off'}}),
        },
        states,
        currentUserId: () => userId,
        accountOf: (id) => ({userId: id, routes: ''}),
        keyless: (code) => ({
            channels: () => Promise.resolve({kind: 'channels', channels: {clear: {kind: 'off'}, sealed: {kind: 'unknown', code}}}),
            channel: () => Promise.resolve({kind: 'failed', code}),
        }),
        dropEverything: () => dropped.push(userId),
    });
    const logIn = (id: string): void => {
        userId = id;
        account.check();
    };
    return {account, states, started, dropped, given, logIn, stops: () => stops};
}

async function settled(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
}

it('does nothing before anybody logs in', () => {
    const {account, started} = setting();
    account.check();
    expect(started).toEqual([]);
});

it('starts with the log-in, once, and knows the channels then', async () => {
    const {account, states, started, logIn} = setting();
    logIn('alice');
    account.check();
    await settled();
    expect(started).toEqual(['alice']);
    expect(account.own.get().kind).toBe('active');
    expect(states.get('clear').kind).toBe('off');
});

it('drops everything when another member logs in, and nothing of the first one stays', async () => {
    const {account, states, started, dropped, given, logIn} = setting();
    logIn('alice');
    await settled();
    given.channels = {kind: 'channels', channels: {}};
    logIn('bob');
    expect(dropped).toEqual(['alice', 'bob']);
    expect(states.get('clear').kind).toBe('unknown');
    expect(account.own.get().kind).toBe('failed');
    await settled();
    expect(started).toEqual(['alice', 'bob']);
});

it('closes the vault when the member logs out', async () => {
    const {states, logIn, stops} = setting();
    logIn('alice');
    await settled();
    logIn('');
    expect(stops()).toBe(1);
    expect(states.get('clear').kind).toBe('unknown');
});

it('starts again, once for all who ask, what could not start before', async () => {
    const {account, states, started, given, logIn} = setting();
    given.start = [{kind: 'failed', code: 'offline'}, {kind: 'failed', code: 'offline'}, active];
    logIn('alice');
    await settled();
    expect(account.own.get().kind).toBe('failed');
    const before = started.length;
    await Promise.all([states.resolve('one'), states.resolve('two')]);
    expect(started.length).toBe(before + 1);
    expect(account.own.get().kind).toBe('active');
});

it.each(['insecure_context', 'unsupported_browser', 'storage_blocked'] as const)(
    'leaves clear channels to be written in over %s, and no other',
    async (code) => {
        const {states, given, logIn} = setting();
        given.start = [{kind: 'failed', code}];
        logIn('alice');
        await settled();
        expect(states.get('clear')).toEqual({kind: 'off'});
        expect(states.get('sealed')).toEqual({kind: 'unknown', code});
    },
);

it.each(['vault_gone', 'storage_newer', 'storage_full', 'storage_in_use'] as const)(
    'holds every channel over %s, since something may be pinned',
    async (code) => {
        const {states, given, logIn} = setting();
        given.start = [{kind: 'failed', code}];
        given.channels = {kind: 'failed', code};
        logIn('alice');
        await settled();
        expect(states.get('clear').kind).toBe('unknown');
    },
);

it('asks nothing more once it was retired', async () => {
    const {account, started, logIn} = setting();
    logIn('alice');
    await settled();
    account.retire();
    logIn('bob');
    await settled();
    expect(started).toEqual(['alice']);
});
