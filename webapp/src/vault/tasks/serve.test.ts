import type {Vault, VaultMessage, VaultRequest} from '../api';
import {serve} from './serve';
import type {PagePort} from './serve';

function served(vault: Partial<Record<keyof Vault, unknown>>) {
    const said: VaultMessage[] = [];
    const port: PagePort = {onmessage: null, postMessage: (message) => said.push(message)};
    const session = {csrfToken: ''};
    serve(vault as Vault, port, session);
    return {
        said,
        session,
        ask: async (request: unknown) => {
            port.onmessage?.({data: request} as MessageEvent<VaultRequest>);
            await new Promise((resolve) => setImmediate(resolve));
        },
    };
}

const BUG = {kind: 'failed', code: 'invariant'};

describe('the worker’s end of the channel', () => {
    test('calls the method with its arguments and answers under the same id', async () => {
        const {said, ask} = served({channel: (channelId: string) => Promise.resolve({kind: 'channel', channelId})});
        await ask({id: 7, method: 'channel', args: ['one']});
        expect(said).toEqual([{kind: 'result', id: 7, result: {kind: 'channel', channelId: 'one'}}]);
    });

    test('knows the token of the last call while that runs', async () => {
        const seen: string[] = [];
        const {session, ask} = served({
            own: () => {
                seen.push(session.csrfToken);
                return Promise.resolve({kind: 'done'});
            },
        });
        await ask({id: 1, method: 'own', args: [], csrfToken: 'first'});
        await ask({id: 2, method: 'own', args: [], csrfToken: 'renewed'});
        expect(seen).toEqual(['first', 'renewed']);
    });

    test.each(['constructor', 'toString', '__proto__', 'sign'])('has no method %s', async (method) => {
        const {said, ask} = served({});
        await ask({id: 1, method, args: []});
        expect(said).toEqual([{kind: 'result', id: 1, result: BUG}]);
    });

    test.each([
        [
            'throws',
            () => {
                throw new TypeError();
            },
        ],
        ['rejects', () => Promise.reject(new TypeError())],
    ])('a method that %s is a bug, and the page is told', async (_case, own) => {
        const {said, ask} = served({own});
        await ask({id: 2, method: 'own', args: []});
        expect(said).toEqual([{kind: 'result', id: 2, result: BUG}]);
    });
});
