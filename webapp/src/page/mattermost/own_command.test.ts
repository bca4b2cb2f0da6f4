import {Failure} from '../../lib/errors';
import type {ChannelState, OwnState} from '../../vault/api';
import {ownCommand} from './own_command';
import type {Page} from './page';

const active: OwnState = {kind: 'active', generation: 0, recordHash: 'h'};
const on: ChannelState = {kind: 'on', sequence: 1, changedBy: 'bob', changedAtMs: 1};

interface Given {
    readonly own?: OwnState;
    readonly state?: ChannelState;
    readonly policy?: Page['api']['channelPolicy'];
}

const anything: Page['api']['channelPolicy'] = () => Promise.resolve({statements: [], maySwitchOn: true, maySwitchOff: true, reason: ''});

function setting({own = active, state = {kind: 'off'}, policy = anything}: Given = {}) {
    const switched: boolean[] = [];
    const shown: unknown[] = [];
    const states: ChannelState[] = [];
    const page = {
        account: {userId: 'alice', own: {get: () => own}},
        states: {resolve: () => Promise.resolve(state), set: (_: string, next: ChannelState) => states.push(next)},
        people: {
            want: () =>
                Promise.resolve({
                    kind: 'ready',
                    people: [
                        {user: {id: 'alice', username: 'alice'}, state: {kind: 'ready'}},
                        {user: {id: 'bob', username: 'bob'}, state: {kind: 'no_key'}},
                    ],
                }),
        },
        dialog: {set: (dialog: unknown) => shown.push(dialog)},
        api: {
            channelPolicy: policy,
            userNamed: (username: string) => Promise.resolve(username === 'nobody' ? undefined : {id: username, username}),
        },
        vault: {
            setEncrypted: (_: string, isOn: boolean) => {
                switched.push(isOn);
                return Promise.resolve({kind: 'channel', channel: isOn ? on : {kind: 'off'}});
            },
        },
        store: {getState: () => ({entities: {users: {profiles: {bob: {id: 'bob', username: 'bob'}}}}})},
        nowMs: () => 1,
    } as unknown as Page;
    return {run: (line: string) => ownCommand(line, 'channel', page), switched, shown, states};
}

it.each([
    ['/e2ee', {kind: 'help'}],
    ['/e2ee help', {kind: 'help'}],
    ['/e2ee HELP', {kind: 'help'}],
    ['/e2ee nonsense', {kind: 'unknown', word: 'nonsense'}],
    ['/e2ee start our secret plan', {kind: 'unknown', word: undefined}],
    ['/e2ee secretsandmore', {kind: 'unknown', word: undefined}],
    ['/e2ee swordfish7', {kind: 'unknown', word: undefined}],
    ['/e2ee verify', {kind: 'unknown', word: undefined}],
    ['/e2ee verify our/plan', {kind: 'unknown', word: undefined}],
    ['/e2ee verify @nobody', {kind: 'nobody', username: 'nobody'}],
    ['/e2ee verify @alice', {kind: 'yourself'}],
    ['/e2ee `Meet @all` at noon', {kind: 'unknown', word: undefined}],
])('%s is answered', async (line, answer) => {
    expect(await setting().run(line)).toEqual(answer);
});

it('init leads to set-up, unless there is nothing to set up', async () => {
    expect(await setting().run('/e2ee init')).toEqual({kind: 'already_set_up'});
    const {run, shown} = setting({own: {kind: 'absent'}});
    expect(await run('/e2ee init')).toBeUndefined();
    expect(shown).toEqual([{kind: 'set_up'}]);
    expect(await setting({own: {kind: 'replaced'}}).run('/e2ee init')).toBeUndefined();
    expect(await setting({own: {kind: 'conflict', code: 'chain_invalid'}}).run('/e2ee init')).toEqual({kind: 'own.conflict'});
    expect(await setting({own: {kind: 'conflict', code: 'server_changed'}}).run('/e2ee init')).toEqual({
        kind: 'failed',
        failure: {code: 'server_changed'},
    });
});

it('import leads to restoring, also over keys in use', async () => {
    for (const own of [active, {kind: 'absent'}, {kind: 'elsewhere', generation: 0}] as const) {
        const {run, shown} = setting({own});
        expect(await run('/e2ee import')).toBeUndefined();
        expect(shown).toEqual([{kind: 'set_up', wish: 'restore'}]);
    }
    const doubtful = setting({own: {kind: 'conflict', code: 'chain_invalid'}});
    expect(await doubtful.run('/e2ee import')).toEqual({kind: 'own.conflict'});
    expect(doubtful.shown).toEqual([]);
});

it('show_backup leads to the backup of keys in use', async () => {
    const {run, shown} = setting();
    expect(await run('/e2ee show_backup')).toBeUndefined();
    expect(shown).toEqual([{kind: 'backup'}]);
    const keyless = setting({own: {kind: 'absent'}});
    expect(await keyless.run('/e2ee show_backup')).toEqual({kind: 'set_up_first'});
    expect(keyless.shown).toEqual([]);
});

it('verify leads to the safety number of somebody, also where the host has not loaded them', async () => {
    const {run, shown} = setting();
    expect(await run('/e2ee verify @Bob')).toBeUndefined();
    expect(await run('/e2ee verify carol')).toBeUndefined();
    expect(shown).toEqual([
        {kind: 'safety_number', userId: 'bob', username: 'bob'},
        {kind: 'safety_number', userId: 'carol', username: 'carol'},
    ]);
    expect(await setting({own: {kind: 'absent'}}).run('/e2ee verify @bob')).toEqual({kind: 'set_up_first'});
});

it('start and stop switch, and say so', async () => {
    const off = setting();
    expect(await off.run('/e2ee start')).toEqual({kind: 'started'});
    expect([off.switched, off.states]).toEqual([[true], [on]]);
    const encrypted = setting({state: on});
    expect(await encrypted.run('/e2ee stop')).toEqual({kind: 'stopped'});
    expect(encrypted.switched).toEqual([false]);
});

it.each<[string, string, Given, unknown]>([
    ['what is so already', '/e2ee stop', {}, {kind: 'already_off'}],
    ['what is so already', '/e2ee start', {state: on}, {kind: 'already_on'}],
    ['without a key', '/e2ee start', {own: {kind: 'absent'}}, {kind: 'set_up_first'}],
    [
        'where the state is not known',
        '/e2ee start',
        {state: {kind: 'unknown', code: 'offline'}},
        {kind: 'failed', failure: {code: 'offline'}},
    ],
    [
        'what the admin does not allow',
        '/e2ee start',
        {policy: () => Promise.resolve({statements: [], maySwitchOn: false, maySwitchOff: true, reason: 'public_channel'})},
        {kind: 'refused', reason: 'public_channel'},
    ],
    [
        'what the admin does not allow for a reason of a later version',
        '/e2ee stop',
        {state: on, policy: () => Promise.resolve({statements: [], maySwitchOn: true, maySwitchOff: false, reason: 'full_moon'})},
        {kind: 'refused', reason: 'not_permitted'},
    ],
    [
        'what cannot be asked',
        '/e2ee start',
        {policy: () => Promise.reject(new Failure('offline'))},
        {kind: 'failed', failure: {code: 'offline'}},
    ],
])('switches nothing: %s (%s)', async (_, line, given, answer) => {
    const {run, switched} = setting(given);
    expect(await run(line)).toEqual(answer);
    expect(switched).toEqual([]);
});

it('status tells of channel, keys and people', async () => {
    expect(await setting({state: on}).run('/e2ee status')).toEqual({
        kind: 'status',
        channel: on,
        changedByName: '@bob',
        own: 'active',
        people: {ready: 1, total: 2, namesWithoutKey: ['@bob']},
    });
});
