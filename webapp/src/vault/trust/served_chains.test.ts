import {HandMadePerson} from '../../../tests/support/hand_made_person';
import {SERVER_ID, userIdOf} from '../../../tests/support/people';
import {provider} from '../../../tests/support/provider';
import type {Bytes} from '../../lib/bytes';
import {ServedChains} from './served_chains';

const BEN = userIdOf('ben');

describe('chains as they are served', () => {
    let published: Map<string, readonly Bytes[]>;
    let asked: Array<readonly string[]>;
    let nowMs: number;
    let pauses: number;
    let served: ServedChains;

    beforeEach(async () => {
        published = new Map([[BEN, (await HandMadePerson.create('ben')).chain()]]);
        asked = [];
        nowMs = 1_000_000;
        pauses = 0;
        served = new ServedChains({
            provider,
            serverId: SERVER_ID,
            nowMs: () => nowMs,
            pause: () => Promise.resolve(void pauses++),
            directory: {
                chains: (userIds) => {
                    asked.push(userIds);
                    return Promise.resolve(new Map(userIds.map((userId) => [userId, published.get(userId) ?? []])));
                },
            },
        });
    });

    const ben = async (maxAgeMs: number) => (await served.of([BEN], maxAgeMs)).get(BEN);

    test('are asked for once while the answer is young enough', async () => {
        await expect(ben(1000)).resolves.toMatchObject({kind: 'chain'});
        nowMs += 1000;
        await ben(1000);
        expect(asked).toHaveLength(1);
        nowMs += 1;
        await ben(1000);
        expect(asked).toHaveLength(2);
        await ben(0);
        expect(asked).toHaveLength(3);
    });

    test('stay the very same while they are served unchanged, and not otherwise', async () => {
        const first = await ben(0);
        await expect(ben(0)).resolves.toBe(first);
        published.set(BEN, (await HandMadePerson.create('ben')).chain());
        await expect(ben(0)).resolves.not.toBe(first);
    });

    test('only those are asked for who have to be', async () => {
        await ben(1000);
        await served.of([BEN, userIdOf('cleo')], 1000);
        expect(asked).toEqual([[BEN], [userIdOf('cleo')]]);
    });

    test('somebody without a key has none, somebody with a wrong chain an invalid one', async () => {
        published.set(userIdOf('eve'), published.get(BEN) ?? []);
        const answers = await served.of([userIdOf('cleo'), userIdOf('eve')], 0);
        expect(answers.get(userIdOf('cleo'))).toEqual({kind: 'none'});
        expect(answers.get(userIdOf('eve'))).toEqual({kind: 'invalid', code: 'chain_invalid'});
    });

    test('a directory that leaves somebody out has not answered', async () => {
        const forgetful = new ServedChains({
            provider,
            serverId: SERVER_ID,
            nowMs: () => nowMs,
            pause: () => Promise.resolve(),
            directory: {chains: () => Promise.resolve(new Map())},
        });
        await expect(forgetful.of([BEN], 0)).rejects.toMatchObject({code: 'server_unavailable'});
    });

    test('many are verified with pauses in between', async () => {
        const names = Array.from({length: 65}, (_, index) => `member${index}x`);
        await Promise.all(names.map(async (name) => published.set(userIdOf(name), (await HandMadePerson.create(name)).chain())));
        await served.of(names.map(userIdOf), 0);
        expect(pauses).toBe(2);
    });
});
