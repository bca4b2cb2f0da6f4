import {DirectoryHttp} from './directory_http';
import type {PluginRequest} from './plugin_routes';

function directory(answer: (request: PluginRequest) => unknown): {directory: DirectoryHttp; asked: PluginRequest[]} {
    const asked: PluginRequest[] = [];
    return {
        asked,
        directory: new DirectoryHttp({
            request: (request) => {
                asked.push(request);
                return Promise.resolve(answer(request));
            },
        }),
    };
}

const bytes = (...values: number[]) => new Uint8Array(values);

describe('the directory over http', () => {
    test('reads server id, chains, backup and policies', async () => {
        const config = directory(() => ({serverId: 'AQI', mentionsInPlaceholder: true, placeholder: 'x', maxChannelMembers: 9}));
        await expect(config.directory.config()).resolves.toEqual({serverId: 'AQI', maxChannelMembers: 9});

        const own = directory(() => ({chain: ['AQ', 'Ag'], bundleSequence: 1, hasWrappedRecoveryKey: true}));
        await expect(own.directory.ownChain()).resolves.toEqual([bytes(1), bytes(2)]);

        const earlier = [{wrappedRecoveryKey: 'Aw', bundle: 'BA'}];
        const backup = directory(() => ({wrappedRecoveryKey: 'AQ', bundle: 'Ag', bundleSequence: 3, earlier}));
        await expect(backup.directory.backup()).resolves.toEqual({
            wrappedRecoveryKey: bytes(1),
            bundle: bytes(2),
            bundleSequence: 3,
            earlier: [{wrappedRecoveryKey: bytes(3), bundle: bytes(4)}],
        });

        const policies = directory(() => ({channels: {one: ['AQ'], elsewhere: ['AQ']}, covered: ['one', 'two']}));
        await expect(policies.directory.policies()).resolves.toEqual(
            new Map([
                ['one', [bytes(1)]],
                ['two', []],
            ]),
        );

        const policy = directory(() => ({statements: ['AQ'], maySwitchOn: true, maySwitchOff: false, reason: 'not_permitted'}));
        await expect(policy.directory.policy('one')).resolves.toEqual({
            statements: [bytes(1)],
            maySwitchOn: true,
            maySwitchOff: false,
            reason: 'not_permitted',
        });
    });

    test('publishes as base64url', async () => {
        const {directory: http, asked} = directory(() => ({head: 'x'}));
        await http.publish({expectedHead: '', record: bytes(1), bundle: bytes(2), wrappedRecoveryKey: bytes(), handOver: bytes(3)});
        await http.storeRecoveryKey({expected: bytes(1), wrappedRecoveryKey: bytes(2)});
        await http.publishStatement('one', bytes(4));
        const publication = {expectedHead: '', record: 'AQ', bundle: 'Ag', wrappedRecoveryKey: '', handOver: 'Aw'};
        expect(asked).toEqual([
            {method: 'POST', path: '/identity', body: publication},
            {method: 'PUT', path: '/backup/recovery_key', body: {expected: 'AQ', wrappedRecoveryKey: 'Ag'}},
            {method: 'POST', path: '/channels/one/policy', body: {statement: 'BA'}},
        ]);
    });

    test('reads hand-overs by generation', async () => {
        const {directory: http} = directory(() => ({handOvers: {'1': 'AQ', '12': 'Ag'}}));
        await expect(http.handOvers()).resolves.toEqual(
            new Map([
                [1, bytes(1)],
                [12, bytes(2)],
            ]),
        );
    });

    test('asks for at most a thousand people at a time', async () => {
        const {directory: http, asked} = directory(({body}) => {
            const {userIds} = body as {userIds: string[]};
            return {chains: Object.fromEntries(userIds.map((id) => [id, ['AQ']]))};
        });
        const ids = Array.from({length: 2001}, (_, index) => `user${index}`);
        const chains = await http.chains(ids);
        expect(chains.size).toBe(2001);
        expect(asked.map(({body}) => (body as {userIds: string[]}).userIds.length)).toEqual([1000, 1000, 1]);
    });

    test('takes nobody it did not ask for', async () => {
        const {directory: http} = directory(() => ({chains: {ann: [], eve: ['AQ']}}));
        await expect(http.chains(['ann'])).resolves.toEqual(new Map([['ann', []]]));
    });

    test.each<[string, unknown, (http: DirectoryHttp) => Promise<unknown>]>([
        ['a list instead of an object', [], (http) => http.config()],
        ['null', null, (http) => http.config()],
        ['a limit that is no number', {serverId: 'AQI', maxChannelMembers: 'many'}, (http) => http.config()],
        ['a server id that is no base64url', {serverId: '+/', maxChannelMembers: 9}, (http) => http.config()],
        ['a flag that is a word', {statements: [], maySwitchOn: 'yes', maySwitchOff: true}, (http) => http.policy('one')],
        ['a generation that is no number', {handOvers: {one: 'AQ'}}, (http) => http.handOvers()],
        ['a chain that is none', {chain: 'AQ'}, (http) => http.ownChain()],
        ['a record that is none', {chain: [1]}, (http) => http.ownChain()],
        ['a sequence that is no count', {wrappedRecoveryKey: 'AQ', bundle: 'AQ', bundleSequence: -1}, (http) => http.backup()],
        ['somebody left out', {chains: {}}, (http) => http.chains(['ann'])],
        ['a name of every object', {chains: {}}, (http) => http.chains(['constructor'])],
        ['channels without a list of what is covered', {channels: {}}, (http) => http.policies()],
    ])('%s is server_unavailable', async (_case, answer, ask) => {
        await expect(ask(directory(() => answer).directory)).rejects.toMatchObject({code: 'server_unavailable'});
    });
});
