import assert from 'node:assert/strict';
import {createServer} from 'node:net';
import type {AddressInfo, Server} from 'node:net';
import {after, before, describe, test} from 'node:test';

import {choosePort} from './ports';

describe('choosePort', () => {
    let server: Server;
    let taken: number;

    before(async () => {
        server = createServer();
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        taken = (server.address() as AddressInfo).port;
    });

    after(() => server.close());

    const wish = {part: 'Mattermost', variable: 'E2EE_PORT', asked: undefined, remembered: undefined, from: 28065};

    test('takes the remembered port if it is free', async () => {
        const free = await choosePort({...wish, from: 28100});
        assert.equal(await choosePort({...wish, remembered: free}), free);
    });

    test('looks for another if the remembered one is taken', async () => {
        assert.notEqual(await choosePort({...wish, remembered: taken}), taken);
    });

    test('takes the port that was asked for, and says so if it is taken', async () => {
        const free = await choosePort({...wish, from: 28200});
        assert.equal(await choosePort({...wish, asked: String(free)}), free);
        await assert.rejects(choosePort({...wish, asked: String(taken)}), new RegExp(`Port ${taken} is taken.*E2EE_PORT`));
        await assert.rejects(choosePort({...wish, asked: 'eighty'}), /E2EE_PORT=eighty is not a port/);
    });
});
