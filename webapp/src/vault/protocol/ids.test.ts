import {failure} from '../../../tests/support/failure';
import {toChannelId, toPostId, toServerId, toUserId} from './ids';

const ID = 'a'.repeat(26);

test.each([toUserId, toChannelId, toPostId])('%p takes an id, and takes anything else for a bug', (toId) => {
    expect(toId(ID)).toBe(ID);
    for (const wrong of ['', ID.slice(1), `${ID}a`, ID.toUpperCase(), `${ID.slice(1)}\n`]) {
        expect(() => toId(wrong)).toThrow(failure('invariant'));
    }
});

test('a server id has 16 bytes', () => {
    expect(toServerId(new Uint8Array(16))).toHaveLength(16);
    expect(() => toServerId(new Uint8Array(15))).toThrow(failure('cbor_malformed'));
});
